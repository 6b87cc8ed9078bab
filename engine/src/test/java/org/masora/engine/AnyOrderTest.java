package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Team.Computer;
import org.masora.store.Vault;

/** Three computers that edited one book each, and that sync in this order or another. */
class AnyOrderTest {

    private static final List<List<Integer>> ORDERS =
            List.of(List.of(0, 1, 2), List.of(1, 2, 0), List.of(2, 1, 0), List.of(0, 2, 1));
    private static final Pattern TYPED = Pattern.compile("typed\\d+");
    private static final int ROUNDS_TO_REST = 5;

    @ParameterizedTest
    @ValueSource(longs = {20261122, 20261123})
    @DisplayName("M2 C4 computers that sync in any order end equal with one tree of records, and across orders text and"
            + " readings hold the same words")
    void anyOrder(long seed) {
        Set<Set<String>> heard = new HashSet<>();
        for (List<Integer> order : ORDERS) {
            heard.add(played(new Random(seed), order));
        }
        assertThat(heard).hasSize(1);
    }

    /** The words that stand in the text or a reading of a disagreement at the end. */
    private static Set<String> played(Random random, List<Integer> order) {
        Team team = new Team();
        Computer first = team.computer("asha", Team.titus(verses()));
        first.synced();
        List<Computer> computers = List.of(
                first, team.computer("binu").download(), team.computer("chen").download());
        Set<String> typed = new TreeSet<>();
        for (Computer computer : computers) {
            for (int edit = 0; edit < 3; edit++) {
                String word = "typed" + typed.size();
                String place = "v" + (1 + random.nextInt(4)) + "w" + (1 + random.nextInt(6));
                if (computer.read(Team.TITUS).contains(place)) {
                    typed.add(word);
                    computer.edit(Team.TITUS, place, word);
                }
            }
        }
        for (int round = 0; round < ROUNDS_TO_REST; round++) {
            order.forEach(index -> computers.get(index).sync());
        }
        Set<String> words = new TreeSet<>();
        Set<Map<String, String>> texts = new HashSet<>();
        Set<Snapshot> records = new HashSet<>();
        for (Computer computer : computers) {
            assertThat(computer.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
            texts.add(Map.of(Team.TITUS, computer.read(Team.TITUS), "metadata.json", computer.read("metadata.json")));
            addTyped(words, computer.read(Team.TITUS));
            records.add(records(computer, words));
        }
        assertThat(texts).as("texts in order " + order).hasSize(1);
        assertThat(records).as("records in order " + order).hasSize(1);
        assertThat(words).as("in order " + order).isEqualTo(typed);
        return words;
    }

    private static Snapshot records(Computer computer, Set<String> words) {
        try (ProjectSession session = computer.session()) {
            Vault vault = session.store().vault();
            Snapshot tree = session.state().records().map(vault::snapshot).orElse(Snapshot.EMPTY);
            ConflictRecords records = ConflictRecords.read(tree, vault.blobs());
            records.records()
                    .forEach(record -> RecordKeeping.readings(records, record)
                            .forEach(text -> addTyped(words, new String(text, UTF_8))));
            return tree;
        }
    }

    private static void addTyped(Set<String> words, String text) {
        Matcher matcher = TYPED.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }

    private static String[] verses() {
        List<String> verses = new ArrayList<>();
        for (int verse = 1; verse <= 4; verse++) {
            verses.add("v%1$dw1 v%1$dw2 v%1$dw3 v%1$dw4 v%1$dw5 v%1$dw6".formatted(verse));
        }
        return verses.toArray(String[]::new);
    }
}
