package org.masora.core.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.masora.core.scripture.BookCode;

/**
 * Books that somebody may have open in an editor. An editor that holds the old text would write it back over what came
 * in, so what was received for such a book waits; the rest goes on.
 *
 * @param waiting the books whose received text is not in the folder yet
 * @param cameIn the books whose received text had waited and is in the folder now
 */
public record OpenBooks(List<Book> waiting, List<Book> cameIn) {

    /** Nothing waits, and nothing had waited. */
    public static final OpenBooks NONE = new OpenBooks(List.of(), List.of());

    public OpenBooks {
        waiting = List.copyOf(waiting);
        cameIn = List.copyOf(cameIn);
    }

    /**
     * A file that people know as a book, or a story.
     *
     * @param code of a book; a story has none
     */
    public record Book(String path, Optional<BookCode> code) {

        /** The book's code, else the path. */
        public String reference() {
            return code.map(BookCode::code).orElse(path);
        }
    }

    /**
     * Which books may still be open.
     *
     * @param written when an editor last wrote each of them
     * @param quiet for how long nobody writes a book before it counts as closed; zero: none counts as open
     */
    public static NavigableSet<String> stillOpen(Map<String, Instant> written, Instant now, Duration quiet) {
        NavigableSet<String> open = new TreeSet<>();
        written.forEach((path, time) -> {
            if (now.isBefore(time.plus(quiet))) {
                open.add(path);
            }
        });
        return open;
    }
}
