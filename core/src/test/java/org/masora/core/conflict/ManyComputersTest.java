package org.masora.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.core.conflict.RecordsFixture.LUKE;
import static org.masora.core.conflict.RecordsFixture.MARTHA;
import static org.masora.core.conflict.RecordsFixture.text;
import static org.masora.core.conflict.RecordsFixture.time;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.masora.core.conflict.ConflictState.Closed;
import org.masora.core.conflict.ConflictState.Open;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Snapshot;

/** Three computers meet, decide, undo and exchange in any order. */
class ManyComputersTest {
    private static final int COMPUTERS = 3;

    enum Act {
        MEET,
        MEET_AUTOMATIC,
        DECIDE,
        WITHDRAW,
        TURN_BACK,
        LEARN,
        REMEMBER_BASE
    }

    /** Something one computer does; {@code which} tells the conflict, the text or the computer to learn from. */
    record Step(int computer, Act act, int which) {}

    @Property(seed = "20261122", tries = 300)
    @Label(
            "C3 C5 the records of several computers, delivered in any order and in any portions, are one tree with one state")
    void anyOrderOfDelivery(@ForAll("steps") List<Step> steps, @ForAll Random random) {
        RecordsFixture fixture = new RecordsFixture();
        List<ConflictRecords> computers = run(steps, fixture);
        ConflictRecords expected = computers.stream().reduce(fixture.none, ConflictRecords::union);

        List<ConflictRecords> shuffled = new ArrayList<>(computers);
        Collections.shuffle(shuffled, random);
        ConflictRecords united = shuffled.get(0).union(shuffled.get(1).union(shuffled.get(2)));
        assertThat(united).isEqualTo(expected);
        assertThat(united.records()).isEqualTo(expected.records());
        assertThat(united.problems()).isEmpty();

        List<Map.Entry<String, Entry>> files =
                new ArrayList<>(expected.snapshot().entries().entrySet());
        Collections.shuffle(files, random);
        ConflictRecords fileByFile = fixture.none;
        for (Map.Entry<String, Entry> file : files) {
            fileByFile = fileByFile.union(
                    ConflictRecords.read(Snapshot.of(Map.of(file.getKey(), file.getValue())), fixture.blobs));
            if (random.nextInt(4) == 0) {
                fileByFile.records();
            }
        }
        assertThat(fileByFile).isEqualTo(expected);
        assertThat(fileByFile.records()).isEqualTo(expected.records());
    }

    @Property(seed = "20261122", tries = 300)
    @Label("C5 whatever happened before, a decision that knows everything closes the conflict for everyone")
    void aDecisionThatKnowsEverything(@ForAll("steps") List<Step> steps) {
        RecordsFixture fixture = new RecordsFixture();
        List<ConflictRecords> computers = run(steps, fixture);
        ConflictRecords all = computers.stream().reduce(fixture.none, ConflictRecords::union);

        for (ConflictRecord record : all.records()) {
            ConflictRecords decided = all.decided(record.id(), Choice.TEXT, text("at last"), LUKE, time(900));
            for (ConflictRecords computer : computers) {
                assertThat(computer.union(decided)
                                .record(record.id())
                                .orElseThrow()
                                .state())
                        .isInstanceOfSatisfying(
                                Closed.class,
                                closed -> assertThat(closed.text()).contains(fixture.blob("at last")));
            }
        }
    }

    @Property(seed = "20261122", tries = 300)
    @Label("C5 two decisions that do not know of each other close a conflict only if they agree")
    void twoDecisions(@ForAll("steps") List<Step> steps, @ForAll boolean agree) {
        RecordsFixture fixture = new RecordsFixture();
        ConflictRecords all = run(steps, fixture).stream().reduce(fixture.none, ConflictRecords::union);

        for (ConflictRecord record : all.records()) {
            ConflictRecords here = all.decided(record.id(), Choice.PUBLISHED, text("one"), LUKE, time(900));
            ConflictRecords there =
                    all.decided(record.id(), Choice.OTHER, text(agree ? "one\n" : "other"), MARTHA, time(800));
            assertThat(here.union(there).record(record.id()).orElseThrow().state())
                    .isInstanceOf(agree ? Closed.class : Open.class);
        }
    }

    @Property(seed = "20261122", tries = 300)
    @Label("C4 decisions lost from the records come back from the messages, in any order, byte for byte")
    void rebuilt(@ForAll("steps") List<Step> steps, @ForAll Random random) {
        RecordsFixture fixture = new RecordsFixture();
        ConflictRecords all = run(steps, fixture).stream().reduce(fixture.none, ConflictRecords::union);
        List<DecisionTrailer> trailers = new ArrayList<>(all.resolutionsUnknownTo(fixture.none));
        Map<String, Entry> remaining = new TreeMap<>(all.snapshot().entries());
        trailers.forEach(trailer -> remaining.remove(
                trailer.conflict() + "/events/" + trailer.event().id() + ".json"));
        Collections.shuffle(trailers, random);

        ConflictRecords rebuilt = ConflictRecords.read(Snapshot.of(remaining), fixture.blobs);
        for (DecisionTrailer trailer : trailers) {
            Person author = random.nextBoolean() ? LUKE : MARTHA;
            DecisionTrailer parsed = DecisionTrailer.parse("Work\n\n" + trailer.line(author), author)
                    .getFirst();
            rebuilt = rebuilt.rebuilt(parsed, List.of());
        }
        assertThat(rebuilt).isEqualTo(all);
    }

    @Property(seed = "20261122", tries = 200)
    @Label("C5 meeting the same again and again comes to rest")
    void rest(@ForAll("steps") List<Step> steps) {
        RecordsFixture fixture = new RecordsFixture();
        ConflictRecords all = run(steps, fixture).stream().reduce(fixture.none, ConflictRecords::union);
        ConflictRecords met = fixture.met(all, fixture.conflict("a0", "b0"), LUKE, 700, all);

        assertThat(fixture.met(met, fixture.conflict("a0", "b0"), MARTHA, 800, met))
                .isEqualTo(met);
    }

    private static List<ConflictRecords> run(List<Step> steps, RecordsFixture fixture) {
        List<ConflictRecords> computers = new ArrayList<>(Collections.nCopies(COMPUTERS, fixture.none));
        List<ConflictRecords> bases = new ArrayList<>(computers);
        int second = 0;
        for (Step step : steps) {
            second++;
            ConflictRecords before = computers.get(step.computer());
            Person who = step.computer() == 0 ? LUKE : MARTHA;
            String verse = Integer.toString(step.which() % 2);
            Conflict met = fixture.conflict("a" + verse, "b" + verse);
            Conflict combined = fixture.automatic("a" + verse, "b" + verse, "ab" + verse);
            ConflictId id = fixture.id(met);
            boolean known = before.record(id).isPresent();
            ConflictRecords after = switch (step.act()) {
                case MEET -> fixture.met(before, met, who, second, bases.get(step.computer()));
                case MEET_AUTOMATIC -> fixture.met(before, combined, who, second, bases.get(step.computer()));
                case DECIDE ->
                    known ? before.decided(id, Choice.TEXT, decision(step.which()), who, time(second)) : before;
                case WITHDRAW -> known ? before.withdrawn(id, text("b"), text("b"), who, time(second)) : before;
                case TURN_BACK -> known ? before.turnedBack(id, who, time(second)) : before;
                case LEARN -> before.union(computers.get(step.which() % COMPUTERS));
                case REMEMBER_BASE -> before;
            };
            computers.set(step.computer(), after);
            if (step.act() == Act.REMEMBER_BASE) {
                bases.set(step.computer(), after);
            }
        }
        return computers;
    }

    private static Optional<byte[]> decision(int which) {
        return which < 2 ? Optional.empty() : text("decided " + which / 4);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, COMPUTERS - 1),
                        Arbitraries.of(Act.values()),
                        Arbitraries.integers().between(0, 11))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }
}
