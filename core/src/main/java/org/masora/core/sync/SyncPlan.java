package org.masora.core.sync;

/** What a sync will do with one place. */
public enum SyncPlan {
    /** Nothing is new on either side. */
    UP_TO_DATE,
    /** Ours goes there. */
    SEND,
    /** Theirs comes here as it is. */
    RECEIVE,
    /** Both have something new: bring them together, then send. */
    MERGE,
    /** There is something to send, and this sync only receives. */
    HOLD_BACK,
    /** What an undo took back is there: ask first (rule U1). */
    ASK_ABOUT_SET_ASIDE,
    /** Another project is there: ask first (rule V4). */
    ASK_ABOUT_OTHER_PROJECT;

    /** The plan for a position: pure, total, and the only place where it is decided. */
    public static SyncPlan of(Position position) {
        boolean mineIsNew = position.oursChanged() || position.lineWaits();
        return switch (position.place()) {
            case OTHER_PROJECT -> ASK_ABOUT_OTHER_PROJECT;
            case NOTHING -> position.receiveOnly() ? HOLD_BACK : SEND;
            case OUR_BASE -> {
                if (!mineIsNew) {
                    yield UP_TO_DATE;
                }
                yield position.receiveOnly() ? HOLD_BACK : SEND;
            }
            case NEWER -> {
                if (position.setAside()) {
                    yield ASK_ABOUT_SET_ASIDE;
                }
                yield mineIsNew ? MERGE : RECEIVE;
            }
            case REWRITTEN, UNKNOWN_LINE -> position.setAside() ? ASK_ABOUT_SET_ASIDE : MERGE;
        };
    }
}
