package org.masora.core.merge;

import org.masora.core.project.Snapshot;

/** What two sides have in common, told to the merge. */
public sealed interface MergeBase {

    /** Nothing in common is known: what both hold in different form is a conflict. */
    record None() implements MergeBase {}

    /** The one content both sides started from. */
    record Common(Snapshot snapshot) implements MergeBase {}

    /**
     * The other side rewrote its history (rule S3): {@code lastKnown} is what it held when we last
     * looked, {@code ancestor} what the rewritten line still shares with us. A unit that stands in
     * theirs as it stood in {@code lastKnown} has that as its base, every other unit the ancestor's.
     */
    record Rewritten(Snapshot ancestor, Snapshot lastKnown) implements MergeBase {}
}
