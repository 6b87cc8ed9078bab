package org.masora.hub.api;

import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * One file to be written or taken away by a commit.
 *
 * @param content base64, as it came; empty for a deletion
 * @param sha the content that the caller believes to be there
 * @param fromPath where the file lay before, if it is to be moved
 */
record FileEdit(Operation operation, String path, String content, Optional<String> sha, Optional<String> fromPath) {
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    private static final ObjectChecker CHECKER =
            new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);

    FileEdit {
        checkPath(path);
        fromPath.ifPresent(FileEdit::checkPath);
    }

    /** Refuses what could not be checked out, or would reach out of the folder or into git's own. */
    private static void checkPath(String path) {
        try {
            CHECKER.checkPath(path);
        } catch (CorruptObjectException e) {
            throw new Refusal(422, "path contains a malformed path component [path: " + path + "]");
        }
    }

    byte[] bytes() {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "illegal base64 data: " + e.getMessage());
        }
    }
}
