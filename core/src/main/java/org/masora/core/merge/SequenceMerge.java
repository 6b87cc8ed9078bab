package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The three-way comparison of sequences (diff3): where both sides left the base alone, where one
 * changed it, and where both did. The sides are called <em>stand</em> and <em>other</em>, after
 * rule M1: nothing in here knows which computer it runs on, and so the result is the same on both
 * (rule M2).
 */
final class SequenceMerge {

    /** What happened to one stretch. */
    enum Change {
        /** All three hold equal elements. */
        NONE,
        /** Only the standing side changed it. */
        STAND,
        /** Only the other side changed it. */
        OTHER,
        /** Both made the same change. */
        SAME,
        /** Both changed it, differently. */
        BOTH
    }

    /** Whether changes of two sides that touch, without a common element, are one stretch. */
    enum Neighbours {
        /** They are: elements mean something only together. */
        MEET,
        /**
         * They are, and a change that could as well be said to stand elsewhere stands in all these
         * places: of a word that comes once more beside its like nobody can say which one is new.
         */
        MEET_WHEREVER_THEY_CAN_STAND,
        /** They are not, where each replaces or removes elements of its own: elements are lines that stand alone. */
        STAND_APART
    }

    /** One stretch, with its elements in each version. */
    record Chunk<T>(Change change, List<T> base, List<T> stand, List<T> other) {}

    /** One side's change of the base's elements {@code start} to {@code end}, which takes {@code growth} more room. */
    private record Edit(int start, int end, int growth) {
        /** Whether this edit, which does not start before the stretch, belongs to it. */
        boolean joins(int stretchStart, int stretchEnd, Neighbours neighbours) {
            if (start != stretchEnd) {
                return start < stretchEnd;
            }
            boolean insertion = start == end || stretchStart == stretchEnd;
            return insertion || neighbours != Neighbours.STAND_APART;
        }
    }

    private SequenceMerge() {}

    /**
     * Splits three sequences into stretches, in order; put together again, the stretches of a
     * version are that version.
     *
     * @param likeness what makes two elements count as equal
     */
    static <T> List<Chunk<T>> chunks(
            List<T> base, List<T> stand, List<T> other, Function<? super T, ?> likeness, Neighbours neighbours) {
        Numbering numbering = new Numbering();
        int[] b = numbering.of(base, likeness);
        int[] s = numbering.of(stand, likeness);
        int[] o = numbering.of(other, likeness);
        Cursor inStand = new Cursor(edits(b, s, neighbours));
        Cursor inOther = new Cursor(edits(b, o, neighbours));
        List<Chunk<T>> chunks = new ArrayList<>();
        int at = 0;
        while (at < b.length || inStand.hasNext() || inOther.hasNext()) {
            int start = Math.min(b.length, Math.min(inStand.nextStart(), inOther.nextStart()));
            if (start > at) {
                chunks.add(new Chunk<>(
                        Change.NONE,
                        base.subList(at, start),
                        stand.subList(inStand.position, inStand.advance(start - at)),
                        other.subList(inOther.position, inOther.advance(start - at))));
                at = start;
                continue;
            }
            int end = start;
            for (int before = -1; before != inStand.taken + inOther.taken; ) {
                before = inStand.taken + inOther.taken;
                end = inStand.take(start, end, neighbours);
                end = inOther.take(start, end, neighbours);
            }
            int standStart = inStand.position;
            int otherStart = inOther.position;
            int standEnd = inStand.advance(end - start);
            int otherEnd = inOther.advance(end - start);
            chunks.add(new Chunk<>(
                    changeOf(b, start, end, s, standStart, standEnd, o, otherStart, otherEnd),
                    base.subList(start, end),
                    stand.subList(standStart, standEnd),
                    other.subList(otherStart, otherEnd)));
            at = end;
        }
        return Collections.unmodifiableList(chunks);
    }

    /** How far the walk along the base has come in one side, and which of its edits are behind. */
    private static final class Cursor {
        private final List<Edit> edits;
        private int taken;
        private int position;
        private int growth;

        Cursor(List<Edit> edits) {
            this.edits = edits;
        }

        boolean hasNext() {
            return taken < edits.size();
        }

        int nextStart() {
            return hasNext() ? edits.get(taken).start() : Integer.MAX_VALUE;
        }

        /** Takes the edits that belong to the stretch; the stretch's end then. */
        int take(int start, int end, Neighbours neighbours) {
            int newEnd = end;
            while (hasNext() && edits.get(taken).joins(start, newEnd, neighbours)) {
                newEnd = Math.max(newEnd, edits.get(taken).end());
                growth += edits.get(taken).growth();
                taken++;
            }
            return newEnd;
        }

        /** Passes so many elements of the base and what the taken edits added; the position then. */
        int advance(int elements) {
            position += elements + growth;
            growth = 0;
            return position;
        }
    }

    private static List<Edit> edits(int[] from, int[] to, Neighbours neighbours) {
        List<Edit> edits = edits(SequenceMatch.of(from, to), to.length);
        return neighbours == Neighbours.MEET_WHEREVER_THEY_CAN_STAND ? widened(edits, from, to) : edits;
    }

    /** The edits, each over all places of the base at which it could stand with the same outcome. */
    private static List<Edit> widened(List<Edit> edits, int[] from, int[] to) {
        List<Edit> widened = new ArrayList<>();
        int growth = 0;
        int before = 0;
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            int after = i + 1 < edits.size() ? edits.get(i + 1).start() : from.length;
            int start = edit.start();
            int end = edit.end();
            boolean insertion = start == end;
            boolean deletion = edit.growth() == start - end;
            if (insertion || deletion) {
                int[] longer = insertion ? to : from;
                int shift = insertion ? growth : 0;
                int length = insertion ? edit.growth() : end - start;
                while (start > before && longer[start + shift - 1] == longer[start + shift - 1 + length]) {
                    start--;
                }
                while (end < after
                        && longer[end + shift + (insertion ? 0 : -length)]
                                == longer[end + shift + (insertion ? length : 0)]) {
                    end++;
                }
            }
            widened.add(new Edit(start, end, edit.growth()));
            growth += edit.growth();
            before = end;
        }
        return widened;
    }

    private static List<Edit> edits(int[] matched, int length) {
        List<Edit> edits = new ArrayList<>();
        int from = 0;
        int to = 0;
        for (int i = 0; i <= matched.length; i++) {
            int j = i == matched.length ? length : matched[i];
            if (j >= 0) {
                if (i > from || j > to) {
                    edits.add(new Edit(from, i, j - to - (i - from)));
                }
                from = i + 1;
                to = j + 1;
            }
        }
        return edits;
    }

    private static Change changeOf(
            int[] b, int bStart, int bEnd, int[] s, int sStart, int sEnd, int[] o, int oStart, int oEnd) {
        boolean standChanged = !Arrays.equals(b, bStart, bEnd, s, sStart, sEnd);
        boolean otherChanged = !Arrays.equals(b, bStart, bEnd, o, oStart, oEnd);
        if (Arrays.equals(s, sStart, sEnd, o, oStart, oEnd)) {
            return standChanged ? Change.SAME : Change.NONE;
        }
        if (!otherChanged) {
            return Change.STAND;
        }
        return standChanged ? Change.BOTH : Change.OTHER;
    }
}
