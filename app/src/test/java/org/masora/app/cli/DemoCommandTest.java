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
    void aDemonstrationThatIsToldToEndInAStepThatDoesNotEndLeavesNothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildProcess.masora(List.of("demo")));
        command.add(1, "-Djava.io.tmpdir=" + temp);
        ChildProcess demo = ChildProcess.start(command, Map.of());
        ProcessHandle hub;
        try {
            assertThat(demo.line()).isPresent();
            String evidence = demo.line().orElseThrow();
            String pid = evidence.substring(evidence.lastIndexOf(' ') + 1);
            hub = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            // A hub that stands still lets no step end.
            assertThat(ChildProcess.run(List.of("kill", "-STOP", pid), Map.of(), "")
                            .code())
                    .isZero();
        } finally {
            demo.close();
        }
        ChildProcess.Ended ended = demo.end();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("M-0795").doesNotContain("M-0794", "M-0796");
        assertThat(hub.isAlive()).isFalse();
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
