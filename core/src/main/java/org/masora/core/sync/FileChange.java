package org.masora.core.sync;

/**
 * What happened to a file that is no book.
 *
 * @param path which
 * @param kind what happened
 */
public record FileChange(String path, Kind kind) {

    /** What can happen to a file. */
    public enum Kind {
        ADDED,
        CHANGED,
        /** It is gone, and its bytes stand nowhere else. */
        DELETED,
        /** It is there with no byte in it, and had some. */
        EMPTIED,
        /** It is gone from here, and its bytes are new at another path. */
        MOVED_AWAY
    }
}
