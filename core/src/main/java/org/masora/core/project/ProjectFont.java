package org.masora.core.project;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;

/**
 * The font in which a team sees its text in the program that it writes with: Scribe's {@code font} and {@code fontSize}
 * (a factor), Paratext's {@code DefaultFont} and {@code DefaultFontSize} (points).
 *
 * @param family its name; empty where none is named
 * @param percent its size against what is usual
 */
public record ProjectFont(Optional<String> family, int percent) {
    /** Nothing is said of it. */
    public static final ProjectFont NONE = new ProjectFont(Optional.empty(), 100);

    private static final Pattern FAMILY = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N} ._-]{0,59}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?");
    private static final double USUAL_POINTS = 12;
    private static final int PERCENT_MIN = 75;
    private static final int PERCENT_MAX = 250;

    /** What is no name of a font is none, and a size that nobody could read is brought into what is possible. */
    public ProjectFont {
        family = family.map(String::strip).filter(name -> FAMILY.matcher(name).matches());
        percent = Math.clamp(percent, PERCENT_MIN, PERCENT_MAX);
    }

    /** Whether a file is one that can say so, by its path in the project. */
    public static boolean isSaidIn(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.equals("scribe-settings.json") || path.equalsIgnoreCase(ParatextLayout.SETTINGS);
    }

    /** What such a file says. */
    public static ProjectFont of(String path, byte[] file) {
        return path.equalsIgnoreCase(ParatextLayout.SETTINGS) ? ofParatext(file) : ofScribe(file);
    }

    private static ProjectFont ofParatext(byte[] file) {
        return XmlMetadata.read(file) instanceof XmlMetadata.Read read
                ? of(read.text("DefaultFont"), read.text("DefaultFontSize"), 1 / USUAL_POINTS)
                : NONE;
    }

    private static ProjectFont ofScribe(byte[] file) {
        Optional<JsonValue> kinds = JsonDocument.parse(file).root().flatMap(root -> root.at("/project"));
        if (kinds.isEmpty() || !(kinds.get() instanceof JsonObject object)) {
            return NONE;
        }
        return object.members().stream()
                .map(kind -> kind.value())
                .map(kind -> of(kind.text("/font"), kind.at("/fontSize").map(JsonValue::toString), 1))
                .findFirst()
                .orElse(NONE);
    }

    private static ProjectFont of(Optional<String> family, Optional<String> size, double unit) {
        int percent = size.map(String::strip)
                .filter(number -> NUMBER.matcher(number).matches())
                .map(number -> (int) Math.round(Double.parseDouble(number) * unit * 100))
                .orElse(NONE.percent());
        return new ProjectFont(family, percent);
    }
}
