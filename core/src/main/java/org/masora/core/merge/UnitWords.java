package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words of a unit, in NFC, with its markers and notes, but without what is only form: spacing,
 * line ends, optional closers (rule M4). Takes bytes of USFM or of any other text.
 */
public final class UnitWords {

    private UnitWords() {}

    /** Whether two texts differ at most in form. */
    public static boolean same(byte[] some, byte[] others) {
        return Arrays.equals(some, others) || of(some).equals(of(others));
    }

    /** How many words stand in one of two texts and not in the other, each as often as it is missing there. */
    public static int distance(byte[] some, byte[] others) {
        List<String> left = of(some);
        List<String> right = new ArrayList<>(of(others));
        int onlyLeft = 0;
        for (String word : left) {
            onlyLeft += right.remove(word) ? 0 : 1;
        }
        return onlyLeft + right.size();
    }

    /** The words and markers in order; none where there is only white space. */
    public static List<String> of(byte[] unit) {
        Charset charset = FileKind.charset(List.of(unit));
        return MergeAtom.forms(new UsfmWording(charset).atoms(new String(unit, charset)));
    }
}
