package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The merge of an Open Bible Story as Scribe and Door43 store it: a Markdown file of a title, frames
 * that each begin with their picture, and a closing line with the reference. The unit is the frame.
 */
final class StoryMerge {
    private static final Pattern PICTURE = Pattern.compile("^!\\[[^\\]]*\\]\\(([^)]*)\\)");
    private static final Pattern FRAME_NUMBER = Pattern.compile("-(\\d{2,3})-(\\d{2,3})\\.\\w+$");
    private static final Pattern CLOSING = Pattern.compile("^_.*_\\s*$");
    private static final String REFERENCE = "reference";

    private StoryMerge() {}

    static boolean isStory(String text) {
        return text.contains("![OBS Image](");
    }

    /** Merges a story by its frames. */
    static String merge(
            SequencedMap<String, String> base,
            SequencedMap<String, String> stand,
            SequencedMap<String, String> other,
            Findings findings) {
        KeyedMerge merge = new KeyedMerge(
                ConflictType.TEXT,
                Wording.PLAIN,
                findings,
                Comparator.<String, Boolean>comparing(REFERENCE::equals).thenComparing(Comparator.naturalOrder()));
        return join(merge.merge(base, stand, other));
    }

    private static String join(List<String> pieces) {
        StringBuilder story = new StringBuilder();
        for (String piece : pieces) {
            if (!story.isEmpty() && story.charAt(story.length() - 1) != '\n') {
                story.append("\n\n");
            }
            story.append(piece);
        }
        return story.toString();
    }

    /** The story's pieces by name: title, frames by number, reference; empty where a name stands twice. */
    static Optional<SequencedMap<String, String>> frames(String text) {
        List<String> names = new ArrayList<>(List.of("title"));
        List<StringBuilder> pieces = new ArrayList<>(List.of(new StringBuilder()));
        for (String line : LineMerge.lines(text)) {
            Matcher picture = PICTURE.matcher(line);
            if (picture.find()) {
                Matcher number = FRAME_NUMBER.matcher(picture.group(1));
                names.add(number.find() ? number.group(2) : picture.group(1));
                pieces.add(new StringBuilder());
            } else if (names.size() > 1 && CLOSING.matcher(line).find()) {
                names.add(REFERENCE);
                pieces.add(new StringBuilder());
            }
            pieces.getLast().append(line);
        }
        SequencedMap<String, String> frames = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (frames.put(names.get(i), pieces.get(i).toString()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(frames);
    }
}
