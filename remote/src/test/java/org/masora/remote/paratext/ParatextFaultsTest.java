package org.masora.remote.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.hub.paratext.Endpoint;
import org.masora.hub.paratext.Fault;
import org.masora.hub.paratext.FaultScript;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.paratext.ParatextBench.Computer;

/** What goes wrong on the way and at the server: every case ends clearly, and once it is over an exchange succeeds. */
class ParatextFaultsTest {

    private static final String BOOK = "41MATTst.SFM";

    @TempDir
    static Path directory;

    private static ParatextBench bench;
    private static Computer ada;
    private static Computer tom;

    @BeforeAll
    static void begin() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("Settings.xml", "<ScriptureText><Name>Tst</Name></ScriptureText>".getBytes(UTF_8));
        files.put(BOOK, noise(1, 400_000));
        bench = new ParatextBench(directory, files);
        ada = bench.ada("ada");
        tom = bench.tom("tom");
    }

    /** Whatever was done to them before, both have now what is there. */
    @BeforeEach
    void bothAreUpToDate() {
        faults().clear();
        assertThat(tom.head()).isEqualTo(ada.head());
        faults().forget();
    }

    @AfterAll
    static void end() {
        if (bench != null) {
            ada.close();
            tom.close();
            bench.close();
        }
    }

    /** Bytes that no packing makes smaller. */
    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static FaultScript faults() {
        return bench.standIn().faults();
    }

    private RevisionId change(Computer computer, int seed, RevisionId head) {
        return computer.edit(
                "big.bin", new String(noise(seed, 500_000), java.nio.charset.StandardCharsets.ISO_8859_1), head);
    }

    private void assertArrives(Computer from, RevisionId expected, RevisionId revision) {
        SendResult sent = from.send(expected, revision);
        assertThat(sent).isEqualTo(new SendResult.Taken());
        assertHolds(from, revision);
    }

    private void assertHolds(Computer from, RevisionId revision) {
        RevisionId head = from.head();
        assertThat(from.vault().graph().contains(head, revision)).isTrue();
    }

    @TestFactory
    @DisplayName("a short disturbance is waited out")
    Stream<DynamicTest> shortDisturbances() {
        Map<String, Fault> brief = new TreeMap<>(Map.of(
                "500", new Fault.Status(500),
                "503", new Fault.Status(503),
                "429", new Fault.Status(429, Optional.of(Duration.ZERO)),
                "expired token", new Fault.TokenExpired(),
                "cut before the answer", new Fault.CutAnswer(0)));
        return brief.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey() + " at every end point", () -> {
                    RevisionId head = ada.head();
                    List.of(
                                    Endpoint.LISTREPOS,
                                    Endpoint.PULLBUNDLE,
                                    Endpoint.PUSHBUNDLE,
                                    Endpoint.PROJREVHIST,
                                    Endpoint.PULLBUNDLEFINISH)
                            .forEach(endpoint -> faults().next(endpoint, fault.getValue()));
                    assertArrives(ada, head, ada.edit(BOOK, fault.getKey(), head));
                    assertThat(tom.head()).isEqualTo(ada.head());
                    assertThat(faults().waiting()).as("each has happened").isEmpty();
                }));
    }

    @TestFactory
    @DisplayName("a lasting disturbance has its reason, changes nothing, and is over when it is over")
    Stream<DynamicTest> lastingDisturbances() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Endpoint endpoint : List.of(Endpoint.LISTREPOS, Endpoint.PULLBUNDLE)) {
            tests.add(DynamicTest.dynamicTest(
                    "500 at " + endpoint,
                    () -> failsToFetch(endpoint, new Fault.Status(500), RemoteFailure.ServerError.class)));
            tests.add(DynamicTest.dynamicTest(
                    "429 at " + endpoint,
                    () -> failsToFetch(
                            endpoint,
                            new Fault.Status(429, Optional.of(Duration.ofHours(1))),
                            RemoteFailure.SlowDown.class)));
            tests.add(DynamicTest.dynamicTest(
                    "cut at " + endpoint,
                    () -> failsToFetch(endpoint, new Fault.CutAnswer(0), RemoteFailure.Unreachable.class)));
        }
        return tests.stream();
    }

    private void failsToFetch(Endpoint endpoint, Fault fault, Class<? extends RemoteFailure> expected) {
        RevisionId before = tom.head();
        RevisionId head = ada.head();
        assertArrives(ada, head, ada.edit(BOOK, "new " + endpoint + fault, head));
        faults().always(endpoint, fault);
        assertThat(ParatextBench.failure(tom.tryFetch())).isInstanceOf(expected);
        assertThat(tom.vault().ref("refs/masora/from/paratext/main")).contains(before);
        faults().clear();
        assertThat(tom.head()).isEqualTo(ada.head());
    }

    @Test
    @DisplayName("a server that never answers is given up")
    void hang() throws Exception {
        try (Computer impatient = bench.impatient("impatient", "tom", "Tom Translator")) {
            faults().always(Endpoint.LISTREPOS, new Fault.Hang());
            assertThat(ParatextBench.failure(impatient.tryFetch())).isInstanceOf(RemoteFailure.Unreachable.class);
        }
        faults().clear();
        assertThat(tom.head()).isEqualTo(ada.head());
    }

    @Test
    @DisplayName("who must log in again is told so")
    void revoked() throws Exception {
        RevisionId before = tom.head();
        faults().always(Endpoint.LISTREPOS, new Fault.TokenExpired());
        assertThat(ParatextBench.failure(tom.tryFetch())).isEqualTo(new RemoteFailure.BadCredentials("Tom Translator"));
        faults().clear();
        assertThat(tom.head()).isEqualTo(before);
    }

    @Test
    @DisplayName("a pull cut at each 5 % goes on where it stopped, also in another program")
    void pullCut() {
        RevisionId head = ada.head();
        assertArrives(ada, head, change(ada, 7, head));
        // 20 cuts: each answer brings about a twentieth.
        for (int cut = 0; cut < 20; cut++) {
            faults().next(Endpoint.PULLBUNDLE, new Fault.CutAnswer(25_000));
        }
        faults().forget();
        assertThat(tom.head()).isEqualTo(ada.head());
        assertThat(faults().asked().stream().filter(Endpoint.PULLBUNDLE::equals))
                .hasSizeGreaterThanOrEqualTo(15);
        faults().clear();
    }

    @Test
    @DisplayName("a pull that was given up goes on from there the next time")
    void pullGivenUp() throws Exception {
        try (Computer fresh = bench.tom("fresh")) {
            faults().next(Endpoint.PULLBUNDLE, new Fault.CutAnswer(300_000))
                    .always(Endpoint.PULLBUNDLE, new Fault.CutAnswer(0));
            assertThat(ParatextBench.failure(fresh.tryFetch())).isInstanceOf(RemoteFailure.Unreachable.class);
            Path part = fresh.copy().resolveSibling(fresh.copy().getFileName() + ".pull");
            assertThat(Files.size(part)).isBetween(250_000L, 350_000L);
            faults().clear();
            assertThat(fresh.head()).isEqualTo(ada.head());
            assertThat(part).doesNotExist();
        }
    }

    @TestFactory
    @DisplayName("a push cut at each 5 %: nothing half is kept, and it goes on")
    Stream<DynamicTest> pushCut() {
        // It goes in two halves. Each is tried three times, so two cuts of each fit into one push.
        return Stream.of(0, 10, 20, 30, 40)
                .map(percent -> DynamicTest.dynamicTest(percent + " %", () -> {
                    RevisionId head = ada.head();
                    Fault first = new Fault.CutRequest(percent * 5_000L);
                    Fault second = new Fault.CutRequest((percent + 5) * 5_000L);
                    faults().next(Endpoint.PUSHBUNDLE, first)
                            .next(Endpoint.PUSHBUNDLE, second)
                            .pass(Endpoint.PUSHBUNDLE, 1)
                            .next(Endpoint.PUSHBUNDLE, first)
                            .next(Endpoint.PUSHBUNDLE, second);
                    assertArrives(ada, head, change(ada, 100 + percent, head));
                    assertThat(faults().waiting()).as("each has happened").isEmpty();
                }));
    }

    @Test
    @DisplayName("P1 an answer that is lost after the push was kept changes nothing: it has arrived")
    void answerLost() {
        RevisionId head = ada.head();
        RevisionId mine = ada.edit(BOOK, "mine", head);
        faults().next(Endpoint.PUSHBUNDLE, new Fault.CutAnswer(0)).always(Endpoint.PROJREVHIST, new Fault.Status(500));
        assertThat(ada.trySend(head, mine)).isInstanceOf(Answer.Failed.class);
        faults().clear();
        assertHolds(ada, mine);
        assertThat(bench.standIn().faults().asked()).isNotEmpty();
    }

    @Test
    @DisplayName("a push that was answered well and not kept is not taken for arrived")
    void notKept() throws Exception {
        RevisionId head = ada.head();
        RevisionId mine = ada.edit(BOOK, "mine", head);
        faults().next(Endpoint.PUSHBUNDLE, new Fault.NotKept());
        ada.trySend(head, mine);
        assertThat(ada.vault().graph().contains(ada.head(), mine)).isFalse();
        assertArrives(ada, head, mine);
    }

    @Test
    @DisplayName("a project that somebody else holds is told with the name of who holds it")
    void locked() {
        RevisionId head = ada.head();
        assertThat(bench.standIn().lock("1", "tom")).isTrue();
        RevisionId mine = ada.edit(BOOK, "mine", head);
        assertThat(ParatextBench.failure(ada.trySend(head, mine)))
                .isEqualTo(new RemoteFailure.Locked("Tst", "Tom Translator"));
        bench.standIn().unlock("1");
        assertArrives(ada, head, mine);
    }

    @Test
    @DisplayName("S3 a server that went back to an older backup: what it lost is not built on, and stays here")
    void rolledBack() throws Exception {
        RevisionId head = ada.head();
        RevisionId lost = ada.edit(BOOK, "lost", head);
        assertArrives(ada, head, lost);
        RevisionId there = ada.head();
        bench.standIn().forgetNewest("1", 1);

        assertThat(ada.head()).isEqualTo(head);
        assertThat(ada.vault().refs("refs/masora/from/paratext/left/")).containsValue(there);
        RevisionId again = ada.edit(BOOK, "again", head);
        assertArrives(ada, head, again);
        assertThat(tom.head()).isEqualTo(ada.head());
    }

    @Test
    @DisplayName("S3 a server that went back and was built on since")
    void rolledBackAndOn() throws Exception {
        RevisionId head = ada.head();
        assertThat(tom.head()).isEqualTo(head);
        assertArrives(ada, head, ada.edit(BOOK, "lost", head));
        bench.standIn().forgetNewest("1", 1);
        assertArrives(tom, head, tom.edit(BOOK, "toms", head));

        assertThat(ada.head()).isEqualTo(tom.head());
    }

    @TestFactory
    @DisplayName("a clone that is damaged, half there or gone is made anew")
    Stream<DynamicTest> damagedClone() {
        return Stream.of("store/00changelog.i", "store/data", "store/00manifest.i", "requires", "store", "")
                .map(part -> DynamicTest.dynamicTest(part.isEmpty() ? "all" : part, () -> {
                    RevisionId head = ada.head();
                    Path damaged = ada.copy().resolve(".hg").resolve(part);
                    if (Files.isDirectory(damaged)) {
                        PrivateClone.remove(damaged);
                    } else {
                        Files.write(damaged, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
                    }
                    RevisionId mine = ada.edit(BOOK, "after " + part, head);
                    assertArrives(ada, head, mine);
                    RevisionId there = tom.head();
                    assertThat(there).isEqualTo(ada.head());
                    RevisionId more = tom.edit(BOOK, "more after " + part, there);
                    assertArrives(tom, there, more);
                    assertThat(ada.head()).isEqualTo(tom.head());
                }));
    }

    @Test
    void stoppedByThePerson() {
        RevisionId head = ada.head();
        assertArrives(ada, head, change(ada, 9, head));
        Progress stops = new Progress() {
            private long seen;

            @Override
            public void at(Phase phase, long done, long of) {
                seen = done;
            }

            @Override
            public boolean cancelled() {
                return seen > 100_000;
            }
        };
        assertThat(ParatextBench.failure(tom.tryFetch(stops))).isEqualTo(new RemoteFailure.Cancelled());
        assertThat(tom.head()).isEqualTo(ada.head());
    }
}
