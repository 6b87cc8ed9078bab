package org.masora.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.masora.core.scripture.BookCode;

/**
 * The brake: a sync that would delete much is stopped before anything is sent or applied, until
 * somebody has seen what would go (rules D1, D2). It is asked once for each direction.
 */
public final class Brake {

    /** Up to so many files that are no books may go without a question. */
    public static final int FILES_WITHOUT_QUESTION = 3;

    /** Up to so many verses of a book may lose their text without a question. */
    public static final int VERSES_WITHOUT_QUESTION = 5;

    /** Up to one in so many of the files or verses may go without a question, however many they are. */
    public static final int SHARE_WITHOUT_QUESTION = 10;

    private Brake() {}

    /** What the brake says. */
    public sealed interface Verdict {
        /** Nothing speaks against it. */
        record Go() implements Verdict {}

        /**
         * Somebody has to say yes first (rule D2).
         *
         * @param losses what would go; at least one
         */
        record Stop(List<Loss> losses) implements Verdict {
            public Stop {
                losses = List.copyOf(losses);
            }
        }

        /** Everything would be gone: that is never a deletion, whatever anybody says (rule D1). */
        record Empty() implements Verdict {}
    }

    /** What would go. */
    public sealed interface Loss {
        /**
         * A book that has text.
         *
         * @param verses how many of its verses have text
         */
        record Book(BookCode book, String path, int verses) implements Loss {}

        /**
         * Files that are no books.
         *
         * @param paths which
         * @param of how many such files there are
         */
        record Files(List<String> paths, int of) implements Loss {
            public Files {
                paths = List.copyOf(paths);
            }
        }

        /**
         * The text of verses of one book.
         *
         * @param verses which
         * @param of how many verses of the book have text
         */
        record Verses(BookCode book, String path, NavigableSet<VersePlace> verses, int of) implements Loss {}
    }

    /** Judges what would happen. */
    public static Verdict judge(ChangeSummary summary) {
        if (summary.before() && !summary.after()) {
            return new Verdict.Empty();
        }
        List<Loss> losses = new ArrayList<>();
        for (BookChange change : summary.books()) {
            NavigableSet<VersePlace> gone = change.gone();
            if (change.kind() == BookChange.Kind.DELETED) {
                losses.add(new Loss.Book(change.book(), change.path(), change.versesBefore()));
            } else if (isMuch(gone.size(), VERSES_WITHOUT_QUESTION, change.versesBefore())) {
                losses.add(new Loss.Verses(change.book(), change.path(), gone, change.versesBefore()));
            }
        }
        List<String> files = summary.files().stream()
                .filter(change -> switch (change.kind()) {
                    case DELETED, EMPTIED -> true;
                    case ADDED, CHANGED, MOVED_AWAY -> false;
                })
                .map(FileChange::path)
                .toList();
        if (isMuch(files.size(), FILES_WITHOUT_QUESTION, summary.filesBefore())) {
            losses.add(new Loss.Files(files, summary.filesBefore()));
        }
        return losses.isEmpty() ? new Verdict.Go() : new Verdict.Stop(losses);
    }

    private static boolean isMuch(int gone, int withoutQuestion, int of) {
        return gone > withoutQuestion && (long) gone * SHARE_WITHOUT_QUESTION > of;
    }
}
