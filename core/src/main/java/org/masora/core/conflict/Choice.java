package org.masora.core.conflict;

import java.util.Arrays;
import java.util.Optional;

/** What a person chose. The text that came of it is in the event: the choice says how it was come by. */
public enum Choice {
    /** The reading that was published when the disagreement was met. */
    PUBLISHED("published"),
    /** The reading that was not. */
    OTHER("other"),
    /** Both readings, one after the other. */
    BOTH("both"),
    /** The text as it stands today, edited since the disagreement was met. */
    TODAY("today"),
    /** A new text. */
    TEXT("text");

    private final String code;

    Choice(String code) {
        this.code = code;
    }

    /** The stable name in records and trailers. */
    public String code() {
        return code;
    }

    static Optional<Choice> ofCode(String code) {
        return Arrays.stream(values()).filter(c -> c.code.equals(code)).findFirst();
    }
}
