package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Naming;
import org.masora.core.project.BookNames;
import org.masora.core.project.ProjectDescription.Direction;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;

/** The books of a project by its own names, set as its text is; by their codes where it has none. */
public record BookTitles(BookNames names, Optional<String> language, Optional<Direction> direction)
        implements PageWords.Titles {
    /** Where no project is known. */
    public static final BookTitles NONE = new BookTitles(BookNames.NONE, Optional.empty(), Optional.empty());

    /** Of a project. */
    public static BookTitles of(NearProject project, BookNames names) {
        return new BookTitles(names, project.language(), project.direction());
    }

    /** A book. */
    public Html title(BookCode book) {
        return ProjectText.of(names.of(book), language, direction);
    }

    /** A place in a book. */
    public Html title(Reference reference) {
        return of(Naming.of(reference.toString()));
    }

    /** The same, for those who hear it. */
    public String spoken(Reference reference) {
        return Naming.of(reference.toString()).in(names);
    }

    /** A place in a book of this name: it runs as the name does, its numbers never. */
    public static Html place(String book, String place, Optional<String> language, Optional<Direction> direction) {
        return bdi(Look.of(language, direction, book)
                .on(
                        "",
                        text(place.isEmpty() ? book : book + " "),
                        when(!place.isEmpty(), span(attr("dir", "ltr"), text(place)))));
    }

    /** A text that names books. */
    @Override
    public Html of(Naming naming) {
        List<Naming.Part> parts = naming.parts();
        if (parts.size() == 2
                && parts.getFirst() instanceof Naming.Part.Book(var book)
                && parts.getLast() instanceof Naming.Part.Text(var place)) {
            return place(names.of(book), place.strip(), language, direction);
        }
        return bdi(all(parts.stream().map(this::part).toList()));
    }

    private Html part(Naming.Part part) {
        return switch (part) {
            case Naming.Part.Book(var book) -> title(book);
            case Naming.Part.Text(var text) -> bdi(text(text));
        };
    }
}
