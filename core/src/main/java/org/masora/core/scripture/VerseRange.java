package org.masora.core.scripture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The verses that one {@code \v} stands for: one ({@code 3}), a part of one ({@code 3a}), a bridge ({@code 3-5}), a list
 * ({@code 3,5}), or a mixture ({@code 3b-4,6}).
 *
 * <p>The form is that of the USFM standard ({@code usx.rnc}, terminal VERSE), and besides what texts really contain:
 * verse 0, digits of any script, leading zeros, an en dash, directional marks around the separators. Two tokens that
 * mean the same verses are equal.
 *
 * @param spans in the order in which they are written; at least one
 */
public record VerseRange(List<Span> spans) {
    /** Beyond this a number in the text is no verse number; the longest chapter has 176. */
    public static final int MAX_VERSE = 999;

    /**
     * From one verse, or part of it, to another.
     *
     * @param first the first verse
     * @param firstSegment the letter of the part of the first verse at which it starts, lower case, or "" for its start
     * @param last the last verse, at least {@code first}
     * @param lastSegment the letter of the part of the last verse with which it ends, or "" for its end
     */
    public record Span(int first, String firstSegment, int last, String lastSegment) {
        public Span {
            if (first < 0 || last < first || last > MAX_VERSE) {
                throw new IllegalArgumentException("no range of verses: " + first + " to " + last);
            }
        }

        boolean overlaps(Span other) {
            return startsUpToEndOf(other) && other.startsUpToEndOf(this);
        }

        private boolean startsUpToEndOf(Span other) {
            if (first != other.last) {
                return first < other.last;
            }
            return firstSegment.isEmpty()
                    || other.lastSegment.isEmpty()
                    || firstSegment.compareTo(other.lastSegment) <= 0;
        }

        @Override
        public String toString() {
            String start = first + firstSegment;
            return first == last && firstSegment.equals(lastSegment) ? start : start + "-" + last + lastSegment;
        }
    }

    public VerseRange {
        spans = List.copyOf(spans);
        if (spans.isEmpty()) {
            throw new IllegalArgumentException("a range of no verses");
        }
    }

    /** One whole verse. */
    public static VerseRange of(int verse) {
        return new VerseRange(List.of(new Span(verse, "", verse, "")));
    }

    /** Reads a verse token; empty where it is none, goes backwards, or is beyond {@link #MAX_VERSE}. */
    public static Optional<VerseRange> parse(String token) {
        return new Parser(token).parse();
    }

    /** The first verse that is written. */
    public int first() {
        return spans.getFirst().first;
    }

    /** The last verse that is written. */
    public int last() {
        return spans.getLast().last;
    }

    /** Every verse of it, whole or in part, in written order. */
    public IntStream verses() {
        return spans.stream().flatMapToInt(span -> IntStream.rangeClosed(span.first, span.last));
    }

    /** Whether the verse, or a part of it, belongs to this. */
    public boolean contains(int verse) {
        return spans.stream().anyMatch(span -> span.first <= verse && verse <= span.last);
    }

    /** Whether any text could belong to both: {@code 3} and {@code 3a} overlap, {@code 3a} and {@code 3b} do not. */
    public boolean overlaps(VerseRange other) {
        return spans.stream().anyMatch(mine -> other.spans.stream().anyMatch(mine::overlaps));
    }

    /** The token in its plain form: ASCII digits, no leading zeros, no marks, segments in lower case. */
    @Override
    public String toString() {
        return String.join(",", spans.stream().map(Span::toString).toList());
    }

    private static final class Parser {
        private final int[] codePoints;
        private int at;

        Parser(String token) {
            codePoints = token.codePoints()
                    .filter(point -> point != 0x200F && point != 0x200E)
                    .toArray();
        }

        Optional<VerseRange> parse() {
            List<Span> spans = new ArrayList<>();
            do {
                int first = number();
                String firstSegment = segment();
                int last = first;
                String lastSegment = firstSegment;
                if (at < codePoints.length && (codePoints[at] == '-' || codePoints[at] == 0x2013)) {
                    at++;
                    last = number();
                    lastSegment = segment();
                }
                if (first < 0 || last < first) {
                    return Optional.empty();
                }
                spans.add(new Span(first, firstSegment, last, lastSegment));
            } while (at < codePoints.length && codePoints[at++] == ',');
            return at == codePoints.length && spans.size() <= MAX_VERSE
                    ? Optional.of(new VerseRange(spans))
                    : Optional.empty();
        }

        private int number() {
            int number = -1;
            while (at < codePoints.length && Character.digit(codePoints[at], 10) >= 0) {
                number = Math.max(number, 0) * 10 + Character.digit(codePoints[at++], 10);
                if (number > MAX_VERSE) {
                    return -1;
                }
            }
            return number;
        }

        private String segment() {
            int from = at;
            while (at < codePoints.length && isSegment(codePoints[at])) {
                at++;
            }
            return new String(codePoints, from, at - from).toLowerCase(Locale.ROOT);
        }

        private static boolean isSegment(int point) {
            return Character.isLetter(point) || Character.getType(point) == Character.NON_SPACING_MARK;
        }
    }
}
