package org.masora.core.editing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Piece.Kind;

/**
 * The bytes of a verse as what a person sees of it: signs, one after the other, each a code point or a fixed piece; and
 * between them what nobody sees, each before a certain sign or after the last.
 *
 * @param prefix how many bytes at the start are the verse's number
 * @param signs what is seen
 * @param hidden what is not seen, in the order of the verse
 * @param fixed the fixed pieces, by their numbers
 */
record VerseSigns(int prefix, List<Sign> signs, List<Hidden> hidden, List<FixedPart> fixed) {
    /** The value of the sign for a space, which stands for any white space. */
    static final int SPACE = ' ';

    VerseSigns {
        signs = List.copyOf(signs);
        hidden = List.copyOf(hidden);
        fixed = List.copyOf(fixed);
    }

    /**
     * Something that is seen.
     *
     * @param value a code point; or, below zero, a fixed piece: {@code -1 - number}
     * @param start the offset of its first byte in the unit
     * @param end the offset after its last byte
     */
    record Sign(int value, int start, int end) {
        boolean isFixed() {
            return value < 0;
        }

        int number() {
            return -1 - value;
        }
    }

    /** What is hidden. */
    enum Role {
        /** A word's wrapper opens: {@code \w}. */
        WORD_START,
        WORD_END,
        /** An alignment opens: {@code \zaln-s}. */
        ALIGNMENT_START,
        ALIGNMENT_END,
        /** Any other milestone. */
        POINT,
        /** White space that belongs to what follows: at the end of a paragraph or of the verse. */
        SPACE_BEFORE,
        /** White space that belongs to what was before it. */
        SPACE_AFTER;

        /** Whether what is typed here is put behind it. */
        boolean belongsToBefore() {
            return switch (this) {
                case WORD_END, ALIGNMENT_END, SPACE_AFTER -> true;
                case WORD_START, ALIGNMENT_START, POINT, SPACE_BEFORE -> false;
            };
        }

        boolean isSpace() {
            return this == SPACE_BEFORE || this == SPACE_AFTER;
        }
    }

    /**
     * Something that is not seen.
     *
     * @param before the index of the sign it stands before; the number of signs where it stands at the end
     * @param partner the index, among the hidden, of what opens or closes it; -1 where there is none
     */
    record Hidden(Role role, int start, int end, int before, int partner) {}

    /**
     * A fixed piece with what is to be known of its bytes.
     *
     * @param isBlock whether white space around it means nothing
     * @param needsDelimiter whether text right after it would become part of it
     * @param partner the number of the piece that opens or closes it; -1 where there is none
     */
    record FixedPart(Fixed piece, boolean isBlock, boolean needsDelimiter, int partner) {}

    /** What is seen, as pieces. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        for (Sign sign : signs) {
            if (!sign.isFixed()) {
                words.appendCodePoint(sign.value());
                continue;
            }
            if (!words.isEmpty()) {
                pieces.add(new Piece.Words(words.toString()));
                words.setLength(0);
            }
            pieces.add(fixed.get(sign.number()).piece());
        }
        if (!words.isEmpty()) {
            pieces.add(new Piece.Words(words.toString()));
        }
        return List.copyOf(pieces);
    }

    /** The values of the signs. */
    int[] values() {
        return signs.stream().mapToInt(Sign::value).toArray();
    }

    boolean isBlock(int value) {
        return value < 0 && fixed.get(-1 - value).isBlock();
    }

    /**
     * Values without the spaces that mean nothing: at the start, at the end, around paragraphs, after another space.
     *
     * @param values of signs of this verse
     */
    int[] normalized(int[] values) {
        int[] kept = new int[values.length];
        int count = 0;
        for (int value : values) {
            if (value == SPACE && (count == 0 || kept[count - 1] == SPACE || isBlock(kept[count - 1]))) {
                continue;
            }
            if (isBlock(value) && count > 0 && kept[count - 1] == SPACE) {
                count--;
            }
            kept[count++] = value;
        }
        if (count > 0 && kept[count - 1] == SPACE) {
            count--;
        }
        return Arrays.copyOf(kept, count);
    }

    /** Whether the piece starts a paragraph. */
    boolean isParagraph(int value) {
        return value < 0 && fixed.get(-1 - value).piece().kind() == Kind.PARAGRAPH;
    }
}
