package org.masora.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.store.Vault;

/** What every place does, whatever it is made of. Each test has a place of its own, empty at first. */
public abstract class RemoteContract {

    protected static final PlaceName PLACE = new PlaceName("there");
    protected static final Person ASHA = new Person("asha", "asha@noreply.example.org");
    private static final Person BIRAM = new Person("biram", "biram@noreply.example.org");

    @TempDir
    protected Path directory;

    private Vault ours;
    private Vault theirs;

    /** One operation's access to the place of this test, which holds nothing at first. */
    protected abstract Remote open();

    /** Whether the place takes several heads in one transaction. */
    protected boolean atomic() {
        return true;
    }

    /** Whether the place names revisions as the vault does; else what comes back names what was sent. */
    protected boolean sameNames() {
        return true;
    }

    /** Whether the place has room for conflict records. */
    protected boolean keepsRecords() {
        return true;
    }

    /** Whether lines there can be forced, and people have lines of their own. */
    protected boolean bendsToForce() {
        return true;
    }

    /** Puts the main line there by force, as Scribe does. */
    protected abstract void forceMain(Vault from, RevisionId head) throws Exception;

    /** Puts a person's own line there by force, as Scribe does. */
    protected abstract void forceSideLine(String line, Vault from, RevisionId head) throws Exception;

    @BeforeEach
    void openVaults() {
        ours = Vault.open(directory.resolve("ours.git"));
        theirs = Vault.open(directory.resolve("theirs.git"));
    }

    @AfterEach
    void closeVaults() {
        ours.close();
        theirs.close();
    }

    @Test
    void anEmptyPlaceHoldsNothing() {
        assertThat(look()).isEqualTo(Tips.EMPTY);
        assertThat(fetch(ours)).isEqualTo(Heads.EMPTY);
    }

    @Test
    void whatIsSentIsSeenAndFetchedByAnother() {
        RevisionId first = revision(ours, Map.of("TIT.usfm", "\\id TIT\n", "a/b.txt", "x"));
        assertThat(send(ours, sendMain(Optional.empty(), first))).isEqualTo(new SendResult.Taken());
        assertHolds(first);

        RevisionId seen = fetch(theirs).main().orElseThrow();

        assertThat(theirs.snapshot(seen)).isEqualTo(ours.snapshot(first));
        assertThat(theirs.blobs()
                        .read(theirs.snapshot(seen)
                                .entry("TIT.usfm")
                                .orElseThrow()
                                .id()))
                .isEqualTo("\\id TIT\n".getBytes(UTF_8));
        assertThat(theirs.ref("refs/masora/from/there/main")).contains(seen);
    }

    @Test
    @DisplayName("P1 all computers know what is there by the same name, and know it without asking again")
    void oneNameEverywhere() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        Tips before = look();
        assertThat(known(ours, before)).contains(Heads.EMPTY);
        send(ours, sendMain(Optional.empty(), first));
        Tips tips = look();
        assertThat(tips).isNotEqualTo(before);
        assertThat(known(theirs, tips)).isEmpty();

        Heads seen = fetch(ours);

        assertThat(fetch(theirs)).isEqualTo(seen);
        assertThat(known(ours, tips)).contains(seen);
        assertThat(known(theirs, tips)).contains(seen);
        RevisionId head = seen.main().orElseThrow();
        assertThat(theirs.revision(head)).isEqualTo(ours.revision(head));
    }

    @Test
    @DisplayName("P5 a send stands on the head that was looked at; both computers take turns")
    void takingTurns() {
        String book = book(1_200, "one");
        RevisionId first = revision(ours, Map.of("GEN.usfm", book, "EXO.usfm", book(800, "two")));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId there = fetch(theirs).main().orElseThrow();
        RevisionId second = revision(
                theirs, Map.of("GEN.usfm", book.replace("verse 600 ", "VERSE 600 ")), BIRAM, 2_000, List.of(there));
        assertThat(send(theirs, sendMain(Optional.of(there), second))).isEqualTo(new SendResult.Taken());

        RevisionId back = fetch(ours).main().orElseThrow();

        assertThat(ours.snapshot(back)).isEqualTo(theirs.snapshot(second));
        RevisionId third =
                revision(ours, Map.of("GEN.usfm", book.replace("verse 3 ", "v3 ")), ASHA, 3_000, List.of(back));
        assertThat(send(ours, sendMain(Optional.of(back), third))).isEqualTo(new SendResult.Taken());
        assertHolds(third);
    }

    @Test
    @DisplayName("P5 the reading that was not kept travels in the history: a merge goes with both its parents")
    void merge() {
        RevisionId first = revision(ours, Map.of("a", "1", "b", "1"));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId there = fetch(theirs).main().orElseThrow();
        RevisionId other = revision(theirs, Map.of("a", "theirs", "b", "1"), BIRAM, 2_000, List.of(there));
        send(theirs, sendMain(Optional.of(there), other));
        RevisionId head = fetch(ours).main().orElseThrow();
        RevisionId mine = revision(ours, Map.of("a", "mine", "b", "2"), ASHA, 3_000, List.of(there));
        RevisionId merged = revision(ours, Map.of("a", "theirs", "b", "2"), ASHA, 3_001, List.of(head, mine));

        assertThat(send(ours, sendMain(Optional.of(head), merged))).isEqualTo(new SendResult.Taken());

        assertHolds(merged);
        RevisionId seen = fetch(theirs).main().orElseThrow();
        assertThat(theirs.snapshot(seen)).isEqualTo(ours.snapshot(merged));
        List<RevisionId> parents = theirs.parents(seen);
        assertThat(parents).hasSize(2);
        assertThat(theirs.snapshot(parents.getFirst())).isEqualTo(theirs.snapshot(other));
        assertThat(theirs.snapshot(parents.getLast())).isEqualTo(ours.snapshot(mine));
    }

    @Test
    @DisplayName("P1 what was sent and came back under another name can be built on under both")
    void builtOnUnderBothNames() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId there = fetch(ours).main().orElseThrow();
        RevisionId second = revision(ours, Map.of("a", "2"), ASHA, 2_000, List.of(first));

        assertThat(send(ours, sendMain(Optional.of(there), second))).isEqualTo(new SendResult.Taken());

        assertHolds(second);
        assertThat(fetch(theirs).rivals()).isEmpty();
    }

    @Test
    @DisplayName("P5 a head that moved meanwhile is never written over")
    void movedMain() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId there = fetch(theirs).main().orElseThrow();
        assertThat(fetch(ours).main()).contains(there);
        RevisionId other = revision(theirs, Map.of("a", "theirs"), BIRAM, 2_000, List.of(there));
        send(theirs, sendMain(Optional.of(there), other));
        RevisionId mine = revision(ours, Map.of("a", "mine"), ASHA, 3_000, List.of(there));

        assertThat(send(ours, sendMain(Optional.of(there), mine))).isEqualTo(new SendResult.MainMoved());
        assertThat(theirs.snapshot(fetch(theirs).main().orElseThrow())).isEqualTo(theirs.snapshot(other));
    }

    @Test
    @DisplayName("P5 of two first sends one is taken")
    void twoFirstSends() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        RevisionId other = revision(theirs, Map.of("a", "2"));
        assertThat(send(theirs, sendMain(Optional.empty(), other))).isEqualTo(new SendResult.Taken());
        assertThat(send(ours, sendMain(Optional.empty(), first))).isEqualTo(new SendResult.MainMoved());
        assertThat(theirs.snapshot(fetch(theirs).main().orElseThrow())).isEqualTo(theirs.snapshot(other));
    }

    @Test
    @DisplayName("C4 branch and records go together")
    void mainAndRecords() {
        RevisionId main = revision(ours, Map.of("a", "1"));
        RevisionId records = revision(ours, Map.of("c1/opened", "1"));
        Send both = new Send(Optional.empty(), Optional.of(main), Optional.empty(), Optional.of(records));

        SendResult result = send(ours, both);

        try (Remote remote = open()) {
            assertThat(remote.keepsRecords()).isEqualTo(keepsRecords());
        }
        if (keepsRecords()) {
            assertThat(result).isEqualTo(new SendResult.Taken());
            Heads heads = new Heads(Optional.of(main), Optional.of(records), new TreeMap<>());
            assertThat(look()).isEqualTo(Tips.of(heads));
            fetch(theirs);
            assertThat(theirs.revision(records)).isEqualTo(ours.revision(records));
            assertThat(theirs.ref("refs/masora/from/there/records")).contains(records);
        } else {
            assertThat(result).isInstanceOf(SendResult.RecordsRefused.class);
            assertHolds(main);
            assertThat(look().records()).isEmpty();
        }
    }

    @Test
    @DisplayName("C4 records go alone where only they changed")
    void recordsAlone() {
        assumeTrue(keepsRecords());
        RevisionId main = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), main));
        RevisionId records = revision(ours, Map.of("c1/opened", "1"));

        assertThat(send(ours, sendRecords(Optional.empty(), records))).isEqualTo(new SendResult.Taken());
        assertThat(look()).isEqualTo(Tips.of(new Heads(Optional.of(main), Optional.of(records), new TreeMap<>())));
    }

    @Test
    @DisplayName("C4 records that moved are united and tried again, never forced")
    void movedRecords() {
        assumeTrue(keepsRecords());
        RevisionId main = revision(ours, Map.of("a", "1"));
        RevisionId theirRecords = revision(theirs, Map.of("c1/opened", "theirs"));
        send(ours, sendMain(Optional.empty(), main));
        send(theirs, sendRecords(Optional.empty(), theirRecords));
        RevisionId next = revision(ours, Map.of("a", "2"), ASHA, 2_000, List.of(main));
        RevisionId records = revision(ours, Map.of("c2/opened", "ours"));

        SendResult result =
                send(ours, new Send(Optional.of(main), Optional.of(next), Optional.empty(), Optional.of(records)));

        assertThat(result).isEqualTo(new SendResult.RecordsMoved());
        assertThat(look().records()).contains(theirRecords.hex());
        assertThat(look().main()).contains((atomic() ? main : next).hex());
        fetch(ours);
        RevisionId united = revision(
                ours, Map.of("c1/opened", "theirs", "c2/opened", "ours"), ASHA, 3_000, List.of(theirRecords, records));
        assertThat(send(
                        ours,
                        atomic()
                                ? new Send(
                                        Optional.of(main),
                                        Optional.of(next),
                                        Optional.of(theirRecords),
                                        Optional.of(united))
                                : sendRecords(Optional.of(theirRecords), united)))
                .isEqualTo(new SendResult.Taken());
    }

    @Test
    @DisplayName("S2 a person's own line is fetched to refs that are never overwritten")
    void sideLines() throws Exception {
        assumeTrue(bendsToForce());
        RevisionId main = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), main));
        RevisionId side = revision(theirs, Map.of("a", "side"), BIRAM, 2_000, List.of());
        forceSideLine("biram/scribe", theirs, side);

        assertThat(look().sideLines()).containsExactly(Map.entry("biram/scribe", side.hex()));
        fetch(ours);
        RevisionId forced = revision(theirs, Map.of("a", "another"), BIRAM, 3_000, List.of());
        forceSideLine("biram/scribe", theirs, forced);
        fetch(ours);

        assertThat(ours.refs("refs/masora/from/there/side/"))
                .containsOnly(Map.entry("biram/scribe/" + side, side), Map.entry("biram/scribe/" + forced, forced));
        assertThat(ours.revision(side)).isEqualTo(theirs.revision(side));
        assertThat(ours.revision(forced)).isEqualTo(theirs.revision(forced));
    }

    @Test
    @DisplayName("S3 what a forced push took out of the history stays in the vault")
    void forcedMain() throws Exception {
        assumeTrue(bendsToForce());
        RevisionId first = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), first));
        fetch(ours);
        RevisionId forced = revision(theirs, Map.of("a", "forced"), BIRAM, 2_000, List.of());
        forceMain(theirs, forced);

        Heads seen = fetch(ours);

        assertThat(seen.main()).contains(forced);
        assertThat(ours.ref("refs/masora/from/there/main")).contains(forced);
        assertThat(ours.refs("refs/masora/from/there/left/")).containsOnly(Map.entry(first.hex(), first));
    }

    @Test
    @DisplayName("S3 nothing is ever forced")
    void neverForced() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId there = fetch(ours).main().orElseThrow();
        RevisionId unrelated = revision(ours, Map.of("a", "2"));

        try (Remote remote = open()) {
            remote.look(Progress.NONE);
            assertThatThrownBy(() -> remote.send(ours, sendMain(Optional.of(there), unrelated), Progress.NONE))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertHolds(first);
    }

    @Test
    @DisplayName("B3 names that no folder can hold are carried byte for byte")
    void dangerousNames() {
        RevisionId first = revision(
                ours,
                Map.of("CON", "1", "a:b", "2", "Tit.usfm", "3", "TIT.usfm", "4", "x/aux.txt", "5", "e\u0301", "6"));
        send(ours, sendMain(Optional.empty(), first));
        RevisionId seen = fetch(theirs).main().orElseThrow();
        assertThat(theirs.snapshot(seen)).isEqualTo(ours.snapshot(first));
    }

    @Test
    void manySmallFilesArriveWhole() {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            files.put("ingredients/" + i % 20 + "/" + i + ".md", book(3, "file " + i));
        }
        RevisionId first = revision(ours, files);
        assertThat(send(ours, sendMain(Optional.empty(), first))).isEqualTo(new SendResult.Taken());
        RevisionId seen = fetch(theirs).main().orElseThrow();
        assertThat(theirs.snapshot(seen)).isEqualTo(ours.snapshot(first));
        theirs.snapshot(seen)
                .entries()
                .values()
                .forEach(entry -> assertThat(theirs.blobs().read(entry.id()))
                        .isEqualTo(ours.blobs().read(entry.id())));
    }

    @Test
    void whoStopsItGetsNothingSent() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        Progress stopped = new Progress() {
            @Override
            public void at(Phase phase, long done, long of) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (Remote remote = open()) {
            remote.look(Progress.NONE);
            assertThat(remote.send(ours, sendMain(Optional.empty(), first), stopped))
                    .isEqualTo(new Answer.Failed<SendResult>(new RemoteFailure.Cancelled()));
        }
        assertThat(look()).isEqualTo(Tips.EMPTY);
    }

    @Test
    void oneRemoteServesAWholeOperation() {
        RevisionId first = revision(ours, Map.of("a", "1"));
        try (Remote remote = open()) {
            assertThat(remote.place()).isEqualTo(PLACE);
            assertThat(value(remote.look(Progress.NONE))).isEqualTo(Tips.EMPTY);
            assertThat(value(remote.fetch(ours, Tips.EMPTY, Progress.NONE))).isEqualTo(Heads.EMPTY);
            assertThat(value(remote.send(ours, sendMain(Optional.empty(), first), Progress.NONE)))
                    .isEqualTo(new SendResult.Taken());
            RevisionId there = value(remote.fetch(ours, value(remote.look(Progress.NONE)), Progress.NONE))
                    .main()
                    .orElseThrow();
            assertThat(ours.graph().contains(there, first)).isTrue();
            RevisionId second = revision(ours, Map.of("a", "2"), ASHA, 2_000, List.of(there));
            assertThat(value(remote.send(ours, sendMain(Optional.of(there), second), Progress.NONE)))
                    .isEqualTo(new SendResult.Taken());
            RevisionId after = value(remote.fetch(ours, value(remote.look(Progress.NONE)), Progress.NONE))
                    .main()
                    .orElseThrow();
            assertThat(ours.graph().contains(after, second)).isTrue();
        }
    }

    /** A text with this many numbered verses. */
    protected static String book(int verses, String word) {
        StringBuilder text = new StringBuilder("\\id GEN\n\\c 1\n\\p\n");
        for (int i = 1; i <= verses; i++) {
            text.append("\\v ")
                    .append(i)
                    .append(" verse ")
                    .append(i)
                    .append(' ')
                    .append(word);
            text.append(" and it came to pass ")
                    .append(Integer.toHexString(i * 7919))
                    .append('\n');
        }
        return text.toString();
    }

    protected static Send sendMain(Optional<RevisionId> expected, RevisionId main) {
        return new Send(expected, Optional.of(main), Optional.empty(), Optional.empty());
    }

    protected static Send sendRecords(Optional<RevisionId> expected, RevisionId records) {
        return new Send(Optional.empty(), Optional.empty(), expected, Optional.of(records));
    }

    protected static RevisionId revision(Vault vault, Map<String, String> files) {
        return revision(vault, files, ASHA, 1_000, List.of());
    }

    protected static RevisionId revision(
            Vault vault, Map<String, String> files, Person author, long seconds, List<RevisionId> parents) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(vault.blobs().write(text.getBytes(UTF_8)))));
        return vault.commit(Snapshot.of(entries), parents, author, Instant.ofEpochSecond(seconds), "A change\n");
    }

    protected static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> ok.value();
            case Answer.Failed<T> failed -> throw new AssertionError("failed: " + failed.failure());
        };
    }

    private Tips look() {
        try (Remote remote = open()) {
            return value(remote.look(Progress.NONE));
        }
    }

    private Optional<Heads> known(Vault vault, Tips tips) {
        try (Remote remote = open()) {
            return remote.known(vault, tips);
        }
    }

    private Heads fetch(Vault vault) {
        try (Remote remote = open()) {
            return value(remote.fetch(vault, value(remote.look(Progress.NONE)), Progress.NONE));
        }
    }

    /** The place's one head is this revision of ours, by its own or by another name. */
    private void assertHolds(RevisionId revision) {
        Heads heads = fetch(ours);
        RevisionId head = heads.main().orElseThrow();
        assertThat(heads.rivals()).isEmpty();
        assertThat(head.equals(revision)).isEqualTo(sameNames());
        assertThat(ours.graph().contains(head, revision)).isTrue();
        assertThat(ours.snapshot(head)).isEqualTo(ours.snapshot(revision));
    }

    /** Looks first, as every operation does, and offers whatever the test believes is there. */
    private SendResult send(Vault vault, Send send) {
        try (Remote remote = open()) {
            value(remote.look(Progress.NONE));
            return value(remote.send(vault, send, Progress.NONE));
        }
    }
}
