package org.masora.app.web.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.masora.app.home.OwnFile;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

/**
 * How the process behind the page is reached, as it writes it into a file that only this user can read. The process may
 * be gone: whoever reads this asks it.
 *
 * @param port where it listens, on the loopback
 * @param token with which programs come in
 * @param build which build it runs
 */
public record Running(int port, String token, Build build) {

    /** What the last process wrote, if there was one. */
    public static Optional<Running> read(Path file) throws IOException {
        Optional<JsonValue> root =
                OwnFile.read(file).flatMap(bytes -> JsonDocument.parse(bytes).root());
        return root.flatMap(written -> {
            Optional<Long> port = number(written, "/port");
            Optional<Long> build = number(written, "/build");
            Optional<String> token = written.text("/token");
            if (port.isEmpty() || build.isEmpty() || token.isEmpty() || port.get() > 65_535) {
                return Optional.empty();
            }
            return Optional.of(new Running(port.get().intValue(), token.get(), new Build(build.get())));
        });
    }

    private static Optional<Long> number(JsonValue written, String where) {
        return written.at(where)
                .map(JsonValue::toString)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    void write(Path file) throws IOException {
        JsonObject object = new JsonObject(List.of(
                new Member("url", JsonValue.of("http://127.0.0.1:" + port)),
                new Member("port", JsonValue.of(port)),
                new Member("token", JsonValue.of(token)),
                new Member("build", JsonValue.of(build.millis()))));
        OwnFile.replace(file, (object + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps the token to itself. */
    @Override
    public String toString() {
        return "Running[port " + port + "]";
    }
}
