package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.ParatextSite.PlainUser;
import org.masora.engine.Team.Computer;

/**
 * Somebody with plain hg and Masora change the same book at the same time, over many rounds; now the one has to merge,
 * now the other. The system properties {@code masora.turns} and {@code masora.turns.first} say how many rounds and from
 * which seed.
 */
class ParatextTurnsTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final int VERSES = 40;
    private static final int ROUNDS = Integer.getInteger("masora.turns", 8);
    private static final long SEED = Long.getLong("masora.turns.first", 20_261_122L);

    @TempDir
    Path directory;

    @Test
    @DisplayName("a plain hg user and Masora in turn, merges on both sides: all edits survive, hg verify is clean")
    void turns() throws Exception {
        Random random = new Random(SEED);
        Team team = new Team();
        String[] verses =
                IntStream.rangeClosed(1, VERSES).mapToObj(i -> "first" + i).toArray(String[]::new);
        Map<String, byte[]> files = new TreeMap<>();
        files.put("Settings.xml", "<ScriptureText><Name>SMP</Name></ScriptureText>".getBytes(UTF_8));
        files.put(SFM, Team.book(verses).getBytes(UTF_8));
        try (ParatextSite site = new ParatextSite(directory, files);
                PlainUser tom = site.plainUser("tom")) {
            team.paratextIs(site);
            Computer asha = team.computer("asha").downloadFromParatext();
            tom.pull();
            List<String> now = new ArrayList<>(List.of(verses));
            for (int round = 0; round < ROUNDS; round++) {
                // Hg merges lines, and not those that stand beside each other.
                int toms = random.nextInt(VERSES);
                int ashas = (toms + 3 + random.nextInt(VERSES - 6)) % VERSES;
                String byTom = "tom" + round;
                String byAsha = "asha" + round;
                tom.commits(SFM, line(toms, now.get(toms)), line(toms, byTom));
                asha.edit(SFM, line(ashas, now.get(ashas)), line(ashas, byAsha));
                now.set(toms, byTom);
                now.set(ashas, byAsha);
                // In every second round it is hg that has to merge.
                boolean ashaFirst = round % 2 == 0;
                if (ashaFirst) {
                    synced(asha);
                    tom.mergesAndPushes();
                } else {
                    tom.mergesAndPushes();
                }
                synced(asha);
                tom.pull();
                String text = Team.book(now.toArray(String[]::new));
                assertThat(asha.read(SFM)).as("seed %d, round %d", SEED, round).isEqualTo(text);
                assertThat(tom.read(SFM)).as("seed %d, round %d", SEED, round).isEqualTo(text);
            }
            assertThat(asha.conflicts()).isEmpty();
            assertThat(site.files().get(SFM)).isEqualTo(asha.read(SFM));
            assertThat(site.onServer("heads", "-T", "x")).hasSize(1);
            assertThat(site.onServer("log", "-r", "merge()", "-T", "{user}\n").lines())
                    .contains("tom", "asha")
                    .hasSize(ROUNDS);
            String all = site.onServer("log", "-p", "-r", "all()");
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(all).contains(" tom" + round + "\n", " asha" + round + "\n");
            }
            assertThat(site.onServer("verify")).doesNotContain("error");
            assertThat(tom.verifies()).isTrue();
        }
    }

    private static String line(int verse, String words) {
        return "\\v " + (verse + 1) + " " + words + "\n";
    }

    private static void synced(Computer computer) {
        computer.sync();
        assertThat(computer.lastReport().places()).hasSize(1).noneMatch(PlaceOutcome.Stopped.class::isInstance);
    }
}
