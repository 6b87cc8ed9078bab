package org.masora.core.conflict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.Side;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Person;
import org.masora.core.project.Snapshot;

/** People, texts and meetings for tests of records. */
final class RecordsFixture {
    static final Person MARTHA = new Person("Martha", "martha@example.org");
    static final Person LUKE = new Person("Luke", "luke@example.org");
    static final UnitRef TITUS_1_8 = new UnitRef("TIT", "1:8", 1);

    final Blobs blobs = Blobs.inMemory();
    final ConflictRecords none = ConflictRecords.read(Snapshot.EMPTY, blobs);

    BlobId blob(String text) {
        return blobs.write(bytes(text));
    }

    /** An open conflict between what is published and what this computer has. */
    Conflict conflict(String published, String other) {
        return conflict(Conflict.Kind.OPEN, published, other, published);
    }

    Conflict automatic(String published, String other, String merged) {
        return conflict(Conflict.Kind.AUTOMATIC, published, other, merged);
    }

    private Conflict conflict(Conflict.Kind kind, String published, String other, String merged) {
        return new Conflict(
                kind,
                ConflictType.VERSE_TEXT,
                TITUS_1_8,
                "ingredients/TIT.usfm",
                Optional.of(blob("base")),
                Optional.of(blob(other)),
                Optional.of(blob(published)),
                Optional.of(blob(merged)));
    }

    ConflictId id(Conflict conflict) {
        return ConflictIdentity.of(conflict, blobs).id();
    }

    ConflictRecords met(ConflictRecords records, Conflict conflict, Person who, int second, ConflictRecords atBase) {
        return records.met(
                List.of(new Meeting(
                        conflict, Side.THEIRS, Origin.of(MARTHA, time(1)), Origin.UNKNOWN, who, time(second))),
                atBase);
    }

    /** Met by a computer that knew nothing of it before. */
    ConflictRecords met(ConflictRecords records, Conflict conflict, Person who, int second) {
        return met(records, conflict, who, second, none);
    }

    static Optional<byte[]> text(String text) {
        return Optional.of(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static Instant time(int second) {
        return Instant.parse("2026-11-22T09:00:00Z").plusSeconds(second);
    }

    static ConflictState state(ConflictRecords records, ConflictId id) {
        return records.record(id).orElseThrow().state();
    }
}
