package org.masora.app.web.server;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Json;
import org.masora.app.words.Message;

/** How programs are told something: always as sentences with their numbers, what went wrong too. */
public final class Told {
    private Told() {}

    /** Answers with one sentence. */
    public static void answer(Context context, int status, Message message) {
        context.status(status)
                .contentType("application/json")
                .result(Json.of(Map.of("messages", of(List.of(message)))).toString());
    }

    /** Sentences as they stand in an answer. */
    public static List<Map<String, String>> of(List<Message> messages) {
        return messages.stream()
                .map(message -> Map.of(
                        "code", message.code(), "text", PageWords.english().text(message)))
                .toList();
    }
}
