package org.masora.app.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * With what a file or folder is made so that nobody but its owner can ever read it. Windows has no such permissions; a
 * person's application folder is closed to others there anyway.
 */
final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    static FileAttribute<?>[] file(Path near) {
        return attributes(near, "rw-------");
    }

    static FileAttribute<?>[] folder(Path near) {
        return attributes(near, "rwx------");
    }

    /** Whether anybody but its owner can open it. */
    static boolean isOpenToOthers(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        return view != null && !OWNER.containsAll(view.readAttributes().permissions());
    }

    /** Closes a folder to everybody but its owner. */
    static void close(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, OWNER);
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
