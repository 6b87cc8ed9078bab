package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

class ConflictIdentityTest {
    private static final UnitRef TITUS_1_8 = new UnitRef("TIT", "1:8", 1);

    @Test
    @DisplayName("C2 the id is a hash of type, reference and sorted readings, stable for ever")
    void idIsPinned() {
        ConflictIdentity identity = identity("\\v 8 kind", "\\v 8 good");

        assertThat(new String(identity.bytes(), UTF_8))
                .isEqualTo(
                        "{\"type\":\"verseText\",\"container\":\"TIT\",\"unit\":\"1:8\",\"ordinal\":1,\"readings\":["
                                + "\"63e1b9af4b8c653cd894c0ea9c42725adde019929cfee0c39ad64cb2a0f8adf0\",\"b3e8cadd93502f9137c65d96e899fc50b169464c0dd97410c9f86f8f291625ce\"]}");
        assertThat(identity.id()).hasToString("d86f8739ef1bbfdaf35f20ffc274a816e387205bb3945a9e733922e466603528");
    }

    @Test
    @DisplayName("C2 both computers name a disagreement alike, whichever reading is theirs and whatever base and path")
    void sidesDoNotMatter() {
        Blobs blobs = Blobs.inMemory();
        Optional<BlobId> one = Optional.of(blobs.write("\\v 8 kind".getBytes(UTF_8)));
        Optional<BlobId> other = Optional.of(blobs.write("\\v 8 good".getBytes(UTF_8)));
        Conflict here = new Conflict(
                Conflict.Kind.OPEN,
                ConflictType.VERSE_TEXT,
                TITUS_1_8,
                "ingredients/TIT.usfm",
                Optional.empty(),
                one,
                other,
                one);
        Conflict there = new Conflict(
                Conflict.Kind.AUTOMATIC,
                ConflictType.VERSE_TEXT,
                TITUS_1_8,
                "57TITX.SFM",
                one,
                other,
                one,
                Optional.empty());

        assertThat(ConflictIdentity.of(here, blobs).id())
                .isEqualTo(ConflictIdentity.of(there, blobs).id());
    }

    @Test
    @DisplayName("C2 readings are compared by their words in NFC, with the white space of USFM as one space")
    void unicodeFormAndSpacingDoNotMatter() {
        assertThat(identity("\\v 8\r\n\t caf\u00e9 ", "x").id())
                .isEqualTo(identity("\\v 8 cafe\u0301", "x").id());
        assertThat(identity("a b", "x").id()).isNotEqualTo(identity("ab", "x").id());
        assertThat(identity("a\u00a0b", "x").id())
                .isNotEqualTo(identity("a b", "x").id());
    }

    @Test
    @DisplayName("C2 what editors add on their own, closers in notes and the like, is no other reading")
    void whatEditorsAdd() {
        ConflictId plain = identity(
                        "\\v 8 kind\\f + \\fr 1:8 \\ft or good\\f* , \\qt-s |sid=\"a\" who=\"Paul\"\\*my \\add dear \\+nd Lord\\+nd*\\add*",
                        "x")
                .id();
        assertThat(identity(
                                "\\v 8 kind \\f + \\fr 1:8\\fr* \\ft or good\\ft*\\f*,\n\\qt-s |who=\"Paul\" sid=\"a\"\\* my \\add dear \\nd Lord\\nd* \\add*",
                                "x")
                        .id())
                .isEqualTo(plain);
        assertThat(identity(
                                "\\v 8 kind\\f + \\fr 1:8 \\ft or better\\f* , \\qt-s |sid=\"a\" who=\"Paul\"\\*my \\add dear \\+nd Lord\\+nd*\\add*",
                                "x")
                        .id())
                .isNotEqualTo(plain);
        assertThat(ReadingWords.of(ConflictType.DELETED_EDITED, Optional.of("\\v 1 a\\f + \\ft b\\f*".getBytes(UTF_8))))
                .isEqualTo(ReadingWords.of(
                        ConflictType.DELETED_EDITED, Optional.of("\\v 1 a \\f + \\ft b\\ft*\\f*".getBytes(UTF_8))));
    }

    @Property(seed = "20261122", tries = 1000)
    @Label("C2 what the merge calls the same words has one fingerprint")
    boolean asTheMergeSees(@ForAll("verses") String some, @ForAll("verses") String others) {
        boolean same = ReadingWords.of(ConflictType.VERSE_TEXT, Optional.of(some.getBytes(UTF_8)))
                .equals(ReadingWords.of(ConflictType.VERSE_TEXT, Optional.of(others.getBytes(UTF_8))));
        return same || !UnitWords.same(some.getBytes(UTF_8), others.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> verses() {
        return Arbitraries.of(
                        " ",
                        "\n",
                        "a",
                        " b",
                        "c ",
                        ".",
                        " ,",
                        "\\f + \\ft x\\f*",
                        "\\f + \\ft x\\ft*\\f*",
                        "\\nd a\\nd*",
                        " \\nd a \\nd* ",
                        "\\q1 ",
                        "\n\\q1\n",
                        "caf\u00e9",
                        "cafe\u0301")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> "\\v 1 " + String.join("", parts));
    }

    @Test
    @DisplayName("C2 an absent reading is no empty one")
    void absentIsNotEmpty() {
        ConflictIdentity absent = ConflictIdentity.of(
                ConflictType.DELETED_EDITED, TITUS_1_8, Optional.empty(), Optional.of("x".getBytes(UTF_8)));
        ConflictIdentity empty = ConflictIdentity.of(
                ConflictType.DELETED_EDITED, TITUS_1_8, Optional.of(new byte[0]), Optional.of("x".getBytes(UTF_8)));

        assertThat(absent.id()).isNotEqualTo(empty.id());
        assertThat(absent.readings()).contains(ReadingWords.ABSENT);
    }

    @Test
    @DisplayName("C2 what is no text is compared byte for byte")
    void binaries() {
        Optional<byte[]> oneSpace = Optional.of(" ".getBytes(UTF_8));
        Optional<byte[]> twoSpaces = Optional.of("  ".getBytes(UTF_8));
        Optional<byte[]> broken = Optional.of(new byte[] {(byte) 0xFF, ' '});
        Optional<byte[]> brokenOtherwise = Optional.of(new byte[] {(byte) 0xFF, '\n'});

        assertThat(ReadingWords.of(ConflictType.BINARY, oneSpace))
                .isNotEqualTo(ReadingWords.of(ConflictType.BINARY, twoSpaces));
        assertThat(ReadingWords.of(ConflictType.TEXT, oneSpace))
                .isEqualTo(ReadingWords.of(ConflictType.TEXT, twoSpaces));
        assertThat(ReadingWords.of(ConflictType.TEXT, broken))
                .isNotEqualTo(ReadingWords.of(ConflictType.TEXT, brokenOtherwise));
    }

    @Test
    @DisplayName("C2 type, place and ordinal tell disagreements of the same words apart")
    void placesDiffer() {
        Optional<byte[]> one = Optional.of("a".getBytes(UTF_8));
        Optional<byte[]> other = Optional.of("b".getBytes(UTF_8));

        assertThat(Stream.of(
                                ConflictIdentity.of(ConflictType.TEXT, new UnitRef("TIT", "1:8", 1), one, other),
                                ConflictIdentity.of(ConflictType.TEXT, new UnitRef("TIT", "1:8", 2), one, other),
                                ConflictIdentity.of(ConflictType.TEXT, new UnitRef("TIT", "1:9", 1), one, other),
                                ConflictIdentity.of(ConflictType.TEXT, new UnitRef("TIT 1:8", "", 1), one, other),
                                ConflictIdentity.of(ConflictType.HEADING, new UnitRef("TIT", "1:8", 1), one, other))
                        .map(ConflictIdentity::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void idsAreChecked() {
        assertThatThrownBy(() -> new ConflictId("0".repeat(63))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ConflictId("A".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConflictIdentity identity(String one, String other) {
        return ConflictIdentity.of(
                ConflictType.VERSE_TEXT,
                TITUS_1_8,
                Optional.of(one.getBytes(UTF_8)),
                Optional.of(other.getBytes(UTF_8)));
    }
}
