package org.masora.testkit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Recordings of real servers and other facts to test against. They lie in {@code ../shared/reference} beside the
 * project, or in the folder that the environment variable {@code MASORA_REFERENCE} names. Where they are absent, the
 * test that asks is skipped.
 */
public final class Reference {
    private static final SharedFolder SHARED = new SharedFolder("reference", "MASORA_REFERENCE");

    private Reference() {}

    /** The folder of all recordings, if it is present. */
    public static Optional<Path> find() {
        return SHARED.find();
    }

    /** A folder of it, for example {@code door43-recordings}; skips the running test where it is absent. */
    public static Path folder(String name) {
        return SHARED.require(name);
    }
}
