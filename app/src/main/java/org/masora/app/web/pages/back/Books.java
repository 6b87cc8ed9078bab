package org.masora.app.web.pages.back;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.project.BookNames;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.BookChange;
import org.masora.engine.ProjectSession;
import org.masora.engine.TextOutline;

/** The books of a project by its own names; by their codes where it has none. */
final class Books {
    private final NearProject project;
    private final TextOutline outline;
    private final Map<BookCode, String> names = new ConcurrentHashMap<>();

    Books(ProjectSession session, NearProject project) {
        this.project = project;
        this.outline = session.outline();
    }

    /** What the project calls a book. */
    String name(BookCode book) {
        return names.computeIfAbsent(
                book,
                code -> Optional.ofNullable(outline.books().get(code))
                        .flatMap(outline::read)
                        .flatMap(BookNames::of)
                        .orElse(code.code()));
    }

    /** The same, set as the project's text is. */
    Html title(BookCode book) {
        return ProjectText.of(name(book), project.language(), project.direction());
    }

    /** A place in a book. */
    Html title(Reference reference) {
        return all(List.of(title(reference.book()), text(" "), span(attr("dir", "ltr"), text(place(reference)))));
    }

    /** The same, for those who hear it. */
    String spoken(Reference reference) {
        return name(reference.book()) + " " + place(reference);
    }

    private static String place(Reference reference) {
        return reference.toString().substring(reference.book().code().length()).strip();
    }

    /** What happened to a book. */
    Message said(BookChange change) {
        return SyncWords.of(change).with("book", name(change.book()));
    }

    /** What somebody means who types a place with the book's code, or with the project's own name of it. */
    Reference.Parsed read(String typed) {
        Reference.Parsed read = Reference.parse(typed);
        if (read instanceof Reference.Parsed.Found) {
            return read;
        }
        String wanted = typed.strip();
        return outline.books().keySet().stream()
                .filter(book ->
                        wanted.regionMatches(true, 0, name(book), 0, name(book).length()))
                .findFirst()
                .map(book -> Reference.parse(
                        book.code() + " " + wanted.substring(name(book).length())))
                .orElse(read);
    }
}
