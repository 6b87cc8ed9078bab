package org.masora.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.masora.core.project.BookNames;
import org.masora.core.scripture.BookCode;

/**
 * A text that names books. Which ones is kept; what they are called is said where it is shown, by the project's own
 * names.
 *
 * @param parts what follows each other in it
 */
public record Naming(List<Part> parts) {
    private static final int CODE_LENGTH = 3;

    public Naming {
        parts = List.copyOf(parts);
    }

    /** A part of it. */
    public sealed interface Part {
        record Book(BookCode code) implements Part {}

        record Text(String text) implements Part {}
    }

    /** A book. */
    public static Naming of(BookCode book) {
        return new Naming(List.of(new Part.Book(book)));
    }

    /** A place as programs write it, TIT 1:5; what begins with no book is text. */
    public static Naming of(String reference) {
        Optional<BookCode> book = reference.length() == CODE_LENGTH || reference.startsWith(" ", CODE_LENGTH)
                ? BookCode.find(reference.substring(0, CODE_LENGTH))
                : Optional.empty();
        return book.map(code -> of(code).then(reference.substring(CODE_LENGTH)))
                .orElseGet(() -> new Naming(List.of(new Part.Text(reference))));
    }

    /** The same with a text behind it. */
    public Naming then(String text) {
        return text.isEmpty() ? this : and(new Naming(List.of(new Part.Text(text))));
    }

    private Naming and(Naming more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more.parts);
        return new Naming(all);
    }

    /** Several, with a text between them. */
    public static Naming joined(String between, List<Naming> several) {
        Naming all = new Naming(List.of());
        for (Naming one : several) {
            all = all.parts.isEmpty() ? one : all.then(between).and(one);
        }
        return all;
    }

    /** In plain text, by the names of a project. */
    public String in(BookNames names) {
        return said(names::of);
    }

    private String said(Function<BookCode, String> name) {
        return parts.stream()
                .map(part -> switch (part) {
                    case Part.Book(var code) -> name.apply(code);
                    case Part.Text(var text) -> text;
                })
                .collect(Collectors.joining());
    }

    /** By the codes, as programs write it. */
    @Override
    public String toString() {
        return said(BookCode::code);
    }
}
