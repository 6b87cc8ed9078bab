package org.masora.hub.api;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Something in a tree.
 *
 * @param path from the top
 * @param size bytes of a file or of a link's target, otherwise 0
 * @param lastCommit the commit that changed it last
 */
record FileEntry(String path, FileMode mode, ObjectId id, long size, ObjectId lastCommit) {
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isFolder() {
        return mode.equals(FileMode.TREE);
    }

    /** Its kind in the contents API. */
    String type() {
        if (isFolder()) {
            return "dir";
        }
        if (mode.equals(FileMode.GITLINK)) {
            return "submodule";
        }
        return mode.equals(FileMode.SYMLINK) ? "symlink" : "file";
    }
}
