package org.masora.core.merge;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a versification as Paratext writes it: how many verses a chapter has ({@code LEV
 * 14:56}), which are left out ({@code -ROM 16:26}), divided ({@code *GEN 1:1,-,a}) or called otherwise
 * ({@code A = B}). An entry is a line; blank lines and comments belong to the entry after them.
 */
final class VersificationMerge extends KeyedMerge {
    private static final String END = "end";
    private static final Pattern MAPPING = Pattern.compile("(&?[^=#]+=).*", Pattern.DOTALL);
    private static final Pattern LEFT_OUT = Pattern.compile("(-\\S+\\s+\\S+).*", Pattern.DOTALL);
    private static final Pattern DIVIDED = Pattern.compile("(\\*[^,]+),.*", Pattern.DOTALL);
    private static final Pattern CHAPTER = Pattern.compile("(\\w+\\s+\\d+):\\d+\\s*", Pattern.DOTALL);
    private static final Pattern CHAPTERS = Pattern.compile("(\\w+)(?:\\s+\\d+:\\d+)+\\s*", Pattern.DOTALL);

    private final KeyedMerge chapters;

    private VersificationMerge(Findings findings) {
        super(ConflictType.TEXT, Wording.LINES, findings, Comparator.naturalOrder());
        this.chapters = new KeyedMerge(ConflictType.TEXT, Wording.PLAIN, findings, Comparator.naturalOrder());
    }

    /** Merges a versification by its entries. */
    static String merge(
            SequencedMap<String, String> base,
            SequencedMap<String, String> stand,
            SequencedMap<String, String> other,
            Findings findings) {
        return LineMerge.join(new VersificationMerge(findings).merge(base, stand, other));
    }

    /** A line with all chapters of a book is put together by its numbers. */
    @Override
    String mergeBoth(String entry, @Nullable String base, String stand, String other) {
        boolean book = entry.indexOf(' ') < 0 && !entry.equals(END);
        return book ? chapters.mergeBoth(entry, base, stand, other) : super.mergeBoth(entry, base, stand, other);
    }

    /** The entries by what they are about; empty where one stands twice, or a line is none of these. */
    static Optional<SequencedMap<String, String>> entries(String text) {
        SequencedMap<String, String> entries = new LinkedHashMap<>();
        StringBuilder waiting = new StringBuilder();
        for (String line : LineMerge.lines(text)) {
            waiting.append(line);
            String said = line.replace("\uFEFF", "").strip();
            if (said.isEmpty() || (said.startsWith("#") && !said.startsWith("#!"))) {
                continue;
            }
            Optional<String> name =
                    name(said.startsWith("#!") ? said.substring(2).strip() : said);
            if (name.isEmpty() || entries.putIfAbsent(name.get(), waiting.toString()) != null) {
                return Optional.empty();
            }
            waiting.setLength(0);
        }
        if (!waiting.isEmpty()) {
            entries.put(END, waiting.toString());
        }
        return Optional.of(entries);
    }

    private static Optional<String> name(String line) {
        for (Pattern pattern : new Pattern[] {MAPPING, LEFT_OUT, DIVIDED, CHAPTER, CHAPTERS}) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1).replaceAll("\\s+", " "));
            }
        }
        return Optional.empty();
    }
}
