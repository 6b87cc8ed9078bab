package org.masora.core.sync;

/**
 * How a project stands towards one place, as facts the plan is made from.
 *
 * @param place what the place holds
 * @param oursChanged whether our content differs from the place's base
 * @param lineWaits whether revisions made earlier wait to be sent, or decisions are owed to the place
 * @param setAside whether the head contains what an undo took back and nobody has answered since (rule U1)
 * @param receiveOnly whether nothing may be sent (rule P7)
 */
public record Position(
        PlaceHolds place, boolean oursChanged, boolean lineWaits, boolean setAside, boolean receiveOnly) {

    /** What a place holds, seen from our base. */
    public enum PlaceHolds {
        /** Nothing was ever sent there. */
        NOTHING,
        /** Exactly our base. */
        OUR_BASE,
        /** Our base and newer revisions on top of it. */
        NEWER,
        /** A line that does not contain our base: its history was rewritten (rule S3). */
        REWRITTEN,
        /** A line, and we have no base there; it is the same project. */
        UNKNOWN_LINE,
        /** A line of another project, as far as anybody can tell (rule V4). */
        OTHER_PROJECT
    }
}
