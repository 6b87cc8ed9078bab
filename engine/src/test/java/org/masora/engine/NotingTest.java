package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.merge.ConflictId;
import org.masora.core.paratext.ConflictNotes;
import org.masora.core.paratext.Role;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Team.Computer;

/** Disagreements become conflict notes in Paratext, and what is done with those is a decision here. */
class NotingTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final String OTHERS =
            "\uFEFF<CommentList>\r\n <Comment Thread=\"12345678\" User=\"Bo\" />\r\n</CommentList>";
    private static final String SETTLED = "<CommentList><Comment Thread=\"%s\" User=\"Tom\""
            + " Date=\"2026-03-02T10:00:00.1230000+00:00\"><Status>deleted</Status></Comment></CommentList>";
    private static final Pattern THREAD = Pattern.compile("Thread=\"(MASORA_[0-9a-f]+)\"");

    private final Team team = new Team();
    private Instant time = Instant.parse("2026-03-01T10:00:00Z");

    private static Map<String, String> project() {
        Map<String, String> files = new TreeMap<>();
        files.put("Settings.xml", """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted("0".repeat(55) + "1" + "0".repeat(67)));
        files.put("Notes_Bo.xml", OTHERS);
        files.put(SFM, Team.book("one two three", "four five six"));
        return files;
    }

    private void paratextHoldsIt() {
        there(content -> {
            Map<String, Entry> entries = new TreeMap<>();
            project().forEach((path, text) -> entries.put(path, file(text)));
            return Snapshot.of(entries);
        });
    }

    private Entry file(String text) {
        return Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)));
    }

    private void there(UnaryOperator<Snapshot> change) {
        Optional<RevisionId> head = team.other.heads().main();
        time = time.plusSeconds(10);
        team.other.pushMain(team.other
                .vault()
                .commit(
                        change.apply(head.map(team.other.vault()::snapshot).orElse(Snapshot.EMPTY)),
                        head.stream().toList(),
                        new Person("Ada", ""),
                        time,
                        "by Paratext\n"));
    }

    private Map<String, String> atParatext() {
        return Team.texts(
                team.other.vault(),
                team.other.vault().snapshot(team.other.heads().main().orElseThrow()));
    }

    private String atParatext(String path) {
        return atParatext().getOrDefault(path, "");
    }

    /** A computer with a Paratext folder, exchanged with Paratext alone. */
    private Computer paratexts(String name) {
        Computer computer = team.computer(name, project());
        computer.onlyParatext();
        computer.isAtParatext(Role.ADMINISTRATOR);
        computer.sync();
        return computer;
    }

    /** A computer with a Scripture Burrito on Door43, and the Paratext project beside it. */
    private Computer bridge(String name) {
        Computer computer = team.computer(name, Team.titus("one two three", "four five six"));
        computer.connectParatext();
        computer.isAtParatext(Role.ADMINISTRATOR);
        computer.sync();
        return computer;
    }

    private void disagree(Computer computer, String path) {
        there(content -> content.with(SFM, file(atParatext(SFM).replace("two", "zwei"))));
        computer.edit(path, "two", "deux");
        computer.sync();
    }

    private List<String> threads() {
        return atParatext().entrySet().stream()
                .filter(file -> file.getKey().startsWith("Notes_"))
                .flatMap(file -> THREAD.matcher(file.getValue()).results())
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    @DisplayName(
            "a disagreement is a note in Paratext after one sync, in a Paratext folder and across the layouts; no echo")
    void noted() {
        paratextHoldsIt();
        Computer asha = paratexts("asha");
        disagree(asha, SFM);
        assertThat(threads()).containsExactly(ConflictNotes.name(id(asha)));
        assertThat(atParatext("Notes_asha.xml")).contains("VerseRef=\"TIT 1:1\"", "deux");
        assertThat(asha.read("Notes_asha.xml")).isEqualTo(atParatext("Notes_asha.xml"));
        assertThat(atParatext("Notes_Bo.xml")).isEqualTo(OTHERS);
        assertThat(asha.lastReport().places()).allMatch(PlaceOutcome.Synced.class::isInstance);
        Optional<RevisionId> head = team.other.heads().main();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(team.other.heads().main()).isEqualTo(head);

        Computer binu = team.computer("binu", asha.texts());
        binu.onlyParatext();
        binu.isAtParatext(Role.ADMINISTRATOR);
        binu.sync();
        assertThat(team.other.heads().main()).isEqualTo(head);
        assertThat(threads()).hasSize(1);
    }

    @Test
    @DisplayName("two bridges write one note, and what is settled in Paratext is decided at both, once")
    void bridges() {
        paratextHoldsIt();
        Computer asha = bridge("asha");
        Computer binu = team.computer("binu").download();
        binu.connectParatext();
        binu.isAtParatext(Role.ADMINISTRATOR);
        binu.sync();
        disagree(asha, Team.TITUS);
        binu.sync();
        asha.sync();
        assertThat(binu.conflicts()).hasSize(1);
        assertThat(threads()).containsExactly(ConflictNotes.name(id(asha)));
        assertThat(asha.texts()).doesNotContainKey("Notes_asha.xml");
        assertThat(team.atPlace()).doesNotContainKey("Notes_asha.xml");

        there(content -> content.with(
                        "Notes_Tom.xml", file(SETTLED.formatted(threads().getFirst())))
                .with(SFM, file(atParatext(SFM).replace("zwei", "due"))));
        for (Computer each : List.of(asha, binu, asha, binu)) {
            each.sync();
        }

        assertThat(asha.conflicts()).isEmpty();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(asha.read(Team.TITUS)).contains("due");
        assertThat(threads()).hasSize(2);
        Optional<RevisionId> paratext = team.other.heads().main();
        Optional<RevisionId> door43 = team.place.heads().main();
        Optional<RevisionId> records = team.place.heads().records();
        for (Computer each : List.of(asha, binu)) {
            each.sync();
            assertThat(each.lastReport().places()).allMatch(PlaceOutcome.UpToDate.class::isInstance);
        }
        assertThat(team.other.heads().main()).isEqualTo(paratext);
        assertThat(team.place.heads().main()).isEqualTo(door43);
        assertThat(team.place.heads().records()).isEqualTo(records);
    }

    @Test
    @DisplayName("what is decided here settles the note; turned back it is open again, and stays so")
    void decidedHere() {
        paratextHoldsIt();
        Computer asha = bridge("asha");
        disagree(asha, Team.TITUS);
        String id = asha.conflicts().getFirst().id();

        asha.resolve(id, new Answer.Other());
        asha.sync();

        assertThat(atParatext(SFM)).contains("deux");
        assertThat(atParatext("Notes_asha.xml")).contains("<Status>deleted</Status>");
        asha.resolve(id, new Answer.TurnBack());
        asha.sync();
        asha.sync();
        assertThat(asha.conflicts()).hasSize(1);
        Matcher status = Pattern.compile("<Status>(\\w+)</Status>").matcher(atParatext("Notes_asha.xml"));
        assertThat(status.results().map(found -> found.group(1))).containsExactly("todo", "deleted", "todo");
        Optional<RevisionId> head = team.other.heads().main();
        asha.sync();
        assertThat(team.other.heads().main()).isEqualTo(head);
    }

    @Test
    @DisplayName("a decision of Paratext's that was turned back here is not made a second time")
    void once() {
        paratextHoldsIt();
        Computer asha = paratexts("asha");
        disagree(asha, SFM);
        String id = asha.conflicts().getFirst().id();
        there(content ->
                content.with("Notes_Tom.xml", file(SETTLED.formatted(threads().getFirst()))));
        asha.sync();
        assertThat(asha.conflicts()).isEmpty();

        asha.resolve(id, new Answer.TurnBack());
        asha.sync();
        asha.sync();

        assertThat(asha.conflicts()).hasSize(1);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("an undone merge settles its note")
    void undone() {
        paratextHoldsIt();
        Computer asha = paratexts("asha");
        there(content -> content.with(SFM, file(atParatext(SFM).replace("two", "zwei"))));
        asha.edit(SFM, "two", "deux");
        asha.sync(SyncOptions.PLAIN.receivingOnly());
        assertThat(asha.undo()).isInstanceOf(Undo.Outcome.Undone.class);
        asha.sync(SyncOptions.PLAIN.answering(SyncOptions.SetAsideAnswer.KEEP_MINE));
        asha.sync();
        assertThat(asha.conflicts()).isEmpty();
        assertThat(threads()).isEmpty();
    }

    @Test
    @DisplayName("a disagreement about settings is a note at the beginning of the first book, and can be settled there")
    void settings() {
        paratextHoldsIt();
        Computer asha = paratexts("asha");
        there(content ->
                content.with("Settings.xml", file(atParatext("Settings.xml").replace(">SMP<", ">Ada's<"))));
        asha.edit("Settings.xml", ">SMP<", ">Asha's<");
        asha.sync();

        assertThat(threads()).containsExactly(ConflictNotes.name(id(asha)));
        assertThat(atParatext("Notes_asha.xml"))
                .contains("VerseRef=\"TIT 1:0\"", "Settings.xml /ScriptureText/Name: ", "Asha's");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

        there(content ->
                content.with("Notes_Tom.xml", file(SETTLED.formatted(threads().getFirst()))));
        asha.sync();
        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.read("Settings.xml")).contains(">Ada's<");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("notes of one person from two computers: new comments and answers of both are there, nothing is lost")
    void samePersonsNotes() {
        paratextHoldsIt();
        String comment = "<Comment Thread=\"%s\" User=\"asha\" VerseRef=\"TIT 1:1\" Date=\"%s\"><Status>%s</Status>"
                + "<Contents>%s</Contents></Comment>";
        String first = comment.formatted("1", "2026-03-01T08:00:00.0000000+00:00", "todo", "one two three four");
        String list = "<CommentList>\n  " + first + "\n</CommentList>\n";
        there(content -> content.with("Notes_asha.xml", file(list)));
        Computer home = paratexts("asha");
        String answerThere = comment.formatted("1", "2026-03-01T08:05:00.0000000+00:00", "", "answer at work");
        String answerHere = comment.formatted("1", "2026-03-01T08:06:00.0000000+00:00", "done", "answer at home");
        there(content -> content.with(
                "Notes_asha.xml",
                file(list.replace("one two", "uno two")
                        .replace("</CommentList>", "  " + answerThere + "\n</CommentList>"))));
        home.write(
                "Notes_asha.xml",
                list.replace("three four", "three quattro")
                        .replace("</CommentList>", "  " + answerHere + "\n</CommentList>"));

        home.sync();

        assertThat(atParatext("Notes_asha.xml"))
                .contains("uno two three quattro", answerThere, answerHere)
                .isEqualTo(home.read("Notes_asha.xml"));
        assertThat(home.conflicts()).isEmpty();
        assertThat(home.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asha", "binu"})
    @DisplayName(
            "two bridges, of one person or two, that write the note at once: one thread, both at rest, decided once")
    void noteAtOnce(String user) {
        paratextHoldsIt();
        Computer asha = bridge("asha");
        Computer binu = team.computer("binu").download();
        binu.connectParatext();
        binu.isAtParatext(user, Role.ADMINISTRATOR);
        binu.sync();
        there(content -> content.with(SFM, file(atParatext(SFM).replace("two", "zwei"))));
        asha.edit(Team.TITUS, "two", "deux");
        binu.edit(Team.TITUS, "two", "deux");
        AtomicInteger sends = new AtomicInteger();
        asha.sync(SyncOptions.PLAIN, new Progress() {
            @Override
            public void at(Phase phase, long done, long of) {
                // The merge goes first, then the note; the other one writes its note just before that is taken too.
                if (phase == Phase.SENDING && of == 0 && sends.incrementAndGet() == 2) {
                    team.other.takesRivals();
                    binu.sync();
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        assertThat(sends).hasValueGreaterThan(1);
        assertThat(threads()).hasSize(user.equals("asha") ? 1 : 2);
        for (Computer each : List.of(binu, asha, binu, asha)) {
            each.sync();
            assertThat(each.lastReport().places()).noneMatch(PlaceOutcome.Stopped.class::isInstance);
        }

        assertThat(asha.conflicts()).hasSize(1);
        assertThat(binu.conflicts()).hasSize(1);
        assertThat(threads()).isNotEmpty().containsOnly(ConflictNotes.name(id(asha)));
        assertThat(team.other.heads().rivals()).isEmpty();
        Optional<RevisionId> head = team.other.heads().main();
        asha.sync();
        binu.sync();
        assertThat(team.other.heads().main()).isEqualTo(head);
        asha.resolve(id(asha).hex(), new Answer.Other());
        for (Computer each : List.of(asha, binu, asha, binu)) {
            each.sync();
        }
        assertThat(atParatext(SFM)).contains("deux");
        assertThat(asha.conflicts()).isEmpty();
        assertThat(binu.conflicts()).isEmpty();
    }

    private static ConflictId id(Computer computer) {
        return new ConflictId(computer.conflicts().getFirst().id());
    }
}
