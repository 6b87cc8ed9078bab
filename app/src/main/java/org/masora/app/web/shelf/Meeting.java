package org.masora.app.web.shelf;

/**
 * Which project of this computer one on a server meets. That is decided by who they are, not by what they are called
 * (rule V4), and said only where it is known.
 */
public sealed interface Meeting {

    /** This one is exchanged with it. */
    record Here(NearProject near) implements Meeting {}

    /**
     * This one is the same project and was never exchanged with any place: it can be joined to it.
     *
     * @param there as its server said
     * @param line on which it says so
     */
    record Joins(NearProject near, FarLook there, String line) implements Meeting {}

    /** This one is the same project, and the two stay apart. */
    record Apart(NearProject near, Why why) implements Meeting {}

    /** Why the same project stays apart from itself. */
    enum Why {
        /** The one here is exchanged with another place. */
        ELSEWHERE,
        /** The person may not send there. */
        READ_ONLY,
        /** The one here is not for everybody, and the one there can be read by everybody (rule V1). */
        NOT_FOR_EVERYBODY
    }

    /**
     * One of this name is here.
     *
     * @param another whether both say who they are, and not the same
     */
    record Namesake(NearProject near, boolean another) implements Meeting {}

    /** It is not on this computer. */
    record Nobody() implements Meeting {}

    /**
     * By its address it is not on this computer; who it is could not be asked yet.
     *
     * @param asking whether its server is being asked just now
     */
    record NotKnown(boolean asking) implements Meeting {}
}
