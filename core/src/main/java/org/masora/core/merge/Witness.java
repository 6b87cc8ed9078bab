package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.merge.FileSegments.Segment;
import org.masora.core.merge.MergeExplanation.Explained;
import org.masora.core.merge.MergeExplanation.Verdict;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.VerseRange;

/** Looks at the versions of a merged file side by side, for {@link MergeExplanation}. */
final class Witness {
    private static final String FIRST = "#1";

    private final FileKind kind;
    private final FileSegments segments;
    private final Charset charset;
    private final Blobs blobs;
    private final List<Conflict> waiting;
    private final Set<Conflict> told = new HashSet<>();
    private final List<Explained> units = new ArrayList<>();
    private int unchanged;

    Witness(FileKind kind, Charset charset, List<Conflict> conflicts, Blobs blobs) {
        this.kind = kind;
        this.segments = new FileSegments(kind, charset);
        this.charset = charset;
        this.blobs = blobs;
        this.waiting = new ArrayList<>(conflicts);
    }

    int unchanged() {
        return unchanged;
    }

    List<Explained> units() {
        return units;
    }

    void look(byte[] base, byte[] ours, byte[] theirs, byte[] merged) {
        Optional<JsonValue> our = JsonDocument.parse(ours).root();
        Optional<JsonValue> their = JsonDocument.parse(theirs).root();
        Optional<JsonValue> result = JsonDocument.parse(merged).root();
        if (kind == FileKind.JSON && our.isPresent() && their.isPresent() && result.isPresent()) {
            JsonValue common = JsonDocument.parse(base).root().orElse(null);
            field("", new Four<>(common, our.get(), their.get(), result.get()));
        } else if (kind != FileKind.BINARY) {
            Four<List<Segment>> parts =
                    new Four<>(segments.of(base), segments.of(ours), segments.of(theirs), segments.of(merged));
            nameless(parts, new String(merged, charset));
            named(parts);
        }
        waiting.forEach(this::add);
    }

    /** One thing in all versions; null where a version does not have it. */
    private record Four<T>(
            @Nullable T base,
            @Nullable T ours,
            @Nullable T theirs,
            @Nullable T merged) {
        Stream<T> present() {
            return Stream.of(
                            Optional.ofNullable(merged),
                            Optional.ofNullable(ours),
                            Optional.ofNullable(theirs),
                            Optional.ofNullable(base))
                    .flatMap(Optional::stream);
        }

        boolean isSameEverywhere() {
            return Objects.equals(base, ours) && Objects.equals(ours, theirs) && Objects.equals(theirs, merged);
        }

        /** What was decided, if no record of the merge says it. */
        Verdict verdict(BiPredicate<T, T> alike) {
            if (alike(ours, theirs, alike)) {
                return !alike(ours, merged, alike)
                        ? Verdict.OTHERWISE
                        : alike(ours, base, alike) ? Verdict.FORM : Verdict.SAME;
            }
            if (alike(ours, base, alike) && alike(theirs, merged, alike)) {
                return Verdict.THEIRS;
            }
            return alike(theirs, base, alike) && alike(ours, merged, alike) ? Verdict.OURS : Verdict.OTHERWISE;
        }

        private static <T> boolean alike(@Nullable T one, @Nullable T two, BiPredicate<T, T> alike) {
            if (one == null || two == null) {
                return one == null && two == null;
            }
            return one.equals(two) || alike.test(one, two);
        }
    }

    private void add(Conflict conflict) {
        units.add(new Explained(
                conflict.reference().unit() + ordinal(conflict.reference().ordinal()),
                conflict.kind() == Conflict.Kind.OPEN ? Verdict.DISPUTED : Verdict.COMBINED,
                Optional.of(conflict.type()),
                text(conflict.base()),
                text(conflict.ours()),
                text(conflict.theirs()),
                text(conflict.merged())));
    }

    private static String ordinal(int ordinal) {
        return ordinal == 1 ? "" : " #" + ordinal;
    }

    private Optional<String> text(Optional<BlobId> blob) {
        return blob.map(id -> new String(blobs.read(id), charset));
    }

    private void add(String reference, Verdict verdict, Four<?> texts) {
        units.add(new Explained(
                reference,
                verdict,
                Optional.empty(),
                Optional.ofNullable(texts.base).map(Object::toString),
                Optional.ofNullable(texts.ours).map(Object::toString),
                Optional.ofNullable(texts.theirs).map(Object::toString),
                Optional.ofNullable(texts.merged).map(Object::toString)));
    }

    // Parts without names: lines

    private void nameless(Four<List<Segment>> parts, String merged) {
        boolean disputed = waiting.stream().anyMatch(conflict -> isNameless(conflict.reference()));
        int line = 1;
        // As the merge of such lines has it: before the first chapter of a book each stands alone.
        Neighbours neighbours = kind == FileKind.USFM ? Neighbours.STAND_APART : Neighbours.MEET;
        for (Chunk<Segment> chunk : SequenceMerge.chunks(
                lines(parts.base), lines(parts.ours), lines(parts.theirs), Segment::text, neighbours)) {
            String reference = "line " + line;
            line += chunk.stand().size();
            String ours = text(chunk.stand());
            String theirs = text(chunk.other());
            switch (chunk.change()) {
                case NONE -> unchanged += chunk.base().size();
                case STAND -> addLines(reference, Verdict.OURS, chunk, ours, merged);
                case OTHER -> addLines(reference, Verdict.THEIRS, chunk, theirs, merged);
                case SAME -> addLines(reference, Verdict.SAME, chunk, ours, merged);
                case BOTH -> {
                    if (!disputed) {
                        add(reference, Verdict.OTHERWISE, new Four<>(orNull(text(chunk.base())), ours, theirs, null));
                    }
                }
            }
        }
        for (Iterator<Conflict> left = waiting.iterator(); left.hasNext(); ) {
            Conflict conflict = left.next();
            if (isNameless(conflict.reference())) {
                add(conflict);
                left.remove();
            }
        }
    }

    private void addLines(String reference, Verdict verdict, Chunk<Segment> chunk, String taken, String merged) {
        add(
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
            case JSON, XML, YAML, STYLES, VERSIFICATION, PROSE, LINES -> true;
            case STORY, TABLE -> reference.unit().equals(LineMerge.UNIT);
            case BINARY -> false;
        };
    }

    private static List<Segment> lines(@Nullable List<Segment> parts) {
        return parts == null
                ? List.of()
                : parts.stream().filter(Segment::isNameless).toList();
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
        Four<Map<String, Segment>> byName =
                new Four<>(byName(parts.base), byName(parts.ours), byName(parts.theirs), byName(parts.merged));
        Set<String> names = new LinkedHashSet<>();
        byName.present().forEach(version -> names.addAll(version.keySet()));
        for (String name : names) {
            Four<Segment> unit = new Four<>(
                    of(byName.base, name), of(byName.ours, name), of(byName.theirs, name), of(byName.merged, name));
            Four<String> texts = new Four<>(said(unit.base), said(unit.ours), said(unit.theirs), said(unit.merged));
            if (texts.isSameEverywhere()) {
                unchanged++;
            } else if (!isInDispute(name)) {
                add(shown(name), unit.verdict(this::areAlike), texts);
            }
        }
        order(byName);
    }

    private boolean areAlike(Segment one, Segment two) {
        return segments.likeness(one).equals(segments.likeness(two));
    }

    private static Map<String, Segment> byName(@Nullable List<Segment> parts) {
        Map<String, Segment> named = new LinkedHashMap<>();
        if (parts != null) {
            parts.stream().filter(part -> !part.isNameless()).forEach(part -> named.put(part.name(), part));
        }
        return named;
    }

    private static @Nullable Segment of(@Nullable Map<String, Segment> version, String name) {
        return version == null ? null : version.get(name);
    }

    private static @Nullable String said(@Nullable Segment part) {
        return part == null ? null : part.text();
    }

    private static String shown(String name) {
        String plain = name.startsWith("/") ? name.substring(1) : name;
        return plain.endsWith(FIRST) ? plain.substring(0, plain.length() - FIRST.length()) : plain.replace("#", " #");
    }

    /** Whether a record of the merge speaks of this unit; it is told where the first of its units stands. */
    private boolean isInDispute(String name) {
        boolean in = false;
        for (Conflict conflict : List.copyOf(waiting)) {
            if (covers(conflict, name)) {
                add(conflict);
                waiting.remove(conflict);
                told.add(conflict);
                in = true;
            }
        }
        return in || told.stream().anyMatch(conflict -> covers(conflict, name));
    }

    private static boolean covers(Conflict conflict, String name) {
        UnitRef reference = conflict.reference();
        String unit = reference.unit();
        if (name.equals(unit + "#" + reference.ordinal()) || name.equals("/" + unit)) {
            return true;
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
        List<String> base = common(byName.base, byName);
        List<String> ours = common(byName.ours, byName);
        List<String> theirs = common(byName.theirs, byName);
        boolean disputed = waiting.stream()
                .anyMatch(conflict -> conflict.reference().unit().endsWith("order"));
        Four<List<String>> all = new Four<>(base, ours, theirs, common(byName.merged, byName));
        if (all.isSameEverywhere() || disputed) {
            return;
        }
        int start = 0;
        while (allEqualAt(all, start)) {
            start++;
        }
        int end = base.size();
        while (end > start && allEqualAt(all, end - 1)) {
            end--;
        }
        add(
                "order",
                all.verdict(List::equals),
                new Four<>(
                        names(all.base, start, end),
                        names(all.ours, start, end),
                        names(all.theirs, start, end),
                        names(all.merged, start, end)));
    }

    private static List<String> common(@Nullable Map<String, Segment> version, Four<Map<String, Segment>> all) {
        return version == null
                ? List.of()
                : version.keySet().stream()
                        .filter(name -> all.present().allMatch(other -> other.containsKey(name)))
                        .toList();
    }

    private static boolean allEqualAt(Four<List<String>> orders, int index) {
        return orders.present().map(order -> order.get(index)).distinct().count() == 1;
    }

    private static String names(@Nullable List<String> order, int start, int end) {
        return order == null
                ? ""
                : String.join(
                        " ",
                        order.subList(start, end).stream().map(Witness::shown).toList());
    }

    // Fields

    private void field(String pointer, Four<JsonValue> values) {
        Optional<Conflict> about = waiting.stream()
                .filter(conflict -> conflict.reference().unit().equals(pointer))
                .findFirst();
        if (about.isPresent()) {
            add(about.get());
            waiting.remove(about.get());
            return;
        }
        if (values.isSameEverywhere()) {
            unchanged += values.present().findFirst().map(Witness::leaves).orElse(0);
            return;
        }
        Optional<Four<Map<String, JsonValue>>> members = members(values);
        if (members.isEmpty()) {
            add(pointer, values.verdict(JsonValue::equals), values);
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        members.get().present().forEach(version -> names.addAll(version.keySet()));
        for (String name : names) {
            Four<Map<String, JsonValue>> in = members.get();
            field(
                    pointer + "/" + name,
                    new Four<>(at(in.base, name), at(in.ours, name), at(in.theirs, name), at(in.merged, name)));
        }
    }

    private static @Nullable JsonValue at(@Nullable Map<String, JsonValue> version, String name) {
        return version == null ? null : version.get(name);
    }

    private static int leaves(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.asMap().values().stream().mapToInt(Witness::leaves).sum();
            case JsonArray array ->
                array.elements().stream().mapToInt(Witness::leaves).sum();
            case JsonValue.JsonString _, JsonValue.JsonNumber _, JsonValue.JsonLiteral _ -> 1;
        };
    }

    /** The fields by their names in pointers; empty where a version has a single value, or elements without names. */
    private static Optional<Four<Map<String, JsonValue>>> members(Four<JsonValue> values) {
        if (values.present().allMatch(JsonObject.class::isInstance)) {
            return split(values, Witness::membersOf);
        }
        if (!values.present().allMatch(JsonArray.class::isInstance)) {
            return Optional.empty();
        }
        return JsonMerge.NAMES.stream()
                .map(name -> split(values, value -> elementsOf(value, name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private interface Splitting {
        Optional<Map<String, JsonValue>> apply(JsonValue value);
    }

    private static Optional<Four<Map<String, JsonValue>>> split(Four<JsonValue> values, Splitting splitting) {
        if (!values.present().allMatch(value -> splitting.apply(value).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(new Four<>(
                split(values.base, splitting),
                split(values.ours, splitting),
                split(values.theirs, splitting),
                split(values.merged, splitting)));
    }

    private static @Nullable Map<String, JsonValue> split(@Nullable JsonValue value, Splitting splitting) {
        return value == null ? null : splitting.apply(value).orElse(null);
    }

    private static Optional<Map<String, JsonValue>> membersOf(JsonValue value) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (value instanceof JsonObject object) {
            object.asMap()
                    .forEach((name, member) ->
                            members.put(name.replace("~", "~0").replace("/", "~1"), member));
        }
        return Optional.of(members);
    }

    private static Optional<Map<String, JsonValue>> elementsOf(JsonValue value, String name) {
        if (!(value instanceof JsonArray array)) {
            return Optional.empty();
        }
        return JsonMerge.byName(array, name).map(elements -> {
            Map<String, JsonValue> named = new LinkedHashMap<>();
            elements.forEach((key, element) -> named.put("[" + name + "=" + key + "]", element));
            return named;
        });
    }
}
