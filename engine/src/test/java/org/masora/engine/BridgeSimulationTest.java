package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.Reference;
import org.masora.engine.ParatextSite.PlainUser;
import org.masora.engine.Team.Computer;

/**
 * Two computers that both bridge one pair of places, a third on Door43 only, and a Paratext team that now and then
 * does not look before it sends: in the end all places hold the same, every edit that was sent is in the history of its
 * verse, and nothing moves any more. The system property {@code masora.bridge.seeds} runs more, {@code
 * masora.bridge.first} others.
 */
class BridgeSimulationTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final int VERSES = 4;
    private static final int MORE = Integer.getInteger("masora.bridge.seeds", 0);
    private static final long FIRST = Long.getLong("masora.bridge.first", 20_261_122L);

    @TempDir
    Path directory;

    private static String[] verses() {
        return IntStream.rangeClosed(1, VERSES)
                .mapToObj(verse -> "a" + verse + " b" + verse + " c" + verse)
                .toArray(String[]::new);
    }

    private static Map<String, String> paratextProject() {
        Map<String, String> files = new TreeMap<>();
        files.put("Settings.xml", """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted("0".repeat(55) + "1" + "0".repeat(67)));
        files.put("Notes_Bo.xml", "<CommentList>\n</CommentList>\n");
        files.put(SFM, Team.book(verses()));
        return files;
    }

    /** The Paratext team. */
    private interface ParatextTeam {
        /** Changes one word of a verse; on top of the newest text, or of an older one. */
        void edits(int verse, int word, String token, boolean looksFirst);

        String text();

        /** What tells two states apart. */
        Object state();

        int heads();
    }

    /** Replaces a word of a verse; the same text where there is no such word. */
    private static String edited(String text, int verse, int word, String token) {
        String marker = "\\v " + verse + " ";
        int start = text.indexOf(marker) + marker.length();
        int end = text.indexOf('\n', start);
        String[] words = text.substring(start, end).split(" ", -1);
        words[word % words.length] = token;
        return text.substring(0, start) + String.join(" ", words) + text.substring(end);
    }

    /** In memory. */
    private static final class InMemory implements ParatextTeam {
        private final Team team;
        private Instant time = Instant.parse("2026-03-01T10:00:00Z");
        private Optional<RevisionId> seen = Optional.empty();

        InMemory(Team team) {
            this.team = team;
            Map<String, Entry> entries = new TreeMap<>();
            paratextProject().forEach((path, text) -> entries.put(path, file(text)));
            RevisionId first = team.other
                    .vault()
                    .commit(Snapshot.of(entries), List.of(), new Person("Ada", "ada"), time, "first\n");
            team.other.pushMain(first);
        }

        private Entry file(String text) {
            return Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)));
        }

        private String text(RevisionId revision) {
            return Team.texts(team.other.vault(), team.other.vault().snapshot(revision))
                    .getOrDefault(SFM, "");
        }

        @Override
        public void edits(int verse, int word, String token, boolean looksFirst) {
            RevisionId head = team.other.heads().main().orElseThrow();
            RevisionId on = looksFirst ? head : seen.orElse(head);
            boolean gone = !team.other.vault().graph().contains(head, on);
            RevisionId parent = gone ? head : on;
            time = time.plusSeconds(7);
            RevisionId made = team.other
                    .vault()
                    .commit(
                            team.other
                                    .vault()
                                    .snapshot(parent)
                                    .with(SFM, file(edited(text(parent), verse, word, token))),
                            List.of(parent),
                            new Person("Ada", "ada"),
                            time,
                            "by Paratext\n");
            if (!team.other.pushMain(made)) {
                team.other.addRival(made);
            }
            seen = Optional.of(head);
        }

        @Override
        public String text() {
            return text(team.other.heads().main().orElseThrow());
        }

        @Override
        public Object state() {
            return List.of(team.other.heads().line(), team.other.heads().records());
        }

        @Override
        public int heads() {
            return team.other.heads().line().size();
        }
    }

    /** At a stand-in, with plain hg. */
    private static final class WithHg implements ParatextTeam {
        private final ParatextSite site;
        private final PlainUser tom;

        WithHg(ParatextSite site, PlainUser tom) {
            this.site = site;
            this.tom = tom;
            tom.pull();
        }

        @Override
        public void edits(int verse, int word, String token, boolean looksFirst) {
            if (looksFirst) {
                tom.pull();
            }
            String before = tom.read(SFM);
            tom.commits(SFM, before, edited(before, verse, word, token));
            tom.push();
        }

        @Override
        public String text() {
            return site.files().getOrDefault(SFM, "");
        }

        @Override
        public Object state() {
            return site.changesets();
        }

        @Override
        public int heads() {
            return site.onServer("heads", "-T", "x").length();
        }
    }

    static Stream<Long> manySeeds() {
        return IntStream.range(0, Math.max(8, MORE)).mapToObj(i -> FIRST + i);
    }

    static Stream<Long> fewSeeds() {
        return IntStream.range(0, Math.max(1, MORE / 20)).mapToObj(i -> FIRST + i);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    @DisplayName("P6 M2 in memory")
    void inMemory(long seed) {
        Team team = new Team();
        new Play(team, new InMemory(team), new Random(seed), 30).run();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    @DisplayName("P6 M2 with a stand-in for Paratext's servers and plain hg")
    void withHg(long seed) throws Exception {
        Team team = new Team();
        Map<String, byte[]> files = new TreeMap<>();
        paratextProject().forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        try (ParatextSite site = new ParatextSite(directory, files);
                PlainUser tom = site.plainUser("tom")) {
            team.paratextIs(site);
            new Play(team, new WithHg(site, tom), new Random(seed), 10).run();
            assertThat(site.onServer("verify")).doesNotContain("error");
            assertThat(site.files().get("Notes_Bo.xml")).isEqualTo("<CommentList>\n</CommentList>\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** One play. */
    private static final class Play {
        private final Team team;
        private final ParatextTeam paratext;
        private final Random random;
        private final int rounds;
        private final Computer asha;
        private final Computer binu;
        private final Computer chen;
        /** Where each word that somebody else can see was written. */
        private final Map<String, Integer> sent = new TreeMap<>();

        private final Map<Computer, Map<String, Integer>> pending = new HashMap<>();
        private int number;

        Play(Team team, ParatextTeam paratext, Random random, int rounds) {
            this.team = team;
            this.paratext = paratext;
            this.random = random;
            this.rounds = rounds;
            asha = team.computer("asha", Team.titus(verses()));
            asha.connectParatext();
            asha.sync();
            binu = team.computer("binu").download();
            binu.connectParatext();
            binu.sync();
            chen = team.computer("chen").download();
        }

        void run() {
            List<Computer> everyone = List.of(asha, binu, chen);
            for (int round = 0; round < rounds; round++) {
                String token = "t" + number++;
                int verse = 1 + random.nextInt(VERSES);
                int word = random.nextInt(3);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        paratext.edits(verse, word, token, random.nextInt(3) > 0);
                        sent.put(token, verse);
                    }
                    case 1 -> {
                        String text = team.atPlace(Team.TITUS);
                        team.plainGitPushes(Team.TITUS, edited(text, verse, word, token));
                        sent.put(token, verse);
                    }
                    default -> {
                        Computer one = everyone.get(random.nextInt(3));
                        one.write(Team.TITUS, edited(one.read(Team.TITUS), verse, word, token));
                        pending.computeIfAbsent(one, _ -> new TreeMap<>()).put(token, verse);
                    }
                }
                if (random.nextBoolean()) {
                    sync(everyone.get(random.nextInt(3)));
                }
            }
            for (int i = 0; i < 4; i++) {
                everyone.forEach(this::sync);
            }
            everyone.forEach(Computer::sync);
            check(everyone);
        }

        /** What stands in the folder when it is synced is sent; what was overwritten before stayed private. */
        private void sync(Computer computer) {
            String text = computer.read(Team.TITUS);
            Map<String, Integer> waiting = pending.getOrDefault(computer, Map.of());
            waiting.forEach((token, verse) -> {
                if (text.contains(token + " ") || text.contains(token + "\n")) {
                    sent.put(token, verse);
                }
            });
            pending.remove(computer);
            computer.sync();
        }

        private void check(List<Computer> everyone) {
            String text = paratext.text();
            assertThat(team.atPlace(Team.TITUS)).isEqualTo(text);
            everyone.forEach(
                    each -> assertThat(each.read(Team.TITUS)).as(each.name).isEqualTo(text));
            assertThat(paratext.heads()).isEqualTo(1);
            for (Computer bridge : List.of(asha, binu)) {
                Map<Integer, String> histories = new HashMap<>();
                List<String> lost = new ArrayList<>();
                sent.forEach((token, verse) -> {
                    String history = histories.computeIfAbsent(verse, v -> history(bridge, v));
                    if (!history.contains(" " + token + " ") && !history.contains(" " + token + "\n")) {
                        lost.add(token + " in verse " + verse);
                    }
                });
                assertThat(lost).as("not in the history at " + bridge.name).isEmpty();
            }
            Object before = paratext.state();
            var door43 = List.of(team.place.heads().main(), team.place.heads().records());
            everyone.forEach(Computer::sync);
            assertThat(paratext.state()).isEqualTo(before);
            assertThat(List.of(team.place.heads().main(), team.place.heads().records()))
                    .isEqualTo(door43);
        }

        private static String history(Computer computer, int verse) {
            if (!(Reference.parse("TIT 1:" + verse) instanceof Reference.Parsed.Found(Reference reference))) {
                throw new IllegalStateException("no verse " + verse);
            }
            StringBuilder texts = new StringBuilder();
            try (ProjectSession session = computer.session()) {
                session.readings(reference)
                        .forEach(reading -> reading.text().ifPresent(bytes -> texts.append(new String(bytes, UTF_8))));
            }
            return texts.toString();
        }
    }
}
