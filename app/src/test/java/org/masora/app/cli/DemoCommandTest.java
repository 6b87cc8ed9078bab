package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.ChildProcess;
import org.masora.core.json.JsonValue.JsonLiteral;

final class DemoCommandTest {
    @TempDir
    private Path temp = Path.of("");

    @Test
    void everyClaimOnTheSampleIsProved() {
        CommandRun run = CommandRun.masora("demo", "--json");
        assertThat(run.json()).hasSizeGreaterThan(25).allSatisfy(step -> {
            assertThat(step.text("/step")).isPresent();
            assertThat(step.text("/claim")).isPresent();
            assertThat(step.text("/check")).isPresent();
            assertThat(step.text("/evidence")).isPresent();
            assertThat(step.at("/ok")).as(step.toString()).isEqualTo(Optional.of(JsonLiteral.TRUE));
        });
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aDemonstrationThatIsToldToEndLeavesNothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildProcess.masora(List.of("demo")));
        command.add(1, "-Djava.io.tmpdir=" + temp);
        ChildProcess demo = ChildProcess.start(command, Map.of());
        try {
            assertThat(demo.line()).isPresent();
        } finally {
            demo.close();
        }
        ChildProcess.Ended ended = demo.end();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("M-0795").doesNotContain("M-0794");
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("masora-demo-")))
                    .isEmpty();
        }
    }

    @Test
    void aFolderWithoutBooksIsNothingToDemonstrateWith() throws IOException {
        Files.writeString(temp.resolve("letter.txt"), "Dear friend");
        CommandRun run = CommandRun.masora("demo", "--project", temp.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("M-0791");
    }
}
