package org.masora.core.merge;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the atoms of a unit from left to right. White space goes to the atom before it. Only
 * U+0009, U+000A, U+000D and U+0020 are white space, as the USFM standard has it; every other space
 * is content.
 */
final class AtomBuilder {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private final List<MergeAtom> atoms = new ArrayList<>();
    private final StringBuilder leading = new StringBuilder();

    static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    static String normalized(CharSequence text) {
        return NFC.normalize(text);
    }

    /** Adds one atom; {@code text} may end with white space. */
    void add(MergeAtom.Kind kind, String form, String text) {
        atoms.add(new MergeAtom(kind, form, leading + text));
        leading.setLength(0);
    }

    /** Adds white space, or text that means nothing, such as an optional closer. */
    void addSpace(String space) {
        if (atoms.isEmpty()) {
            leading.append(space);
        } else {
            MergeAtom last = atoms.removeLast();
            atoms.add(new MergeAtom(last.kind(), last.form(), last.text() + space));
        }
    }

    /** Adds running text, divided into words and signs by Unicode's segmentation (rule M4). */
    void addText(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !isWhiteSpace(text.charAt(end))) {
                end++;
            }
            int next = end;
            while (next < text.length() && isWhiteSpace(text.charAt(next))) {
                next++;
            }
            if (end == at) {
                addSpace(text.substring(at, next));
            } else {
                addRun(text.substring(at, end), text.substring(end, next));
            }
            at = next;
        }
    }

    private void addRun(String run, String space) {
        if (isPlainWord(run)) {
            add(MergeAtom.Kind.WORD, run, run + space);
            return;
        }
        BreakIterator words = BreakIterator.getWordInstance(ULocale.ROOT);
        words.setText(run);
        int start = words.first();
        for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
            boolean word = words.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT;
            String segment = run.substring(start, end);
            add(
                    word ? MergeAtom.Kind.WORD : MergeAtom.Kind.SIGN,
                    normalized(segment),
                    end == run.length() ? segment + space : segment);
            start = end;
        }
    }

    /** Most words of most texts: no need for the rules of all scripts. */
    private static boolean isPlainWord(String run) {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    List<MergeAtom> build() {
        return List.copyOf(atoms);
    }
}
