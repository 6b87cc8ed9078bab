package org.masora.core.usfm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a chapter out of a file's bytes without reading the rest. That can be done because a chapter's marker ends all
 * that is open before it. A file is not cut where it does not begin with the name of its book, or has anything but plain
 * chapter markers: {@code \c}, spaces and a number.
 */
final class ChapterCutter {
    private static final int MAX_DIGITS = 3;
    private static final int ODD = -1;

    private final byte[] bytes;

    ChapterCutter(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What stands before the first chapter, then the chapters; together the file. Empty where it cannot be cut safely. */
    Optional<List<ChapterSpan>> spans() {
        if (!beginsWithBook()) {
            return Optional.empty();
        }
        List<ChapterSpan> spans = new ArrayList<>();
        return addSpans(0, 0, bytes.length, spans) ? Optional.of(spans) : Optional.empty();
    }

    /**
     * As {@link #spans()}, and quicker where much is as it is in another file: chapters that have their bytes from
     * there are not looked through.
     *
     * @param other the other file
     * @param known its spans; none where it has none
     */
    Optional<List<ChapterSpan>> spans(byte[] other, List<ChapterSpan> known) {
        int differs = Arrays.mismatch(bytes, other);
        if (differs < 0 && !known.isEmpty()) {
            return Optional.of(known);
        }
        int before = 0;
        while (before < known.size() && known.get(before).end() <= differs) {
            before++;
        }
        if (before == 0) {
            // What stands before the first chapter differs, and that names the book.
            return spans();
        }
        int shift = bytes.length - other.length;
        int after = known.size();
        while (after > before && isFurtherOn(known.get(after - 1), other, shift, differs)) {
            after--;
        }
        // Together with the chapter before the one that differs, in which a marker itself may have changed.
        ChapterSpan first = known.get(before - 1);
        int end = after == known.size() ? bytes.length : known.get(after).start() + shift;
        List<ChapterSpan> spans = new ArrayList<>(known.subList(0, before - 1));
        if (!addSpans(first.number(), first.start(), end, spans)) {
            return Optional.empty();
        }
        known.subList(after, known.size())
                .forEach(span -> spans.add(new ChapterSpan(span.number(), span.start() + shift, span.end() + shift)));
        return Optional.of(spans);
    }

    /** Whether a chapter of another file stands here so much further on, together with the byte before its marker. */
    private boolean isFurtherOn(ChapterSpan span, byte[] other, int shift, int differs) {
        int start = span.start() - 1 + shift;
        return start >= differs && Arrays.equals(other, span.start() - 1, span.end(), bytes, start, span.end() + shift);
    }

    /**
     * The spans of a part of the file; false where that cannot be cut.
     *
     * @param chapter what the part begins with
     */
    private boolean addSpans(int chapter, int start, int end, List<ChapterSpan> spans) {
        int from = start;
        int current = chapter;
        for (int at = start + 1; at < end; at++) {
            if (bytes[at] != '\\' || !isChapter(at)) {
                continue;
            }
            int number = number(at);
            if (number == ODD) {
                return false;
            }
            spans.add(new ChapterSpan(current, from, at));
            from = at;
            current = number;
        }
        spans.add(new ChapterSpan(current, from, end));
        return true;
    }

    /** Else a later chapter may name the book. */
    private boolean beginsWithBook() {
        int start = byteAt(0) == (byte) 0xEF ? 3 : 0;
        return byteAt(start) == '\\'
                && byteAt(start + 1) == 'i'
                && byteAt(start + 2) == 'd'
                && byteAt(start + 3) == ' '
                && byteAt(start + 4) >= 'A'
                && byteAt(start + 4) <= 'Z';
    }

    /** Whether the backslash begins {@code \c} or {@code \+c} and no longer marker of letters. */
    private boolean isChapter(int backslash) {
        int letter = backslash + (byteAt(backslash + 1) == '+' ? 2 : 1);
        int after = byteAt(letter + 1);
        return byteAt(letter) == 'c' && !(after >= 'a' && after <= 'z');
    }

    /** The number of a plain chapter marker; {@link #ODD} for any other, and for one that may be escaped. */
    private int number(int backslash) {
        int at = backslash + 2;
        if (byteAt(backslash - 1) == '\\' || byteAt(backslash + 1) != 'c' || byteAt(at) != ' ') {
            return ODD;
        }
        while (byteAt(at) == ' ') {
            at++;
        }
        int number = 0;
        int first = at;
        while (byteAt(at) >= '0' && byteAt(at) <= '9' && at - first < MAX_DIGITS) {
            number = number * 10 + byteAt(at) - '0';
            at++;
        }
        boolean ends = at >= bytes.length || byteAt(at) == ' ' || byteAt(at) == '\n' || byteAt(at) == '\r';
        return at > first && ends ? number : ODD;
    }

    /** A byte; 0 outside the file. */
    private int byteAt(int at) {
        return at >= 0 && at < bytes.length ? bytes[at] : 0;
    }
}
