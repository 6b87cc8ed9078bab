package org.masora.core.editing;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a text, compared with another text.
 *
 * @param isOther whether the other text does not have it there
 */
public record Span(String text, boolean isOther) {

    /** A text in stretches, by what another one has of it, word by word. */
    public static List<Span> compare(String text, String other) {
        int[] points = text.codePoints().toArray();
        SignMatch match = SignMatch.of(other.codePoints().toArray(), points);
        List<Span> spans = new ArrayList<>();
        StringBuilder stretch = new StringBuilder();
        boolean isOther = false;
        for (int[] word : SignMatch.words(points, 0, points.length)) {
            boolean differs = false;
            for (int i = word[0]; i < word[1]; i++) {
                differs |= match.oldOf(i) < 0;
            }
            if (differs != isOther && !stretch.isEmpty()) {
                spans.add(new Span(stretch.toString(), isOther));
                stretch.setLength(0);
            }
            isOther = differs;
            stretch.append(new String(points, word[0], word[1] - word[0]));
        }
        if (!stretch.isEmpty()) {
            spans.add(new Span(stretch.toString(), isOther));
        }
        return spans;
    }
}
