package org.masora.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.core.conflict.RecordsFixture.LUKE;
import static org.masora.core.conflict.RecordsFixture.MARTHA;
import static org.masora.core.conflict.RecordsFixture.bytes;
import static org.masora.core.conflict.RecordsFixture.state;
import static org.masora.core.conflict.RecordsFixture.text;
import static org.masora.core.conflict.RecordsFixture.time;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.project.Person;

class DecisionTrailerTest {
    private static final String A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static final String BLOB = "cccccccccccccccccccccccccccccccccccccccc";

    private final RecordsFixture fixture = new RecordsFixture();
    private final Conflict conflict = fixture.conflict("kind", "good");
    private final ConflictId id = fixture.id(conflict);
    private final ConflictRecords open = fixture.met(fixture.none, conflict, LUKE, 10);

    @Test
    @DisplayName("C4 a decision is one line of a revision's message")
    void line() {
        Decided decided = new Decided(
                Choice.OTHER,
                MARTHA,
                time(20),
                new TreeSet<>(List.of(new EventId(B), new EventId(A))),
                Optional.of(fixture.blob("good")));
        DecisionTrailer trailer = new DecisionTrailer(new ConflictId(A), decided);

        String line =
                "Masora-Decision: " + A + " other " + fixture.blob("good") + " 2026-11-22T09:00:20Z " + A + "," + B;
        assertThat(trailer.line(MARTHA)).isEqualTo(line);
        assertThat(trailer.line(LUKE)).isEqualTo(line + " by Martha <martha@example.org>");
        assertThat(DecisionTrailer.parse("Titus 1:8\n\n" + line + "\n", MARTHA)).containsExactly(trailer);
        assertThat(DecisionTrailer.parse("Titus 1:8\n\n" + trailer.line(LUKE) + "\n", LUKE))
                .containsExactly(trailer);
    }

    @Test
    @DisplayName("C4 records that vanished come back from merges and messages, byte for byte")
    void rebuiltByteForByte() {
        ConflictRecords decided = open.decided(id, Choice.TEXT, text("kind and good"), MARTHA, time(20));
        ConflictRecords turnedBack = decided.turnedBack(id, LUKE, time(30));
        ConflictRecords deleted = turnedBack.decided(id, Choice.TEXT, Optional.empty(), LUKE, time(40));
        ConflictRecords all = deleted.withdrawn(id, text("good"), text("good"), MARTHA, time(50));
        String message = "Work of a day\n\nMasora-Ancestor: x\n"
                + String.join(
                        "\n",
                        all.resolutionsUnknownTo(fixture.none).stream()
                                .map(trailer -> trailer.line(MARTHA))
                                .toList());
        List<DecisionTrailer> trailers = DecisionTrailer.parse(message, MARTHA);
        assertThat(trailers).hasSize(4);

        ConflictRecords rebuilt = fixture.none;
        for (DecisionTrailer trailer : trailers) {
            rebuilt = rebuilt.rebuilt(trailer, List.of(bytes("kind and good"), bytes("something else")));
        }
        assertThat(rebuilt.records()).isEmpty();
        assertThat(rebuilt.problems())
                .containsExactly(new RecordProblem(id + "/conflict.json", RecordProblem.Kind.INCOMPLETE));
        rebuilt = fixture.met(rebuilt, conflict, LUKE, 10);

        assertThat(rebuilt).isEqualTo(all);
        assertThat(rebuilt.problems()).isEmpty();
        assertThat(rebuilt.rebuilt(trailers.getFirst(), List.of())).isEqualTo(all);
    }

    @Test
    @DisplayName("C4 a decision comes back even where its text is not found")
    void rebuiltWithoutText() {
        ConflictRecords decided = open.decided(id, Choice.TEXT, text("kind and good"), MARTHA, time(20));

        ConflictRecords rebuilt =
                open.rebuilt(decided.resolutionsUnknownTo(open).getFirst(), List.of());

        assertThat(state(rebuilt, id)).isInstanceOf(ConflictState.Closed.class);
        assertThat(rebuilt.problems())
                .containsExactly(new RecordProblem(
                        id + "/texts/" + fixture.blob("kind and good"), RecordProblem.Kind.MISSING_TEXT));
        assertThat(rebuilt.union(decided)).isEqualTo(decided);
    }

    @Test
    @DisplayName("C4 only what the other records do not know is named")
    void onlyWhatIsNew() {
        ConflictRecords here = open.decided(id, Choice.PUBLISHED, text("kind"), MARTHA, time(20));
        ConflictRecords there = open.decided(id, Choice.OTHER, text("good"), LUKE, time(21));

        assertThat(open.resolutionsUnknownTo(fixture.none)).isEmpty();
        assertThat(here.union(there).resolutionsUnknownTo(here)).isEqualTo(there.resolutionsUnknownTo(open));
        assertThat(here.resolutionsUnknownTo(here.union(there))).isEmpty();
    }

    @Test
    void namesOfPeopleComeBack() {
        for (Person person : List.of(new Person("", ""), new Person("  de la Cruz, J. ", "a b"), new Person("李", ""))) {
            DecisionTrailer trailer =
                    new DecisionTrailer(new ConflictId(A), new Withdrawn(person, time(1), new TreeSet<>()));
            assertThat(DecisionTrailer.parse(trailer.line(LUKE), LUKE)).containsExactly(trailer);
        }
    }

    @Test
    void onlyTheLastParagraphCounts() {
        String line = "Masora-Decision: " + A + " withdrawn - 2026-11-22T09:00:20Z -";

        assertThat(DecisionTrailer.parse("x\n\n" + line, LUKE)).hasSize(1);
        assertThat(DecisionTrailer.parse("x\r\n\r\n" + line + "\r\nOther: y\r\n", LUKE))
                .hasSize(1);
        assertThat(DecisionTrailer.parse("x\n\n" + line + "\n\nand on", LUKE)).isEmpty();
        assertThat(DecisionTrailer.parse("", LUKE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Masora-Decision: ",
                "Masora-Decision: " + A,
                "Masora-Decision: " + A + " withdrawn " + BLOB + " 2026-11-22T09:00:20Z -",
                "Masora-Decision: " + A + " turned-back " + BLOB + " 2026-11-22T09:00:20Z -",
                "Masora-Decision: " + A + " whatever - 2026-11-22T09:00:20Z -",
                "Masora-Decision: " + A + " other - 2026-13-22T09:00:20Z -",
                "Masora-Decision: " + A + " other - 2026-11-22T09:00:20Z",
                "Masora-Decision: " + A + " other - 2026-11-22T09:00:20Z " + A + ",",
                "Masora-Decision: " + A + " other - 2026-11-22T09:00:20Z - by Martha",
                "Masora-Decision: " + A + " other - 2026-11-22T09:00:20Z - by Martha <a> <b>",
                "masora-decision: " + A + " other - 2026-11-22T09:00:20Z -"
            })
    void whatIsNoTrailerIsLeftOut(String line) {
        assertThat(DecisionTrailer.parse(line, LUKE)).isEmpty();
    }

    @Test
    void manyAnswersAreRead() {
        String answers = (A + ",").repeat(20_000) + B;

        assertThat(DecisionTrailer.parse("Masora-Decision: " + A + " other - 2026-11-22T09:00:20Z " + answers, LUKE))
                .singleElement()
                .satisfies(trailer -> assertThat(trailer.event().answers()).hasSize(2));
    }
}
