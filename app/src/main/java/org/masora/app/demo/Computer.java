package org.masora.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/**
 * One person's computer: a home of its own, and Masora as a process of its own for every command.
 *
 * @param user the account's name on the hub
 * @param password of that account
 * @param home {@code MASORA_HOME}
 * @param folder where the project lies
 */
record Computer(String user, String password, Path home, Path folder) {

    /**
     * What a command answered.
     *
     * @param code its exit code
     * @param json the last line it said
     * @param seconds how long it took
     */
    record Answer(int code, JsonValue json, double seconds) {}

    /** A command did not do what the demonstration needs to go on. */
    static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;

        Unexpected(String message) {
            super(message);
        }
    }

    /** Somebody's computer, below a folder where all of the demonstration lies. */
    static Computer in(Path place, String user) {
        return new Computer(
                user, user + " has a long password", place.resolve(user + "/home"), place.resolve(user + "/project"));
    }

    /** A text that has to be in an answer. */
    static String text(JsonValue json, String pointer) throws Unexpected {
        return json.text(pointer).orElseThrow(() -> new Unexpected("no " + pointer + " in " + json));
    }

    Tree tree() throws IOException {
        return Tree.read(folder);
    }

    /** Runs a command that has to end with one of these codes. */
    Answer masora(List<Integer> expected, String... arguments) throws IOException, InterruptedException {
        return run(expected, "", arguments);
    }

    /** Runs a command that reads something and has to end well. */
    Answer told(String input, String... arguments) throws IOException, InterruptedException {
        return run(List.of(0), input, arguments);
    }

    /** Runs a command that has to end well. */
    Answer done(String... arguments) throws IOException, InterruptedException {
        return run(List.of(0), "", arguments);
    }

    private Answer run(List<Integer> expected, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                Stream.concat(Stream.of(arguments), Stream.of("--json")).toList());
        long start = System.nanoTime();
        ChildProcess.Ended ended =
                ChildProcess.run(ChildProcess.masora(all), Map.of("MASORA_HOME", home.toString()), input);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!expected.contains(ended.code())) {
            throw new Unexpected(
                    user + ": masora " + String.join(" ", all) + ": " + ended.code() + " " + ended.out() + ended.err());
        }
        String last = ended.out().lines().reduce("", (_, line) -> line);
        JsonValue json = JsonDocument.parse(last.getBytes(StandardCharsets.UTF_8))
                .root()
                .orElseThrow(() -> new Unexpected("masora " + String.join(" ", all) + " answered no JSON: " + last));
        return new Answer(ended.code(), json, seconds);
    }
}
