package org.masora.core.conflict;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.RecordJson.Read;
import org.masora.core.conflict.RecordProblem.Kind;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ReadingWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;

/**
 * One conflict's folder in the tree of records: the files as they are, and what they say, read when
 * first asked for.
 */
final class RecordFolder {

    static final String IDENTITY = "conflict.json";

    /** A thousand answers in an event need 67 kB. */
    static final int LARGEST_FILE_BYTES = 256 << 10;

    /** Honest conflicts have a handful; of more, those with the lowest ids are used. */
    static final int MOST_EVENTS = 1_000;

    private static final Pattern EVENT = Pattern.compile("events/([0-9a-f]{64})\\.json");
    private static final Pattern TEXT = Pattern.compile("texts/([0-9a-f]{40})");

    private final ConflictId id;
    private final NavigableMap<String, Entry> files;
    private volatile @Nullable Contents contents;

    /** What a folder says. */
    record Contents(
            Optional<ConflictRecord> record, NavigableMap<EventId, Event> events, List<RecordProblem> problems) {
        Contents {
            events = Collections.unmodifiableNavigableMap(new TreeMap<>(events));
            problems = List.copyOf(problems);
        }
    }

    RecordFolder(ConflictId id, NavigableMap<String, Entry> files) {
        this.id = id;
        this.files = files;
    }

    static String eventPath(EventId event) {
        return "events/" + event + ".json";
    }

    static String textPath(BlobId text) {
        return "texts/" + text;
    }

    /** By path inside the folder. */
    NavigableMap<String, Entry> files() {
        return files;
    }

    boolean hasText(BlobId text) {
        return Entry.file(text).equals(files.get(textPath(text)));
    }

    /** Reading twice by two threads at once is harmless: the same files say the same. */
    Contents contents(Blobs blobs) {
        Contents known = contents;
        if (known == null) {
            known = new Reader(blobs).read();
            contents = known;
        }
        return known;
    }

    /** Whether the name of a file inside this folder proves its content. */
    boolean proves(String path, Entry entry, Blobs blobs) {
        var text = TEXT.matcher(path);
        if (text.matches()) {
            return entry.equals(Entry.file(new BlobId(text.group(1))));
        }
        return entry.mode() == Entry.Mode.FILE
                && bytes(entry, blobs).filter(bytes -> proves(path, bytes)).isPresent();
    }

    private boolean proves(String path, byte[] bytes) {
        var event = EVENT.matcher(path);
        String hash = event.matches() ? event.group(1) : path.equals(IDENTITY) ? id.hex() : "";
        return EventId.sha256(bytes).equals(hash);
    }

    private static Optional<byte[]> bytes(Entry entry, Blobs blobs) {
        try {
            return Optional.of(blobs.read(entry.id()));
        } catch (Blobs.MissingBlob e) {
            return Optional.empty();
        }
    }

    /** One reading of the folder. */
    private final class Reader {
        private final Blobs blobs;
        private final List<RecordProblem> problems = new ArrayList<>();

        Reader(Blobs blobs) {
            this.blobs = blobs;
        }

        Contents read() {
            NavigableMap<EventId, Event> events = new TreeMap<>();
            int eventFiles = 0;
            for (var file : files.entrySet()) {
                String path = file.getKey();
                if (EVENT.matcher(path).matches()) {
                    eventFiles++;
                    if (eventFiles > MOST_EVENTS) {
                        report(path, Kind.TOO_MANY);
                    } else {
                        readFile(path, file.getValue(), RecordJson::readEvent)
                                .ifPresent(event -> events.put(
                                        new EventId(
                                                path.substring("events/".length(), path.length() - ".json".length())),
                                        event));
                    }
                } else if (TEXT.matcher(path).matches()) {
                    if (!proves(path, file.getValue(), blobs)) {
                        report(path, Kind.DAMAGED);
                    }
                } else if (!path.equals(IDENTITY)) {
                    report(path, Kind.FOREIGN);
                }
            }
            reportMissingTexts(events);
            return new Contents(record(events), events, problems);
        }

        private Optional<ConflictRecord> record(NavigableMap<EventId, Event> events) {
            Entry entry = files.get(IDENTITY);
            if (entry == null) {
                report(IDENTITY, Kind.INCOMPLETE);
                return Optional.empty();
            }
            Optional<ConflictIdentity> identity = readFile(IDENTITY, entry, RecordJson::readIdentity);
            if (identity.isPresent() && events.isEmpty()) {
                report(IDENTITY, Kind.INCOMPLETE);
                return Optional.empty();
            }
            return identity.map(known -> ConflictRecord.of(id, known, events, decisions -> agree(known, decisions)));
        }

        private <T> Optional<T> readFile(String path, Entry entry, Function<byte[], Read<T>> parse) {
            Optional<byte[]> content = entry.mode() == Entry.Mode.FILE ? bytes(entry, blobs) : Optional.empty();
            if (content.isPresent() && content.get().length > LARGEST_FILE_BYTES) {
                report(path, Kind.TOO_LARGE);
                return Optional.empty();
            }
            if (content.filter(bytes -> proves(path, bytes)).isEmpty()) {
                report(path, Kind.DAMAGED);
                return Optional.empty();
            }
            return switch (parse.apply(content.get())) {
                case Read.Known<T>(T value) -> Optional.of(value);
                case Read.Newer<T>() -> {
                    report(path, Kind.NEWER);
                    yield Optional.empty();
                }
                case Read.Damaged<T>() -> {
                    report(path, Kind.DAMAGED);
                    yield Optional.empty();
                }
            };
        }

        /** Decisions agree on words; of a text that is not here nothing is known but its name. */
        private boolean agree(ConflictIdentity identity, Collection<Decided> decisions) {
            Set<Optional<BlobId>> texts = new HashSet<>();
            decisions.forEach(decided -> texts.add(decided.text()));
            if (texts.size() == 1) {
                return true;
            }
            Set<ReadingWords> words = new HashSet<>();
            for (Optional<BlobId> text : texts) {
                Optional<byte[]> bytes = text.flatMap(blob -> textBytes(blob, blobs));
                if (text.isPresent() && bytes.isEmpty()) {
                    return false;
                }
                words.add(ReadingWords.of(identity.type(), bytes));
            }
            return words.size() == 1;
        }

        private void reportMissingTexts(NavigableMap<EventId, Event> events) {
            NavigableSet<BlobId> named = new TreeSet<>();
            events.values().forEach(event -> texts(event).forEach(named::add));
            for (BlobId text : named) {
                if (!hasText(text)) {
                    report(textPath(text), Kind.MISSING_TEXT);
                }
            }
        }

        private void report(String path, Kind kind) {
            problems.add(new RecordProblem(id + "/" + path, kind));
        }
    }

    /** A text of this conflict; never any other content of the store, whatever an event names. */
    Optional<byte[]> textBytes(BlobId text, Blobs blobs) {
        return hasText(text) ? bytes(Entry.file(text), blobs) : Optional.empty();
    }

    /** The texts that an event names. */
    static Stream<BlobId> texts(Event event) {
        return switch (event) {
            case Opened opened ->
                Stream.of(opened.base(), opened.stood().text(), opened.other().text(), opened.merged())
                        .flatMap(Optional::stream);
            case Decided decided -> decided.text().stream();
            case Event.Withdrawn _, Event.TurnedBack _ -> Stream.empty();
        };
    }
}
