package org.masora.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/**
 * A command that ran in this process, without a terminal, and what it said.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record CommandRun(int code, String out, String err) {

    /** Runs {@code masora} with these arguments, nothing on standard input and an empty environment. */
    static CommandRun masora(String... arguments) {
        return with(Map.of(), "", arguments);
    }

    static CommandRun with(Map<String, String> environment, String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Optional::empty,
                Interruption.never());
        int code = Masora.run(terminal, arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Standard output as JSON, an object a line. */
    List<JsonValue> json() {
        return out.lines()
                .map(line -> JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8))
                        .root()
                        .orElseThrow(() -> new AssertionError("no JSON: " + line)))
                .toList();
    }
}
