package org.masora.app.web.decisions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.masora.app.web.decisions.ReadText.Piece;
import org.masora.core.merge.SameInOrder;

/** What differs between two texts, word by word. */
public final class Differences {
    private static final int SPELLING_LETTERS_MAX = 2;
    private static final int LETTERS_A_WORD_MAX = 40;

    private Differences() {}

    /** How a stretch of a text stands to another text. */
    public enum Mark {
        /** It is in both. */
        SAME,
        /** The other does not have it. */
        ADDED,
        /** Only the other has it. */
        REMOVED
    }

    /** Pieces that follow each other and are marked alike. */
    public record Stretch(Mark mark, List<Piece> pieces) {
        public Stretch {
            pieces = List.copyOf(pieces);
        }

        /** Whether a space stands behind it. */
        public boolean endsWithSpace() {
            return pieces.getLast().text().endsWith(" ");
        }
    }

    /** How much two texts differ. */
    public enum Weight {
        /** In signs, spacing or capital letters. */
        SIGNS,
        /** In a few letters of single words. */
        SPELLING,
        /** In words. */
        WORDS
    }

    /** A text without marks. */
    public static List<Stretch> none(ReadText text) {
        return List.of(new Stretch(Mark.SAME, text.pieces()));
    }

    /**
     * A text as it came of an older one.
     *
     * @param showsRemoved whether what only the older one has is in it
     */
    public static List<Stretch> of(ReadText older, ReadText text, boolean showsRemoved) {
        List<Piece> before = older.pieces();
        List<Piece> now = text.pieces();
        int[] same = SameInOrder.of(forms(now), forms(before));
        List<Stretch> stretches = new ArrayList<>();
        int at = 0;
        int next = 0;
        while (next < now.size()) {
            int first = next;
            while (next < now.size() && same[next] < 0) {
                next++;
            }
            int until = next < now.size() ? same[next] : before.size();
            if (showsRemoved) {
                add(stretches, Mark.REMOVED, before.subList(at, until));
            }
            add(stretches, Mark.ADDED, now.subList(first, next));
            at = until;
            first = next;
            while (next < now.size() && same[next] == at) {
                next++;
                at++;
            }
            add(stretches, Mark.SAME, now.subList(first, next));
        }
        if (showsRemoved) {
            add(stretches, Mark.REMOVED, before.subList(at, before.size()));
        }
        return stretches;
    }

    private static void add(List<Stretch> stretches, Mark mark, List<Piece> pieces) {
        if (!pieces.isEmpty()) {
            stretches.add(new Stretch(mark, pieces));
        }
    }

    private static List<String> forms(List<Piece> pieces) {
        return pieces.stream().map(Piece::form).toList();
    }

    /** How much two texts differ. */
    public static Weight weight(ReadText one, ReadText other) {
        List<String> some = words(one);
        List<String> others = words(other);
        if (some.equals(others)) {
            return Weight.SIGNS;
        }
        if (some.size() != others.size()) {
            return Weight.WORDS;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!isSpelling(some.get(i), others.get(i))) {
                return Weight.WORDS;
            }
        }
        return Weight.SPELLING;
    }

    /** Words and what notes say; where a line begins counts as a sign. */
    private static List<String> words(ReadText text) {
        List<String> words = new ArrayList<>();
        for (Piece piece : text.pieces()) {
            switch (piece) {
                case Piece.Word(var form, var _, boolean sign) -> {
                    if (!sign) {
                        words.add(form.toLowerCase(Locale.ROOT));
                    }
                }
                case Piece.Note note -> words.add(note.form());
                case Piece.Verse verse -> words.add(verse.form());
                case Piece.Line _ -> {}
            }
        }
        return words;
    }

    /** Few letters, and fewer than half of the word: else it is another word. */
    private static boolean isSpelling(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        int length = Math.max(one.length(), other.length());
        if (one.startsWith("\\") || other.startsWith("\\") || length > LETTERS_A_WORD_MAX) {
            return false;
        }
        int letters = letters(one, other);
        return letters <= SPELLING_LETTERS_MAX && letters * 2 < length;
    }

    /** How many letters were put in, taken out or changed (Levenshtein). */
    private static int letters(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
