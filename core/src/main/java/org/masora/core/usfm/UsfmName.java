package org.masora.core.usfm;

import java.util.Locale;
import java.util.Set;

/** Which files hold USFM by their names: the endings that the programs of translators write. */
public final class UsfmName {
    private static final Set<String> ENDINGS = Set.of("usfm", "usfm3", "sfm", "usf", "ptx");

    private UsfmName() {}

    /** Whether a file of this path is expected to hold USFM. */
    public static boolean is(String path) {
        int dot = path.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
