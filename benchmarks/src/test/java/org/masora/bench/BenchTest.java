package org.masora.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.bench.Options.Part;
import org.masora.testkit.GitBackend;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchTest {

    @TempDir
    private Path directory;

    @Test
    void aSmokeRunMeasuresEveryScenarioAtBothServers() throws Exception {
        Assumptions.assumeTrue(GitBackend.hasGit(), "skipped: no git program here");
        Options options = new Options(
                directory, true, true, Optional.empty(), EnumSet.of(Part.EXCHANGE, Part.MERGE, Part.HISTORY));

        Report report = new Bench(options, directory, text -> {}).run();

        List<JsonNode> lines = report.json().stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        List<JsonNode> exchanges =
                lines.stream().filter(line -> line.has("server")).toList();
        assertThat(exchanges).hasSize(2 * Scenario.values().length);
        assertThat(lines)
                .extracting(line -> line.get("what").stringValue())
                .contains("merge of tiny, a verse changed on each side", "smallest heap for the merge of tiny")
                .anyMatch(what -> what.startsWith("history of a verse, 20 revisions"));
        for (JsonNode line : exchanges) {
            String what = line.get("what").stringValue();
            boolean asksTheServer = !what.equals(Scenario.STATUS.words(3));
            for (String client : List.of("masora", "git")) {
                assertThat(line.get(client).get("medianMillis").doubleValue()).isPositive();
                assertThat(line.get(client).get("requests").longValue() > 0)
                        .as(what)
                        .isEqualTo(asksTheServer);
                assertThat(line.get(client).get("headerBytes").longValue() > 100)
                        .as(what)
                        .isEqualTo(asksTheServer);
            }
        }
        assertThat(report.markdown()).contains("| download |").contains("git http-backend");
    }

    @Test
    void theDocumentKeepsWhatPeopleWroteAroundTheTables() throws IOException {
        Path document = directory.resolve("benchmarks.md");
        Files.writeString(document, "before\n" + Document.BEGIN + "\nold\n" + Document.END + "\nafter\n");

        Document.update(document, "new\n");

        assertThat(document).hasContent("before\n" + Document.BEGIN + "\nnew\n\n" + Document.END + "\nafter\n");
    }
}
