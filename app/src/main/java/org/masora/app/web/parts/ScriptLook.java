package org.masora.app.web.parts;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import java.util.Locale;
import org.masora.core.editing.ChapterText;
import org.masora.core.editing.ChapterText.Run;

/** How a text's script wants to be set. */
public final class ScriptLook {
    private static final int ENOUGH = 200;

    private ScriptLook() {}

    /** The class for the script of most letters at the start: {@code script-deva}. */
    public static String of(ChapterText text) {
        StringBuilder start = new StringBuilder();
        text.blocks()
                .forEach(block -> block.runs().forEach(run -> {
                    if (run instanceof Run.Words(var words, var _, var _) && start.length() < ENOUGH) {
                        start.append(words);
                    }
                }));
        return of(start.toString());
    }

    /** The same for any text. */
    public static String of(String text) {
        int[] counts = new int[UCharacter.getIntPropertyMaxValue(UProperty.SCRIPT) + 1];
        text.codePoints()
                .limit(ENOUGH)
                .filter(Character::isLetter)
                .forEach(point -> counts[UScript.getScript(point)]++);
        int most = UScript.LATIN;
        for (int script = 0; script < counts.length; script++) {
            if (counts[script] > counts[most] && script != UScript.COMMON && script != UScript.INHERITED) {
                most = script;
            }
        }
        return "script-" + UScript.getShortName(most).toLowerCase(Locale.ROOT);
    }
}
