package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.yaml.YamlDocument;

/**
 * Finds the unit that a conflict is about in today's content of its file, and puts a decided reading
 * in its place, with all other bytes as they are. Understands every reference that {@link FileMerge}
 * gives. For one thread.
 */
public final class UnitReadings {
    private final byte[] content;
    private final Charset charset;
    private final FileKind kind;
    private @Nullable UsfmBook book;

    /**
     * @param path the file's path, which tells its kind
     * @param content its bytes today
     */
    public UnitReadings(String path, byte[] content) {
        this.content = content;
        List<byte[]> versions = List.of(content);
        this.charset = FileKind.charset(versions);
        this.kind = FileKind.of(path, versions);
    }

    /**
     * What the unit says today.
     *
     * @param known texts it is known to have had, such as the readings of its conflict: how lines
     *     that have no name are found
     */
    public UnitReading today(ConflictType type, UnitRef reference, Collection<byte[]> known) {
        return place(type, reference, known)
                .map(place -> place.text() == null
                        ? new UnitReading.Absent()
                        : new UnitReading.Text(place.text().getBytes(charset)))
                .orElseGet(UnitReading.Unknown::new);
    }

    /**
     * The file with this reading in the unit's place; white space at the end of the unit stays.
     *
     * @param reading empty to take the unit out
     * @return empty where the unit's place cannot be told, or the whole file would go
     */
    public Optional<byte[]> with(
            ConflictType type, UnitRef reference, Collection<byte[]> known, Optional<byte[]> reading) {
        return place(type, reference, known)
                .flatMap(place -> place.with(reading.map(bytes -> new String(bytes, charset))))
                .map(text -> text.getBytes(charset));
    }

    private Optional<UnitPlace> place(ConflictType type, UnitRef reference, Collection<byte[]> known) {
        String text = new String(content, charset);
        if (reference.unit().isEmpty()) {
            return Optional.of(UnitPlace.whole(text));
        }
        List<String> texts =
                known.stream().map(bytes -> new String(bytes, charset)).toList();
        return switch (kind) {
            case USFM -> UsfmPlaces.find(book(), charset, type, reference, texts);
            case JSON -> json(reference);
            case YAML -> yaml(reference).or(() -> UnitPlace.lines(text, texts));
            case XML -> XmlPlaces.find(text, reference.unit(), texts);
            case STORY -> StoryMerge.frames(text).flatMap(frames -> UnitPlace.piece(frames, reference.unit()));
            case TABLE -> TableMerge.rows(text).flatMap(rows -> UnitPlace.piece(rows, reference.unit()));
            case STYLES -> StyleMerge.place(text, reference.unit(), texts);
            case VERSIFICATION ->
                VersificationMerge.entries(text)
                        .flatMap(entries -> UnitPlace.piece(entries, reference.unit()))
                        .or(() -> UnitPlace.lines(text, texts));
            case PROSE, LINES -> UnitPlace.lines(text, texts);
            case BINARY -> Optional.empty();
        };
    }

    /** Read once, however many units are asked for. */
    private UsfmBook book() {
        UsfmBook read = book == null ? UsfmBook.of(content, charset) : book;
        book = read;
        return read;
    }

    private Optional<UnitPlace> json(UnitRef reference) {
        JsonDocument document = JsonDocument.parse(content);
        Optional<JsonValue> root = document.root();
        if (root.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(field(
                root.get(),
                reference,
                changed -> Optional.of(document.with(changed).bytes())));
    }

    private Optional<UnitPlace> yaml(UnitRef reference) {
        return YamlDocument.parse(content)
                .filter(_ -> reference.unit().startsWith("/"))
                .map(document -> field(document.value(), reference, document::with));
    }

    private UnitPlace field(JsonValue root, UnitRef reference, Function<JsonValue, Optional<byte[]>> with) {
        List<String> steps = JsonPlaces.steps(reference.unit());
        String today = JsonPlaces.at(root, steps).map(JsonValue::toString).orElse(null);
        return new UnitPlace(today, reading -> {
            Optional<JsonValue> value = reading.flatMap(
                    text -> JsonDocument.parse(text.getBytes(charset)).root());
            if (reading.isPresent() && value.isEmpty()) {
                return Optional.empty();
            }
            return JsonPlaces.with(root, steps, value).flatMap(with).map(bytes -> new String(bytes, charset));
        });
    }
}
