package org.masora.app.home;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * With what a file or folder is made so that nobody but its owner can ever read it. Windows has no such permissions; a
 * person's application folder is closed to others there anyway.
 */
final class OwnerOnly {
    private OwnerOnly() {}

    static FileAttribute<?>[] file(Path near) {
        return attributes(near, "rw-------");
    }

    static FileAttribute<?>[] folder(Path near) {
        return attributes(near, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path near, String permissions) {
        boolean known = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return known
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
