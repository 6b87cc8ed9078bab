package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.merge.FileSegments.Segment;
import org.masora.core.merge.MergeExplanation.Reason;
import org.masora.core.merge.MergeExplanation.Verdict;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.scripture.VerseRange;
import org.masora.core.xml.XmlDocument;
import org.masora.core.yaml.YamlDocument;

/** Looks at the versions of a merged file side by side, for {@link MergeExplanation}. */
final class Witness {
    private static final String FIRST = "#1";

    private final String path;
    private final FileKind kind;
    private final FileSegments segments;
    private final Charset charset;
    private final Telling telling;

    Witness(String path, FileKind kind, Charset charset, Telling telling) {
        this.path = path;
        this.kind = kind;
        this.segments = new FileSegments(kind, charset);
        this.charset = charset;
        this.telling = telling;
    }

    void look(Four<byte[]> versions) {
        boolean byLine = telling.waits(reference -> reference.unit().equals(LineMerge.UNIT));
        boolean looked = !byLine
                && switch (kind) {
                    case JSON ->
                        fields(versions.each(
                                bytes -> JsonDocument.parse(bytes).root().orElse(null)));
                    case YAML -> yaml(versions);
                    case XML -> xml(versions);
                    case USFM, STORY, TABLE, STYLES, VERSIFICATION, PROSE, LINES, BINARY -> false;
                };
        if (!looked && kind != FileKind.BINARY) {
            Four<List<Segment>> parts = parts(versions);
            nameless(parts, text(versions.merged()));
            named(parts);
        }
        telling.rest();
    }

    private String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, charset);
    }

    /** Whether what could be read is all that there is. */
    private static boolean isWhole(Four<?> read, Four<?> versions) {
        return read.present().count() == versions.present().count();
    }

    private boolean fields(Four<JsonValue> roots) {
        if (roots.ours() == null || roots.theirs() == null || roots.merged() == null) {
            return false;
        }
        new FieldWitness(JsonRules.forFile(path), telling).look(roots);
        return true;
    }

    /** The fields, and the comments, which are no part of any. */
    private boolean yaml(Four<byte[]> versions) {
        Four<JsonValue> roots = versions.each(
                bytes -> YamlDocument.parse(bytes).map(YamlDocument::value).orElse(null));
        if (!isWhole(roots, versions) || !fields(roots)) {
            return false;
        }
        Four<List<Segment>> comments = versions.each(bytes -> segments.of(bytes).stream()
                .filter(line -> line.text().strip().startsWith("#"))
                .toList());
        lines(comments, text(versions.merged()), _ -> "comment");
        return true;
    }

    private boolean xml(Four<byte[]> versions) {
        Four<XmlDocument> documents =
                versions.each(bytes -> XmlDocument.parse(text(bytes)).orElse(null));
        if (!isWhole(documents, versions)) {
            return false;
        }
        List<XmlDocument> sources = Stream.of(documents.base(), documents.ours(), documents.theirs())
                .filter(Objects::nonNull)
                .toList();
        new XmlWitness(XmlRules.forFile(path, sources), telling).look(documents.each(XmlDocument::whole));
        return true;
    }

    /** The parts of each version; styles and versifications by their names where all versions can be cut so. */
    private Four<List<Segment>> parts(Four<byte[]> versions) {
        List<String> texts = versions.present().map(this::text).toList();
        boolean cut = switch (kind) {
            case STYLES ->
                texts.stream().allMatch(text -> StyleMerge.styles(text).isPresent());
            case VERSIFICATION ->
                texts.stream().allMatch(text -> VersificationMerge.entries(text).isPresent());
            case USFM, JSON, YAML, XML, STORY, TABLE, PROSE, LINES, BINARY -> false;
        };
        if (!cut) {
            return versions.each(segments::of);
        }
        return versions.each(bytes -> named(
                kind == FileKind.STYLES
                        ? StyleMerge.parts(text(bytes), texts)
                        : VersificationMerge.entries(text(bytes)).orElseThrow()));
    }

    private static List<Segment> named(SequencedMap<String, String> pieces) {
        List<Segment> named = new ArrayList<>();
        pieces.forEach((name, text) -> named.add(new Segment("/" + name, text)));
        return named;
    }

    // Parts without names: lines

    private void nameless(Four<List<Segment>> parts, String merged) {
        boolean disputed = telling.waits(this::isNameless);
        lines(parts.each(Witness::lines), merged, line -> disputed ? "" : "line " + line);
        telling.tell(conflict -> isNameless(conflict.reference()));
    }

    /** @param names what is called by the number of its line; empty where records tell of what both changed */
    private void lines(Four<List<Segment>> lines, String merged, IntFunction<String> names) {
        int line = 1;
        // As the merge of such lines has it: before the first chapter of a book each stands alone.
        Neighbours neighbours = kind == FileKind.USFM ? Neighbours.STAND_APART : Neighbours.MEET;
        for (Chunk<Segment> chunk : SequenceMerge.chunks(
                orNone(lines.base()), orNone(lines.ours()), orNone(lines.theirs()), Segment::text, neighbours)) {
            String name = names.apply(line);
            String reference = name.isEmpty() ? "line " + line : name;
            line += chunk.stand().size();
            String ours = text(chunk.stand());
            String theirs = text(chunk.other());
            switch (chunk.change()) {
                case NONE -> telling.unchanged(chunk.base().size());
                case STAND -> addLines(reference, Verdict.OURS, chunk, ours, merged);
                case OTHER -> addLines(reference, Verdict.THEIRS, chunk, theirs, merged);
                case SAME -> addLines(reference, Verdict.SAME, chunk, ours, merged);
                case BOTH -> {
                    if (!name.isEmpty()) {
                        telling.add(
                                reference,
                                Verdict.OTHERWISE,
                                new Four<>(orNull(text(chunk.base())), ours, theirs, null));
                    }
                }
            }
        }
    }

    private static List<Segment> orNone(@Nullable List<Segment> lines) {
        return lines == null ? List.of() : lines;
    }

    private void addLines(String reference, Verdict verdict, Chunk<Segment> chunk, String taken, String merged) {
        telling.add(
                reference,
                merged.contains(taken.strip()) ? verdict : Verdict.OTHERWISE,
                new Four<>(
                        orNull(text(chunk.base())),
                        orNull(text(chunk.stand())),
                        orNull(text(chunk.other())),
                        orNull(taken)));
    }

    /** Whether the disagreement is about lines; a book has such only before its first chapter. */
    private boolean isNameless(UnitRef reference) {
        return switch (kind) {
            case USFM -> reference.unit().startsWith("head");
            case JSON, XML, YAML, PROSE, LINES -> true;
            case STORY, TABLE, STYLES, VERSIFICATION -> reference.unit().equals(LineMerge.UNIT);
            case BINARY -> false;
        };
    }

    private static List<Segment> lines(List<Segment> parts) {
        return parts.stream().filter(Segment::isNameless).toList();
    }

    private static String text(List<Segment> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        return text.toString();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    // Parts with names: verses, frames, rows

    private void named(Four<List<Segment>> parts) {
        Four<Map<String, Segment>> byName = parts.each(Witness::byName);
        Set<String> names = new LinkedHashSet<>();
        byName.present().forEach(version -> names.addAll(version.keySet()));
        for (String name : names) {
            Four<Segment> unit = byName.each(version -> version.get(name));
            Four<String> texts = unit.each(Segment::text);
            if (texts.isSameEverywhere()) {
                telling.unchanged(1);
            } else if (!telling.tell(conflict -> covers(conflict, name))) {
                telling.add(shown(name), unit.verdict(this::areAlike), Optional.of(Reason.PARTS), texts);
            }
        }
        order(byName);
    }

    private boolean areAlike(Segment one, Segment two) {
        return segments.likeness(one).equals(segments.likeness(two));
    }

    private static Map<String, Segment> byName(List<Segment> parts) {
        Map<String, Segment> named = new LinkedHashMap<>();
        parts.stream().filter(part -> !part.isNameless()).forEach(part -> named.put(part.name(), part));
        return named;
    }

    private static String shown(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        return plain.endsWith(FIRST) ? plain.substring(0, plain.length() - FIRST.length()) : plain.replace("#", " #");
    }

    /** Whether a record of the merge speaks of this unit; it is told where the first of its units stands. */
    private boolean covers(Conflict conflict, String name) {
        UnitRef reference = conflict.reference();
        String unit = reference.unit();
        if (name.equals(unit + "#" + reference.ordinal()) || name.equals("/" + unit)) {
            return true;
        }
        if (kind != FileKind.USFM) {
            // A style is decided about as one where its properties cannot be.
            return kind == FileKind.STYLES && name.startsWith("/" + unit + " ");
        }
        boolean several =
                conflict.type() == ConflictType.VERSE_BRIDGE || conflict.type() == ConflictType.DUPLICATE_VERSES;
        boolean deleted = conflict.type() == ConflictType.DELETED_EDITED;
        if (!several && !deleted) {
            return false;
        }
        String place = name.replaceFirst("( lead)?#[0-9]+$", "");
        int colon = unit.indexOf(':');
        if (colon < 0) {
            return several && (place.equals(unit) || place.startsWith(unit + ":"));
        }
        // One that was deleted is decided about with what leads up to it.
        return place.equals(unit)
                || (several
                        && place.startsWith(unit.substring(0, colon + 1))
                        && VerseRange.parse(place.substring(colon + 1))
                                .flatMap(mine -> VerseRange.parse(unit.substring(colon + 1))
                                        .map(mine::overlaps))
                                .orElse(false));
    }

    /** In which order the units stand that all versions have. */
    private void order(Four<Map<String, Segment>> byName) {
        Four<List<String>> all = byName.each(version -> common(version, byName));
        boolean alike = all.present().distinct().count() == 1;
        if (alike || telling.waits(reference -> reference.unit().endsWith("order"))) {
            return;
        }
        int start = 0;
        while (allEqualAt(all, start)) {
            start++;
        }
        int end = all.present().findFirst().map(List::size).orElse(0);
        while (end > start && allEqualAt(all, end - 1)) {
            end--;
        }
        int from = start;
        int to = end;
        telling.add(
                "order",
                all.verdict(List::equals),
                Optional.of(Reason.PARTS),
                all.each(order -> names(order, from, to)));
    }

    private static List<String> common(Map<String, Segment> version, Four<Map<String, Segment>> all) {
        return version.keySet().stream()
                .filter(name -> all.present().allMatch(other -> other.containsKey(name)))
                .toList();
    }

    private static boolean allEqualAt(Four<List<String>> orders, int index) {
        return orders.present().map(order -> order.get(index)).distinct().count() == 1;
    }

    private static String names(List<String> order, int start, int end) {
        return String.join(
                " ", order.subList(start, end).stream().map(Witness::shown).toList());
    }
}
