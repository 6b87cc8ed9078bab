package org.masora.core.editing;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which signs of a text stand in another one again: whole words first, found by Unicode's segmentation, then what is
 * equal at the edges of what is left. So what a person did not touch is known, and keeps its bytes.
 */
final class SignMatch {
    private static final int NONE = -1;

    /** More pairs of words than this are not compared: then all between the equal edges counts as new. */
    private static final long MAX_PAIRS = 4_000_000;

    private final int[] before;
    private final int[] after;
    private final int[] oldOf;
    private final int[] newOf;
    private final boolean[] startsWord;

    private SignMatch(int[] before, int[] after) {
        this.before = before;
        this.after = after;
        oldOf = new int[after.length];
        newOf = new int[before.length];
        startsWord = new boolean[after.length + 1];
        Arrays.fill(oldOf, NONE);
        Arrays.fill(newOf, NONE);
    }

    static SignMatch of(int[] before, int[] after) {
        SignMatch match = new SignMatch(before, after);
        match.run();
        return match;
    }

    /** The index of the sign of the text before that stands at this index now; -1 where it is new. */
    int oldOf(int index) {
        return oldOf[index];
    }

    /** Whether the signs of a word all stand there again, together, as a word of their own. */
    boolean keepsWord(int from, int to) {
        if (from == to) {
            return true;
        }
        int first = newOf[from];
        if (first == NONE) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (newOf[i] != first + i - from) {
                return false;
            }
        }
        int end = first + to - from;
        boolean startsAsBefore = first == 0 || oldOf[first - 1] == from - 1 || startsWord[first];
        boolean endsAsBefore = end == after.length || oldOf[end] == to || startsWord[end];
        return startsAsBefore && endsAsBefore;
    }

    /** What is fixed keeps its order, so what stands between two fixed pieces is compared with what stood there. */
    private void run() {
        words(after, 0, after.length).forEach(word -> startsWord[word[0]] = true);
        startsWord[after.length] = true;
        int old = 0;
        int now = 0;
        for (int i = 0; i < after.length; i++) {
            if (after[i] < 0) {
                int place = place(after[i], old);
                between(old, place, now, i);
                pair(place, i);
                old = place + 1;
                now = i + 1;
            }
        }
        between(old, before.length, now, after.length);
        edges();
    }

    private int place(int value, int from) {
        int at = from;
        while (before[at] != value) {
            at++;
        }
        return at;
    }

    private void between(int oldFrom, int oldTo, int newFrom, int newTo) {
        List<int[]> old = words(before, oldFrom, oldTo);
        List<int[]> now = words(after, newFrom, newTo);
        Map<String, Integer> names = new HashMap<>();
        int[] oldNames = names(old, before, names);
        int[] newNames = names(now, after, names);
        int start = 0;
        while (start < oldNames.length && start < newNames.length && oldNames[start] == newNames[start]) {
            pair(old.get(start), now.get(start));
            start++;
        }
        int oldEnd = oldNames.length;
        int newEnd = newNames.length;
        while (oldEnd > start && newEnd > start && oldNames[oldEnd - 1] == newNames[newEnd - 1]) {
            pair(old.get(--oldEnd), now.get(--newEnd));
        }
        if ((long) (oldEnd - start) * (newEnd - start) <= MAX_PAIRS) {
            longest(old.subList(start, oldEnd), now.subList(start, newEnd), oldNames, newNames, start);
        }
    }

    /** The longest sequence of words that both have. */
    private void longest(List<int[]> old, List<int[]> now, int[] oldNames, int[] newNames, int start) {
        int[][] length = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                length[i][j] = oldNames[start + i] == newNames[start + j]
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < old.size() && j < now.size()) {
            if (oldNames[start + i] == newNames[start + j]) {
                pair(old.get(i++), now.get(j++));
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private void pair(int[] old, int[] now) {
        for (int i = 0; i < old[1] - old[0]; i++) {
            pair(old[0] + i, now[0] + i);
        }
    }

    private void pair(int old, int now) {
        oldOf[now] = old;
        newOf[old] = now;
    }

    /** Between words that stayed, what is equal from the front and from the back. */
    private void edges() {
        int now = 0;
        while (now < after.length) {
            if (oldOf[now] != NONE) {
                now++;
                continue;
            }
            int end = now;
            while (end < after.length && oldOf[end] == NONE) {
                end++;
            }
            int old = now == 0 ? 0 : oldOf[now - 1] + 1;
            int oldEnd = end == after.length ? before.length : oldOf[end];
            int next = end;
            while (now < end && old < oldEnd && before[old] == after[now]) {
                pair(old++, now++);
            }
            while (end > now && oldEnd > old && before[oldEnd - 1] == after[end - 1]) {
                pair(--oldEnd, --end);
            }
            now = next;
        }
    }

    private static int[] names(List<int[]> words, int[] signs, Map<String, Integer> names) {
        return words.stream()
                .mapToInt(word -> {
                    boolean fixed = signs[word[0]] < 0;
                    String text = fixed ? "\\" + signs[word[0]] : new String(signs, word[0], word[1] - word[0]);
                    return names.computeIfAbsent(text, _ -> names.size());
                })
                .toArray();
    }

    /** The words of a text, and what stands between them, as spans. */
    static List<int[]> words(int[] signs, int from, int to) {
        List<int[]> words = new ArrayList<>();
        int at = from;
        while (at < to) {
            if (signs[at] < 0) {
                words.add(new int[] {at, at + 1});
                at++;
                continue;
            }
            int end = at;
            while (end < to && signs[end] >= 0) {
                end++;
            }
            segment(signs, at, end, words);
            at = end;
        }
        return words;
    }

    private static void segment(int[] signs, int from, int to, List<int[]> words) {
        String text = new String(signs, from, to - from);
        BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
        breaks.setText(text);
        int start = from;
        int chars = breaks.first();
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            int end = start + text.codePointCount(chars, next);
            words.add(new int[] {start, end});
            start = end;
            chars = next;
        }
    }
}
