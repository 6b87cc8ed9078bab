package org.masora.remote.door43;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.masora.remote.door43.ScriptedServer.Scripted;
import org.masora.testkit.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real Door43 server was heard to answer; skipped where the recordings are absent. */
class RecordedAnswersTest extends ServerAnswersContract {

    private static final Map<String, String> VALUES = Map.of(
            "alice", "asha",
            "bob", "biram",
            "t", "0123456789abcdef0123456789abcdef01234567");

    @Override
    Scripted answer(String scenario, String step) {
        try {
            JsonNode recorded = JsonMapper.shared()
                    .readTree(Files.readString(
                            Reference.folder("door43-recordings").resolve(scenario + ".json")));
            for (JsonNode candidate : recorded.path("steps")) {
                if (candidate.path("name").stringValue("").equals(step)) {
                    return scripted(candidate.path("response"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no step " + step + " in " + scenario);
    }

    private static Scripted scripted(JsonNode response) {
        Map<String, String> headers = new HashMap<>();
        response.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), filled(header.getValue().stringValue(""))));
        JsonNode body = response.path("body");
        String text = body.isString() ? body.stringValue() : body.isNull() ? "" : body.toString();
        return new Scripted(
                response.path("status").intValue(), headers, filled(text).getBytes(StandardCharsets.UTF_8));
    }

    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : VALUES.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
