package org.masora.core.conflict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.core.conflict.RecordsFixture.LUKE;
import static org.masora.core.conflict.RecordsFixture.MARTHA;
import static org.masora.core.conflict.RecordsFixture.bytes;
import static org.masora.core.conflict.RecordsFixture.state;
import static org.masora.core.conflict.RecordsFixture.text;
import static org.masora.core.conflict.RecordsFixture.time;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.conflict.RecordProblem.Kind;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Entry.Mode;
import org.masora.core.project.Snapshot;

class HostileRecordsTest {
    private final RecordsFixture fixture = new RecordsFixture();
    private final Conflict conflict = fixture.conflict("kind", "good");
    private final ConflictId id = fixture.id(conflict);
    private final ConflictRecords open = fixture.met(fixture.none, conflict, LUKE, 10);

    @Test
    @DisplayName("C3 what cannot be used is told, and stays in the tree as it is")
    void oddPaths() {
        Map<String, Kind> odd = new HashMap<>();
        for (String path : List.of(
                "README.md",
                "../climbs",
                "x/" + id + "/conflict.json",
                id.hex().toUpperCase(Locale.ROOT) + "/conflict.json",
                id + "/notes/x",
                id + "/events/short.json",
                id + "/events/" + "a".repeat(64) + ".json/x",
                id + "/texts/../conflict.json")) {
            odd.put(path, Kind.FOREIGN);
        }
        odd.put(id + "/events/" + "b".repeat(64) + ".json", Kind.DAMAGED);
        odd.put(id + "/texts/" + "c".repeat(40), Kind.DAMAGED);
        odd.put("d".repeat(64) + "/conflict.json", Kind.DAMAGED);
        ConflictRecords records = open;
        for (String path : odd.keySet()) {
            records = put(records, path, "{}");
        }

        Snapshot tree = records.snapshot();
        odd.keySet().forEach(path -> assertThat(tree.entry(path)).isPresent());
        assertThat(records.problems())
                .containsExactlyInAnyOrderElementsOf(odd.entrySet().stream()
                        .map(entry -> new RecordProblem(entry.getKey(), entry.getValue()))
                        .toList());
        assertThat(records.record(id)).isEqualTo(open.record(id));
        assertThat(records.records()).hasSize(1);
        assertThat(state(records.decided(id, Choice.OTHER, text("good"), LUKE, time(20)), id))
                .isInstanceOf(ConflictState.Closed.class);
    }

    @Test
    void namesThatDoNotProveTheirContent() {
        String event = id + "/events/" + open.record(id).orElseThrow().events().firstKey() + ".json";
        ConflictRecords damaged = put(open, event, "{\"event\":\"withdrawn\"}");

        assertThat(damaged.record(id)).isEmpty();
        assertThat(damaged.problems())
                .containsExactlyInAnyOrder(
                        new RecordProblem(event, Kind.DAMAGED),
                        new RecordProblem(id + "/conflict.json", Kind.INCOMPLETE));
        assertThat(damaged.union(open)).as("what is proved is kept").isEqualTo(open);
        assertThat(open.union(damaged)).isEqualTo(open);
        assertThat(fixture.met(damaged, conflict, LUKE, 10)).isEqualTo(open);
    }

    @Test
    void linksAreNoRecords() {
        String identity = id + "/conflict.json";
        BlobId content = open.snapshot().entry(identity).orElseThrow().id();
        ConflictRecords linked =
                ConflictRecords.read(open.snapshot().with(identity, new Entry(Mode.LINK, content)), fixture.blobs);

        assertThat(linked.record(id)).isEmpty();
        assertThat(linked.problems()).containsExactly(new RecordProblem(identity, Kind.DAMAGED));
        assertThat(linked.union(open)).isEqualTo(open);
    }

    @Test
    void filesThatAreNotThere() {
        Map<String, Entry> entries = new HashMap<>(open.snapshot().entries());
        entries.put(id + "/events/" + "e".repeat(64) + ".json", Entry.file(new BlobId("e".repeat(40))));
        ConflictRecords records = ConflictRecords.read(Snapshot.of(entries), fixture.blobs);

        assertThat(state(records, id)).isInstanceOf(ConflictState.Open.class);
        assertThat(records.problems()).extracting(RecordProblem::kind).containsExactly(Kind.DAMAGED);
    }

    @Test
    @DisplayName("C3 a file gives way to a folder of its name")
    void fileAgainstFolder() {
        ConflictRecords file = put(put(fixture.none, id.hex(), "a file"), "x", "y");
        ConflictRecords folder = put(open, "x/y", "z");

        assertThat(file.snapshot().entries()).containsOnlyKeys(id.hex(), "x");
        assertThat(file.union(folder)).isEqualTo(folder);
        assertThat(folder.union(file)).isEqualTo(folder);
        assertThat(fixture.met(file, conflict, LUKE, 10).snapshot().entry(id.hex()))
                .isEmpty();
    }

    @Test
    void noTextButTheConflictsOwnIsEverShown() {
        BlobId secret = fixture.blob("a kept verse that was never published");
        Decided decided = new Decided(Choice.TEXT, MARTHA, time(20), new TreeSet<>(), Optional.of(secret));
        ConflictRecords records = put(open, id + "/events/" + decided.id() + ".json", RecordJson.write(decided));

        assertThat(state(records, id)).isInstanceOf(ConflictState.Closed.class);
        assertThat(records.text(id, secret)).isEmpty();
        assertThat(records.problems()).containsExactly(new RecordProblem(id + "/texts/" + secret, Kind.MISSING_TEXT));
    }

    @Test
    @DisplayName("C5 a decision whose text is missing agrees with no other")
    void decisionsWithoutTheirText() {
        Decided decided =
                new Decided(Choice.TEXT, MARTHA, time(20), new TreeSet<>(), Optional.of(new BlobId("e".repeat(40))));
        ConflictRecords records = put(open, id + "/events/" + decided.id() + ".json", RecordJson.write(decided));
        ConflictRecords deleted = open.decided(id, Choice.TEXT, Optional.empty(), LUKE, time(21));

        assertThat(state(records.union(deleted), id)).isInstanceOf(ConflictState.Open.class);
    }

    @Test
    @DisplayName("C3 types, events and fields of a newer version stay untouched")
    void newerVersions() {
        byte[] newType =
                bytes("{\"type\":\"melody\",\"container\":\"PSA\",\"unit\":\"1:1\",\"ordinal\":1,\"readings\":[]}");
        byte[] newField =
                bytes(new String(ConflictIdentity.of(conflict, fixture.blobs).bytes(), UTF_8)
                        .replace("}", ",\"tune\":\"lily\"}"));
        byte[] newEvent = bytes("{\"event\":\"discussed\"}");
        ConflictRecords records = put(open, EventId.sha256(newType) + "/conflict.json", newType);
        records = put(records, EventId.sha256(newField) + "/conflict.json", newField);
        records = put(records, id + "/events/" + EventId.of(newEvent) + ".json", newEvent);

        assertThat(records.records()).isEqualTo(open.records());
        assertThat(records.problems())
                .extracting(RecordProblem::kind)
                .containsOnly(Kind.NEWER)
                .hasSize(3);
        assertThat(records.union(open)).isEqualTo(records);
    }

    @Test
    void hugeAndDeepFiles() {
        byte[] huge = new byte[RecordFolder.LARGEST_FILE_BYTES + 1];
        byte[] deep = bytes("[".repeat(100_000));
        ConflictRecords records = put(open, id + "/events/" + EventId.of(huge) + ".json", huge);
        records = put(records, id + "/events/" + EventId.of(deep) + ".json", deep);

        assertThat(records.record(id)).isEqualTo(open.record(id));
        assertThat(records.problems())
                .extracting(RecordProblem::kind)
                .containsExactlyInAnyOrder(Kind.TOO_LARGE, Kind.DAMAGED);
    }

    @Test
    void moreEventsThanAnyConflictHas() {
        Map<String, Entry> entries = new HashMap<>(open.snapshot().entries());
        for (int i = 0; i < RecordFolder.MOST_EVENTS + 5; i++) {
            Withdrawn event = new Withdrawn(LUKE, time(i), new TreeSet<>());
            entries.put(
                    id + "/events/" + event.id() + ".json", Entry.file(fixture.blobs.write(RecordJson.write(event))));
        }
        ConflictRecords records = ConflictRecords.read(Snapshot.of(entries), fixture.blobs);

        assertThat(records.record(id).orElseThrow().events()).hasSize(RecordFolder.MOST_EVENTS);
        assertThat(records.problems()).extracting(RecordProblem::kind).contains(Kind.TOO_MANY);
        assertThat(records.snapshot().entries()).hasSize(entries.size());
    }

    @Property(seed = "20261122", tries = 500)
    @Label("C3 any trees at all are united in any order to the same tree, and nothing in them is a surprise")
    void anyTrees(
            @ForAll("entries") Map<String, Entry> one,
            @ForAll("entries") Map<String, Entry> another,
            @ForAll("entries") Map<String, Entry> third) {
        ConflictRecords a = ConflictRecords.read(Snapshot.of(one), fixture.blobs);
        ConflictRecords b = ConflictRecords.read(Snapshot.of(another), fixture.blobs);
        ConflictRecords c = ConflictRecords.read(Snapshot.of(third), fixture.blobs);

        assertThat(a.union(b)).isEqualTo(b.union(a));
        assertThat(a.union(b).union(c)).isEqualTo(a.union(b.union(c)));
        assertThat(a.union(a)).isEqualTo(a);
        assertThat(a.union(b).union(a)).isEqualTo(a.union(b));
        assertThat(ConflictRecords.read(a.snapshot(), fixture.blobs)).isEqualTo(a);
        assertThat(a.union(b).problems()).isNotNull();
        assertThat(a.union(b).records().size()).isLessThanOrEqualTo(2);
    }

    @Provide
    Arbitrary<Map<String, Entry>> entries() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), LUKE, time(20));
        ConflictId anotherId = fixture.id(fixture.conflict("x", "y"));
        ConflictRecords all = fixture.met(decided, fixture.conflict("x", "y"), MARTHA, 30);
        Arbitrary<String> path = Arbitraries.oneOf(
                Arbitraries.of(all.snapshot().entries().keySet()),
                Arbitraries.of(
                        "a",
                        "a/b",
                        "a/b/c",
                        "a-",
                        id.hex(),
                        id + "/events",
                        id + "/events/x",
                        id + "/conflict.json/x",
                        anotherId.hex(),
                        anotherId + "/texts",
                        anotherId + "/texts/" + fixture.blob("z")));
        Arbitrary<Entry> entry = Combinators.combine(
                        Arbitraries.of(Mode.values()),
                        Arbitraries.of(all.snapshot().entries().values()).map(Entry::id))
                .as(Entry::new);
        Arbitrary<Map<String, Entry>> odd = Arbitraries.maps(path, entry).ofMaxSize(8);
        Arbitrary<Map<String, Entry>> honest = Arbitraries.subsetOf(
                        all.snapshot().entries().keySet())
                .map(paths -> {
                    Map<String, Entry> entries = new HashMap<>();
                    paths.forEach(p -> entries.put(p, all.snapshot().entry(p).orElseThrow()));
                    return entries;
                });
        return Combinators.combine(honest, odd).as((some, others) -> {
            Map<String, Entry> entries = new HashMap<>(some);
            entries.putAll(others);
            return entries;
        });
    }

    private ConflictRecords put(ConflictRecords records, String path, String content) {
        return put(records, path, bytes(content));
    }

    private ConflictRecords put(ConflictRecords records, String path, byte[] content) {
        return ConflictRecords.read(
                records.snapshot().with(path, Entry.file(fixture.blobs.write(content))), fixture.blobs);
    }
}
