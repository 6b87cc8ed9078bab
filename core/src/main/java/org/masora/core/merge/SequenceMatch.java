package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which elements of one sequence stand unchanged in another: the ground of every three-way merge
 * here. Elements are numbers that are equal where the things are (see {@link Numbering}).
 *
 * <p>Equal ends are cut off, then elements that stand once in both hold the rest together
 * (patience), and what lies between them is compared by Myers' algorithm with a bound on the
 * number of differences. Beyond the bound a stretch counts as wholly replaced: that makes a merge
 * ask more, never lose more.
 */
final class SequenceMatch {
    /** More differences than this in one stretch without a landmark are not worth a search. */
    private static final int MAXIMUM_DIFFERENCES = 1500;

    private static final int MAXIMUM_DEPTH = 40;

    private final int[] from;
    private final int[] to;
    private final int[] matched;

    private SequenceMatch(int[] from, int[] to) {
        this.from = from;
        this.to = to;
        this.matched = new int[from.length];
        Arrays.fill(matched, -1);
    }

    /**
     * For each element of {@code from} the index of its like in {@code to}, or -1; the indices that
     * are not -1 rise.
     */
    static int[] of(int[] from, int[] to) {
        SequenceMatch match = new SequenceMatch(from, to);
        match.compare(0, from.length, 0, to.length, 0);
        return match.matched;
    }

    private void compare(int fromStart, int fromEnd, int toStart, int toEnd, int depth) {
        int a = fromStart;
        int b = toStart;
        while (a < fromEnd && b < toEnd && from[a] == to[b]) {
            matched[a++] = b++;
        }
        int aEnd = fromEnd;
        int bEnd = toEnd;
        while (aEnd > a && bEnd > b && from[aEnd - 1] == to[bEnd - 1]) {
            matched[--aEnd] = --bEnd;
        }
        if (a == aEnd || b == bEnd) {
            return;
        }
        List<int[]> landmarks = depth < MAXIMUM_DEPTH ? landmarks(a, aEnd, b, bEnd) : List.of();
        if (landmarks.isEmpty()) {
            shortestEdit(a, aEnd, b, bEnd);
            return;
        }
        for (int[] landmark : landmarks) {
            compare(a, landmark[0], b, landmark[1], depth + 1);
            matched[landmark[0]] = landmark[1];
            a = landmark[0] + 1;
            b = landmark[1] + 1;
        }
        compare(a, aEnd, b, bEnd, depth + 1);
    }

    /** Elements that stand exactly once in both stretches, as many as keep one order in both. */
    private List<int[]> landmarks(int a, int aEnd, int b, int bEnd) {
        Map<Integer, Integer> onlyInTo = positionsOfSingles(to, b, bEnd);
        Map<Integer, Integer> onlyInFrom = positionsOfSingles(from, a, aEnd);
        List<int[]> pairs = new ArrayList<>();
        for (int i = a; i < aEnd; i++) {
            Integer j = onlyInTo.get(from[i]);
            if (j != null && j >= 0 && onlyInFrom.getOrDefault(from[i], -1) == i) {
                pairs.add(new int[] {i, j});
            }
        }
        return longestRising(pairs);
    }

    private static Map<Integer, Integer> positionsOfSingles(int[] sequence, int start, int end) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (int i = start; i < end; i++) {
            positions.merge(sequence[i], i, (first, second) -> -1);
        }
        return positions;
    }

    /** The longest run of pairs, already rising in the first index, that rises in the second too. */
    private static List<int[]> longestRising(List<int[]> pairs) {
        int[] tails = new int[pairs.size()];
        int[] before = new int[pairs.size()];
        int length = 0;
        for (int p = 0; p < pairs.size(); p++) {
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(tails[middle])[1] < pairs.get(p)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[p] = low == 0 ? -1 : tails[low - 1];
            tails[low] = p;
            length = Math.max(length, low + 1);
        }
        List<int[]> rising = new ArrayList<>();
        for (int p = length == 0 ? -1 : tails[length - 1]; p >= 0; p = before[p]) {
            rising.add(pairs.get(p));
        }
        return rising.reversed();
    }

    /** Myers' greedy search, forward, keeping each step's ends to walk back over. */
    private void shortestEdit(int a, int aEnd, int b, int bEnd) {
        int fromLength = aEnd - a;
        int toLength = bEnd - b;
        int bound = Math.min(fromLength + toLength, MAXIMUM_DIFFERENCES);
        List<int[]> steps = new ArrayList<>();
        int[] ends = new int[2 * bound + 3];
        int zero = bound + 1;
        for (int d = 0; d <= bound; d++) {
            steps.add(Arrays.copyOfRange(ends, zero - d - 1, zero + d + 2));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && ends[zero + k - 1] < ends[zero + k + 1]);
                int x = down ? ends[zero + k + 1] : ends[zero + k - 1] + 1;
                int y = x - k;
                while (x < fromLength && y < toLength && from[a + x] == to[b + y]) {
                    x++;
                    y++;
                }
                ends[zero + k] = x;
                if (x >= fromLength && y >= toLength) {
                    walkBack(steps, a, b, fromLength, toLength);
                    return;
                }
            }
        }
    }

    private void walkBack(List<int[]> steps, int a, int b, int fromLength, int toLength) {
        int x = fromLength;
        int y = toLength;
        for (int d = steps.size() - 1; d >= 0; d--) {
            int[] ends = steps.get(d);
            int zero = d + 1;
            int k = x - y;
            boolean down = k == -d || (k != d && ends[zero + k - 1] < ends[zero + k + 1]);
            int previousX = d == 0 ? 0 : down ? ends[zero + k + 1] : ends[zero + k - 1];
            int previousY = d == 0 ? 0 : previousX - (down ? k + 1 : k - 1);
            while (x > previousX && y > previousY) {
                x--;
                y--;
                matched[a + x] = b + y;
            }
            x = previousX;
            y = previousY;
        }
    }
}
