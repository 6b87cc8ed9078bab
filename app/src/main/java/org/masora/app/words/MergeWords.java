package org.masora.app.words;

import java.util.Locale;
import org.masora.core.merge.MergeExplanation.Explained;
import org.masora.core.merge.MergeExplanation.Reason;
import org.masora.core.merge.Side;

/** Sentences about what a merge decided. */
public final class MergeWords {
    private MergeWords() {}

    /** What was decided about a unit, and why. */
    public static Message of(Explained unit) {
        String number = switch (unit.verdict()) {
            case OURS -> "M-0172";
            case THEIRS -> "M-0173";
            case SAME -> "M-0174";
            case FORM -> "M-0175";
            case COMBINED -> "M-0176";
            case DISPUTED -> "M-0177";
            case OTHERWISE -> unit.reason().map(MergeWords::number).orElse("M-0178");
        };
        return Message.of(number, "reference", Naming.of(unit.reference().toString()))
                .with("what", change(unit))
                .with("stands", unit.stands().map(MergeWords::word).orElse("none"));
    }

    private static String number(Reason reason) {
        return switch (reason) {
            case LATER -> "M-0181";
            case GREATER -> "M-0182";
            case UNITED -> "M-0183";
            case NOTED -> "M-0184";
            case PARTS -> "M-0185";
        };
    }

    private static String change(Explained unit) {
        if (unit.base().isEmpty()) {
            return "added";
        }
        return unit.merged().isEmpty() ? "removed" : "changed";
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
