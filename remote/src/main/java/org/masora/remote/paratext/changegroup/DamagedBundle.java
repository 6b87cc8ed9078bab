package org.masora.remote.paratext.changegroup;

import java.io.IOException;

/** What came is no bundle, or not a whole one, or its hashes are wrong. */
public final class DamagedBundle extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedBundle(String message) {
        super(message);
    }

    DamagedBundle(String message, Throwable cause) {
        super(message, cause);
    }
}
