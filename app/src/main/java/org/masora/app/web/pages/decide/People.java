package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.text;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;
import org.masora.core.project.Person;

/** The people whose texts these are. */
final class People {
    private People() {}

    /** A word for addresses and forms, which hold no names. */
    static String key(Person person) {
        return UUID.nameUUIDFromBytes((person.name() + "\n" + person.email()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Everybody who wrote one of these texts, by name. */
    static List<Person> of(List<Disagreement> all) {
        return all.stream()
                .flatMap(one -> one.people().stream())
                .distinct()
                .sorted(Comparator.comparing(Person::name).thenComparing(Person::email))
                .toList();
    }

    /** Everybody of this key. */
    static Optional<Person> find(String key, Board board) {
        return of(board.all()).stream()
                .filter(person -> key(person).equals(key))
                .findFirst();
    }

    /** Whose text it is that is not one's own. */
    static Optional<Person> other(Disagreement one, Person me) {
        return one.people().stream().filter(person -> !person.equals(me)).findFirst();
    }

    /** "Your text", or somebody's. */
    static Html textOf(Optional<Person> by, boolean stands, Person me, PageWords words) {
        if (by.isEmpty() || by.get().name().isBlank()) {
            return text(words.text(stands ? "decide.textNow" : "decide.textOther"));
        }
        return by.get().equals(me)
                ? text(words.text("decide.textYours"))
                : words.html("decide.textOf", "name", by.get().name());
    }
}
