package org.masora.core.merge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/**
 * What makes a disagreement this one and no other (rule C2): its type, its place and the words of
 * its two readings. Nothing that differs from computer to computer: no base, path, clock or commit,
 * and not which side is ours.
 *
 * @param type what kind of disagreement
 * @param reference where
 * @param readings what the two readings say, sorted
 */
public record ConflictIdentity(ConflictType type, UnitRef reference, List<ReadingWords> readings) {

    public ConflictIdentity {
        if (readings.size() != 2) {
            throw new IllegalArgumentException("a conflict has two readings, not " + readings.size());
        }
        readings = readings.stream().sorted().toList();
    }

    /** The identity of the disagreement between two readings, in any order. */
    public static ConflictIdentity of(
            ConflictType type, UnitRef reference, Optional<byte[]> oneReading, Optional<byte[]> otherReading) {
        return new ConflictIdentity(
                type, reference, List.of(ReadingWords.of(type, oneReading), ReadingWords.of(type, otherReading)));
    }

    /** The identity of what a merge met; its readings are read from {@code blobs}. */
    public static ConflictIdentity of(Conflict conflict, Blobs blobs) {
        return of(conflict.type(), conflict.reference(), read(conflict.ours(), blobs), read(conflict.theirs(), blobs));
    }

    private static Optional<byte[]> read(Optional<BlobId> reading, Blobs blobs) {
        return reading.map(blobs::read);
    }

    /** The name: SHA-256 of {@link #bytes()}. */
    public ConflictId id() {
        try {
            return new ConflictId(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The one way in which this identity is written: JSON on one line in UTF-8, without spaces, the
     * names in this order, strings escaped only where JSON demands it, the readings sorted:
     *
     * <pre>{@code {"type":"verseText","container":"TIT","unit":"1:8","ordinal":1,"readings":["0a…","f3…"]}}</pre>
     */
    public byte[] bytes() {
        return new JsonObject(Stream.of(
                                new Member("type", JsonValue.of(type.code())),
                                new Member("container", JsonValue.of(reference.container())),
                                new Member("unit", JsonValue.of(reference.unit())),
                                new Member("ordinal", JsonValue.of(reference.ordinal())),
                                new Member(
                                        "readings",
                                        new JsonArray(readings.stream()
                                                .map(words -> JsonValue.of(words.fingerprint()))
                                                .toList())))
                        .toList())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
