package org.masora.core.merge;

/** The two sides of a merge: ours is this computer. */
public enum Side {
    OURS,
    THEIRS;

    public Side other() {
        return this == OURS ? THEIRS : OURS;
    }
}
