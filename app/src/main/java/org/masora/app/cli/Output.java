package org.masora.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Json;
import org.masora.app.words.Message;
import org.masora.core.project.BookNames;

/** What a command says, either in words for people or as JSON for programs; one of the two is silent. */
final class Output {
    private final Terminal terminal;
    private final Catalogue catalogue;
    private final boolean json;
    private final Supplier<BookNames> names;
    private @Nullable BookNames known;

    Output(Terminal terminal, Catalogue catalogue, boolean json) {
        this(terminal, catalogue, json, () -> BookNames.NONE);
    }

    private Output(Terminal terminal, Catalogue catalogue, boolean json, Supplier<BookNames> names) {
        this.terminal = terminal;
        this.catalogue = catalogue;
        this.json = json;
        this.names = names;
    }

    /** The same, which calls books by the names of a project; these are asked for when a book is named. */
    Output calling(Supplier<BookNames> newNames) {
        return new Output(terminal, catalogue, json, newNames);
    }

    /** A sentence for people, on standard output. */
    void say(Message message) {
        line(words(message));
    }

    /** A line for people that is no sentence: a row of a list, a text. */
    void line(String line) {
        if (!json) {
            terminal.out().println(line);
        }
    }

    /** Bytes for people or for a pipe, exactly these. */
    void bytes(byte[] content) {
        if (!json) {
            terminal.out().write(content, 0, content.length);
            terminal.out().flush();
        }
    }

    /** An object for programs, on a line of its own. */
    void json(Map<String, ?> object) {
        if (json) {
            terminal.out().println(Json.of(object));
        }
    }

    /** The message as it stands in JSON: number, sentence, and what the sentence names. */
    Map<String, Object> asJson(Message message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", message.code());
        object.put("message", words(message));
        object.put("parameters", message.plain(BookNames.NONE));
        return object;
    }

    /**
     * Says why something was not done: on standard error, or as an object with {@code error} where a program listens.
     *
     * @return the code given, so that a command can end with it
     */
    ExitCode problem(ExitCode code, Message message) {
        if (json) {
            terminal.out().println(Json.of(Map.of("error", asJson(message))));
        } else {
            terminal.err().println(words(message) + " (" + message.code() + ")");
        }
        return code;
    }

    /** Why something was not done, on standard error in words; for a program it stands in the command's object. */
    void complain(Message message) {
        if (!json) {
            terminal.err().println(words(message) + " (" + message.code() + ")");
        }
    }

    /** A passing remark on standard error, in words only. */
    void aside(Message message) {
        if (!json) {
            terminal.err().println(words(message));
        }
    }

    String words(Message message) {
        return message.namesBooks() ? catalogue.text(message, names()) : catalogue.text(message);
    }

    /** What books are called. */
    BookNames names() {
        BookNames now = known;
        if (now == null) {
            now = names.get();
            known = now;
        }
        return now;
    }
}
