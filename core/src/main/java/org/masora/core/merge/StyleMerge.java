package org.masora.core.merge;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a style sheet of Paratext: blocks that begin with {@code \\Marker}, and in a block a
 * line for each property. What stands before a line, blank or a comment, belongs to it.
 */
final class StyleMerge extends KeyedMerge {
    private static final String OPENING = "opening";
    private static final String END = "end";
    private static final Pattern LINE = Pattern.compile("\\s*\\\\([A-Za-z]+)(?:[ \\t]+(\\S+))?.*", Pattern.DOTALL);

    private final Findings findings;

    private StyleMerge(Findings findings) {
        super(ConflictType.TEXT, Wording.LINES, findings, Comparator.naturalOrder());
        this.findings = findings;
    }

    /** Merges a style sheet by its styles. */
    static String merge(
            SequencedMap<String, String> base,
            SequencedMap<String, String> stand,
            SequencedMap<String, String> other,
            Findings findings) {
        return LineMerge.join(new StyleMerge(findings).merge(base, stand, other));
    }

    /** A style that both sides have: property by property, where each has one name once. */
    @Override
    String mergeBoth(String style, @Nullable String base, String stand, String other) {
        Optional<SequencedMap<String, String>> common = base == null ? Optional.empty() : properties(base);
        Optional<SequencedMap<String, String>> standing = properties(stand);
        Optional<SequencedMap<String, String>> others = properties(other);
        if (common.isEmpty() || standing.isEmpty() || others.isEmpty()) {
            return super.mergeBoth(style, base, stand, other);
        }
        KeyedMerge properties =
                new KeyedMerge(ConflictType.TEXT, Wording.LINES, findings, Comparator.naturalOrder(), style + " ");
        return LineMerge.join(properties.merge(common.get(), standing.get(), others.get()));
    }

    /** The styles by their markers, first what precedes them; empty where a marker stands twice, or none. */
    static Optional<SequencedMap<String, String>> styles(String text) {
        SequencedMap<String, String> styles = new LinkedHashMap<>();
        StringBuilder waiting = new StringBuilder();
        StringBuilder block = new StringBuilder();
        String name = OPENING;
        for (String line : LineMerge.lines(text)) {
            Matcher matcher = LINE.matcher(line);
            waiting.append(line);
            if (!matcher.matches()) {
                continue;
            }
            if (matcher.group(1).equalsIgnoreCase("Marker")) {
                if (styles.putIfAbsent(name, block.toString()) != null) {
                    return Optional.empty();
                }
                block.setLength(0);
                name = matcher.group(2) == null ? OPENING : matcher.group(2);
            }
            block.append(waiting);
            waiting.setLength(0);
        }
        boolean doubled = styles.putIfAbsent(name, block.toString()) != null;
        if (!waiting.isEmpty()) {
            doubled |= styles.putIfAbsent(END, waiting.toString()) != null;
        }
        boolean none = styles.sequencedKeySet().getLast().equals(END) && styles.size() == 2;
        return doubled || none ? Optional.empty() : Optional.of(styles);
    }

    /**
     * The properties of all styles by names like {@code po FontSize}; a style that is not one of properties in every
     * version that has it is one part.
     *
     * @param versions all texts that are compared, this one too; each has styles
     */
    static SequencedMap<String, String> parts(String text, List<String> versions) {
        List<SequencedMap<String, String>> all =
                versions.stream().map(version -> styles(version).orElseThrow()).toList();
        SequencedMap<String, String> parts = new LinkedHashMap<>();
        styles(text).orElseThrow().forEach((style, block) -> {
            boolean cut = all.stream()
                    .allMatch(version ->
                            properties(version.getOrDefault(style, "")).isPresent());
            if (cut && !style.equals(OPENING) && !style.equals(END)) {
                properties(block).orElseThrow().forEach((name, line) -> parts.put(style + " " + name, line));
            } else {
                parts.put(style, block);
            }
        });
        return parts;
    }

    private static Optional<SequencedMap<String, String>> properties(String block) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        StringBuilder waiting = new StringBuilder();
        for (String line : LineMerge.lines(block)) {
            Matcher matcher = LINE.matcher(line);
            waiting.append(line);
            if (matcher.matches()) {
                if (properties.putIfAbsent(matcher.group(1), waiting.toString()) != null) {
                    return Optional.empty();
                }
                waiting.setLength(0);
            }
        }
        boolean doubled = !waiting.isEmpty() && properties.putIfAbsent(END, waiting.toString()) != null;
        return doubled ? Optional.empty() : Optional.of(properties);
    }

    /** The place of a style, or of a property of a style. */
    static Optional<UnitPlace> place(String text, String unit, Collection<String> known) {
        List<String> names = List.of(unit.split(" ", -1));
        Optional<SequencedMap<String, String>> styles = styles(text);
        if (styles.isEmpty() || unit.equals(LineMerge.UNIT)) {
            return UnitPlace.lines(text, known);
        }
        Optional<UnitPlace> style = UnitPlace.piece(styles.get(), names.getFirst());
        if (names.size() == 1) {
            return style;
        }
        return style.flatMap(place -> Optional.ofNullable(place.text())
                .flatMap(StyleMerge::properties)
                .flatMap(properties -> UnitPlace.piece(properties, names.getLast()))
                .map(property -> new UnitPlace(
                        property.text(),
                        reading -> property.change()
                                .apply(reading)
                                .flatMap(block -> place.change().apply(Optional.of(block))))));
    }
}
