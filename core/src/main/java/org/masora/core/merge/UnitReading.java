package org.masora.core.merge;

/** What a unit that a conflict is about says in some content. */
public sealed interface UnitReading {

    /**
     * It says this.
     *
     * @param bytes the unit's exact bytes; not changed by anyone
     */
    record Text(byte[] bytes) implements UnitReading {}

    /** The content does not have the unit. */
    record Absent() implements UnitReading {}

    /** Where the unit lies, or whether it is there, cannot be told, so nothing is guessed. */
    record Unknown() implements UnitReading {}
}
