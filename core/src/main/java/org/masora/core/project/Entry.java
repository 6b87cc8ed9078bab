package org.masora.core.project;

/**
 * One path of a {@link Snapshot}.
 *
 * @param mode what kind of thing it is
 * @param id its bytes; of a link the target's text, of a submodule the foreign commit's id
 */
public record Entry(Mode mode, BlobId id) {

    /** The kinds of entries that git trees know; only files can stand in a translator's folder (rule B3). */
    public enum Mode {
        FILE,
        EXECUTABLE,
        LINK,
        SUBMODULE
    }

    public static Entry file(BlobId id) {
        return new Entry(Mode.FILE, id);
    }

    /** Whether this is a file whose bytes can be read and merged. */
    public boolean isFile() {
        return mode == Mode.FILE || mode == Mode.EXECUTABLE;
    }
}
