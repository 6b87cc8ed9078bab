package org.masora.core.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.usfm.UsfmName;

/**
 * What differs between two snapshots, in a translator's terms. Only files that differ are read.
 *
 * <p>A book is found by what its file says ({@code \id}), so that it is the same book wherever it
 * lies, whatever the layout, and also in a folder whose metadata is broken. The tables of a
 * juxtalinear project ({@code GEN.json}) are books too, told apart by their names and not by verse.
 *
 * @param books the books whose files differ, in their order
 * @param files the other files that differ, by path
 * @param filesBefore how many files there were before that are no books
 * @param before whether there was anything before
 * @param after whether there is anything afterwards
 */
public record ChangeSummary(
        List<BookChange> books, List<FileChange> files, int filesBefore, boolean before, boolean after) {

    /** Nothing differs. */
    public static final ChangeSummary NONE = new ChangeSummary(List.of(), List.of(), 0, true, true);

    /** Such a file can hold a book too, and says so in its first line. */
    private static final Pattern NAME_OF_ANY_TEXT = Pattern.compile(".*\\.txt|[^.]*");

    private static final Pattern NAME_OF_A_TABLE = Pattern.compile("([1-9A-Z][0-9A-Z]{2})\\.json");
    private static final BlobId NOTHING = BlobId.of(new byte[0]);

    public ChangeSummary {
        books = List.copyOf(books);
        files = List.copyOf(files);
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return books.isEmpty() && files.isEmpty();
    }

    /** Compares two snapshots whose bytes are in {@code blobs}. */
    public static ChangeSummary between(Snapshot before, Snapshot after, Blobs blobs) {
        Map<BookCode, BookComparison> books = new TreeMap<>();
        List<String> others = new ArrayList<>();
        NavigableSet<String> differing = before.differingPaths(after);
        if (differing.isEmpty()) {
            return NONE;
        }
        for (String path : differing) {
            Optional<BookCode> table = juxtalinear(path);
            Optional<Entry> wasTable = before.entry(path).filter(Entry::isFile);
            Optional<Entry> isTable = after.entry(path).filter(Entry::isFile);
            if (table.isPresent() && (wasTable.isPresent() || isTable.isPresent())) {
                BookComparison comparison = comparison(books, table);
                wasTable.ifPresent(e -> comparison.before(path, blobs.read(e.id())));
                isTable.ifPresent(e -> comparison.after(path, blobs.read(e.id())));
                continue;
            }
            Optional<UsfmDocument> was = text(before.entry(path), path, blobs);
            Optional<UsfmDocument> is = text(after.entry(path), path, blobs);
            Optional<BookCode> wasBook = was.flatMap(UsfmDocument::book);
            Optional<BookCode> isBook = is.flatMap(UsfmDocument::book);
            if (wasBook.isEmpty() && isBook.isEmpty()) {
                others.add(path);
                continue;
            }
            // A file that lost its \id line is still the book that it was, and the reverse.
            was.ifPresent(
                    document -> comparison(books, wasBook.or(() -> isBook)).before(path, document));
            is.ifPresent(document -> comparison(books, isBook.or(() -> wasBook)).after(path, document));
        }
        long filesBefore = before.entries().keySet().stream()
                .filter(path -> !UsfmName.is(path) && juxtalinear(path).isEmpty())
                .count();
        filesBefore += others.stream()
                .filter(path -> UsfmName.is(path) && before.entry(path).isPresent())
                .count();
        return new ChangeSummary(
                books.values().stream().map(BookComparison::change).toList(),
                fileChanges(others, before, after),
                (int) filesBefore,
                !before.isEmpty(),
                !after.isEmpty());
    }

    private static BookComparison comparison(Map<BookCode, BookComparison> books, Optional<BookCode> book) {
        return books.computeIfAbsent(book.orElseThrow(), BookComparison::new);
    }

    /** A book of a juxtalinear project is a JSON file named by its code. */
    private static Optional<BookCode> juxtalinear(String path) {
        Matcher matcher = NAME_OF_A_TABLE.matcher(path.substring(path.lastIndexOf('/') + 1));
        return matcher.matches() ? BookCode.find(matcher.group(1)) : Optional.empty();
    }

    private static Optional<UsfmDocument> text(Optional<Entry> entry, String path, Blobs blobs) {
        return entry.filter(e -> e.isFile() && (UsfmName.is(path) || named(NAME_OF_ANY_TEXT, path)))
                .map(e -> UsfmDocument.parse(blobs.read(e.id())));
    }

    private static boolean named(Pattern pattern, String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return pattern.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    private static List<FileChange> fileChanges(List<String> paths, Snapshot before, Snapshot after) {
        Set<Entry> added = new HashSet<>();
        paths.stream()
                .filter(path -> before.entry(path).isEmpty())
                .forEach(path -> after.entry(path).ifPresent(added::add));
        return paths.stream()
                .map(path -> new FileChange(path, kind(before.entry(path), after.entry(path), added)))
                .toList();
    }

    private static FileChange.Kind kind(Optional<Entry> before, Optional<Entry> after, Set<Entry> added) {
        if (before.isEmpty()) {
            return FileChange.Kind.ADDED;
        }
        if (after.isEmpty()) {
            return added.contains(before.get()) ? FileChange.Kind.MOVED_AWAY : FileChange.Kind.DELETED;
        }
        boolean emptied = after.get().id().equals(NOTHING) && !before.get().id().equals(NOTHING);
        return emptied ? FileChange.Kind.EMPTIED : FileChange.Kind.CHANGED;
    }
}
