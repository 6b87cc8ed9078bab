package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MasoraTest {

    static Stream<String> commands() {
        return Stream.concat(
                Commands.commandNames().stream().filter(name -> !name.equals("usfm") && !name.equals("git")),
                Stream.of("usfm check", "git install", "git uninstall"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpAndJson(String command) {
        CommandRun help = CommandRun.masora((command + " --help").split(" ", -1));
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Usage: masora " + command)
                .contains("--json")
                .contains("--help");
        assertThat(help.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnOptionThatItDoesNotHave(String command) {
        CommandRun run = CommandRun.masora((command + " --no-such-option").split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("M-0001").contains("masora " + command + " --help");
    }

    @ParameterizedTest
    @CsvSource({
        "login, --user",
        "cloud, --owner --search",
        "sync, --dry-run --receive --private --public --allow-deletions",
        "conflicts, --automatic",
        "resolve, --published --other --both --today --text --turn-back",
        "restore, --book --to",
        "hub, --port --data --admin --password-file",
        "merge, -o --keep"
    })
    void whatOtherProgramsRelyOnIsThere(String command, String options) {
        assertThat(CommandRun.masora(command, "--help").out()).contains(options.split(" ", -1));
    }

    @Test
    void withoutACommandItOpensThePage() {
        assertThat(Masora.meant()).containsExactly("open");
        assertThat(Masora.meant("--version")).containsExactly("--version");
    }

    @Test
    void theHelpSaysWhatThereIs() {
        CommandRun run = CommandRun.masora("--help");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains(Commands.commandNames());
    }

    @Test
    void aProgramGetsWrongUsageAsJson() {
        CommandRun run = CommandRun.masora("usfm", "check", "--json", "--wrong");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(run.json().getFirst().text("/error/code")).contains("M-0001");
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(CommandRun.masora("--version").out().lines())
                .singleElement()
                .asString()
                .startsWith("masora ");
    }

    @Test
    void aWrongCommandSuggestsTheRightOne() {
        CommandRun run = CommandRun.masora("usf");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'usf'").contains("masora usfm");
    }
}
