package org.masora.core.merge;

import java.util.List;

/**
 * A piece of text that a merge never cuts: a word, a sign, a marker with its attributes, a whole
 * note. The texts of the atoms of a unit, put together, are the unit.
 *
 * @param kind what it is
 * @param form what makes two atoms say the same: Unicode form, spacing and optional closers left
 *     out (rule M4)
 * @param text as it stands, with the white space that follows it (and, of a unit's first atom, that
 *     which precedes it)
 */
record MergeAtom(Kind kind, String form, String text) {

    enum Kind {
        /** Somebody's word; the only kind that can stand between two edits (rule M3). */
        WORD,
        /** Punctuation and symbols. */
        SIGN,
        /** A marker, a milestone, the start or end of a style. */
        MARKER,
        /** A footnote, a cross reference, a figure, as a whole. */
        NOTE
    }

    static List<String> forms(List<MergeAtom> atoms) {
        return atoms.stream().map(MergeAtom::form).toList();
    }

    static boolean saySame(List<MergeAtom> some, List<MergeAtom> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).form().equals(others.get(i).form())) {
                return false;
            }
        }
        return true;
    }
}
