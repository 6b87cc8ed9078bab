package org.masora.remote.paratext;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masora.core.project.Person;

/** Messages on their way between the vault and Mercurial, with their trailers. */
final class Description {

    private static final Pattern TRAILER = Pattern.compile("[A-Za-z][A-Za-z0-9-]*: .*");
    private static final Pattern WITH_ADDRESS = Pattern.compile("([^<>]*)<([^<>]*)>[^<>]*");

    private Description() {}

    /** A message with more trailers at its end. */
    static String with(String message, List<String> trailers) {
        String text = plain(message);
        if (text.isEmpty()) {
            return String.join("\n", trailers);
        }
        int paragraph = text.lastIndexOf("\n\n");
        boolean endsWithTrailers = paragraph >= 0
                && text.substring(paragraph + 2)
                        .lines()
                        .allMatch(line -> TRAILER.matcher(line).matches());
        return text + (endsWithTrailers ? "\n" : "\n\n") + String.join("\n", trailers);
    }

    /** As Mercurial keeps a message: no spaces at the ends of lines, no empty lines around it. */
    static String plain(String message) {
        return message.replace('\0', ' ')
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /** Who a changeset's user is. */
    static Person person(String user) {
        var parts = WITH_ADDRESS.matcher(user);
        Person person = parts.matches() ? new Person(parts.group(1), parts.group(2)) : new Person(user, "");
        return person.name().isEmpty() ? new Person("?", person.email()) : person;
    }
}
