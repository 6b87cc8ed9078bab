package org.masora.app.home;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The folder that Masora shall keep logins and projects in can be opened by other people, and it holds other things too,
 * so that Masora did not close it by itself.
 */
public final class OpenToOthersException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    OpenToOthersException(Path folder) {
        super(folder.toString(), null, "can be opened by others");
    }
}
