package org.masora.app.words;

import java.util.List;
import org.masora.core.usfm.Problem;
import org.masora.core.usfm.ProblemCode;

/** What is wrong in a USFM file, in words. */
public final class UsfmWords {
    private UsfmWords() {}

    /** The problem as a message whose parts are named {@code 1}, {@code 2} in the order that its code gives them. */
    public static Message of(Problem problem) {
        Message message = Message.of(number(problem.code()));
        List<String> parameters = problem.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            message = message.with(Integer.toString(i + 1), parameters.get(i));
        }
        return message;
    }

    private static String number(ProblemCode code) {
        return switch (code) {
            case ENCODING_UTF16 -> "M-1001";
            case ENCODING_INVALID -> "M-1002";
            case CONTROL_CHARACTER -> "M-1003";
            case CONFLICT_MARKER -> "M-1004";
            case ID_MISSING -> "M-1005";
            case ID_REPEATED -> "M-1006";
            case ID_NOT_FIRST -> "M-1007";
            case BOOK_UNKNOWN -> "M-1008";
            case MARKER_UNKNOWN -> "M-1009";
            case BACKSLASH_ALONE -> "M-1010";
            case NOTE_NOT_CLOSED -> "M-1011";
            case FIGURE_NOT_CLOSED -> "M-1012";
            case CHARACTER_NOT_CLOSED -> "M-1013";
            case CLOSER_WITHOUT_OPENER -> "M-1014";
            case CHARACTER_CROSSES_VERSE -> "M-1015";
            case NOTE_PART_OUTSIDE_NOTE -> "M-1016";
            case NESTING_TOO_DEEP -> "M-1017";
            case MILESTONE_NOT_CLOSED -> "M-1018";
            case MILESTONE_UNMATCHED -> "M-1019";
            case ATTRIBUTES_MALFORMED -> "M-1020";
            case SIDEBAR_NOT_CLOSED -> "M-1021";
            case SIDEBAR_END_ALONE -> "M-1022";
            case CELL_OUTSIDE_ROW -> "M-1023";
            case CHAPTER_WITHOUT_NUMBER -> "M-1024";
            case CHAPTER_DUPLICATE -> "M-1025";
            case CHAPTER_MISSING -> "M-1026";
            case CHAPTER_OUT_OF_ORDER -> "M-1027";
            case CHAPTERS_ABSENT -> "M-1028";
            case PARAGRAPH_BEFORE_CHAPTER -> "M-1029";
            case VERSE_WITHOUT_NUMBER -> "M-1030";
            case VERSE_NUMBER_MALFORMED -> "M-1031";
            case VERSE_DUPLICATE -> "M-1032";
            case VERSE_MISSING -> "M-1033";
            case VERSE_OUT_OF_ORDER -> "M-1034";
            case VERSE_OUTSIDE_CHAPTER -> "M-1035";
            case VERSE_IN_HEADING -> "M-1036";
            case SCRIBE_CANNOT_OPEN -> "M-1037";
            case MORE -> "M-1038";
        };
    }
}
