package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;

/**
 * A computer on which commands are run, each in this process and without a terminal.
 *
 * @param home where Masora keeps its own things there
 */
record TestComputer(Path home) {
    static final String USER = "maria";
    static final String PASSWORD = "a long password";

    /** A hub in this process with the account of {@link #USER}. */
    static Hub hub(Path data) throws HubStartException {
        return Hub.start(HubOptions.in(data).withAdministrator(USER, PASSWORD));
    }

    CommandRun masora(String... arguments) {
        return hearing("", arguments);
    }

    /** Runs a command that finds this on its standard input. */
    CommandRun hearing(String input, String... arguments) {
        return CommandRun.with(environment(), input, arguments);
    }

    Map<String, String> environment() {
        return Map.of("MASORA_HOME", home.toString());
    }

    CommandRun login(String address) {
        return hearing(PASSWORD + "\n", "login", "hub", address, "--user", USER);
    }

    /** Runs a command that has to go well. */
    CommandRun done(String... arguments) {
        CommandRun run = masora(arguments);
        assertThat(run.code()).as(run.toString()).isZero();
        return run;
    }
}
