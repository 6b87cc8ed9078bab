package org.masora.core.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.scripture.BookCode;

/**
 * Carries the books of one arrangement of a project into another one: {@code ingredients/MAT.usfm} of a
 * Scripture Burrito is {@code 41MATXYZ.SFM} of a Paratext folder. The books' bytes stay as they are, only
 * their paths differ, and nothing but books of Scripture is carried (rule V2): what else each arrangement
 * holds stays with it, front matter, glossaries and Paratext's books for free use included. A pure function
 * of the contents, so that every computer makes the same.
 */
public final class BookCarrying {

    private static final Pattern PARATEXTS = Pattern.compile(
            "Settings\\.xml|[^/]*\\.ssf|(?:Notes|Comments)_[^/]*\\.xml|CommentTags\\.xml|TermRenderings\\.xml"
                    + "|Project(?:UserAccess|Users|UserFields|Progress|Updates)\\.xml",
            Pattern.CASE_INSENSITIVE);

    private final Snapshot into;
    private final Blobs blobs;
    private final Optional<ProjectDescription> description;
    private final NavigableMap<BookCode, String> there;

    private BookCarrying(Snapshot into, Blobs blobs) {
        this.into = into;
        this.blobs = blobs;
        Recognition recognition = Recognition.of(into, blobs);
        this.description = recognition.description();
        this.there = books(recognition, into, blobs);
    }

    /** The books of Scripture in a content, whatever its arrangement, and their paths. */
    public static NavigableMap<BookCode, String> books(Snapshot content, Blobs blobs) {
        return books(Recognition.of(content, blobs), content, blobs);
    }

    private static NavigableMap<BookCode, String> books(Recognition recognition, Snapshot content, Blobs blobs) {
        NavigableMap<BookCode, String> books = everyBook(recognition, content, blobs);
        books.keySet().removeIf(book -> !book.isScripture());
        return books;
    }

    /** The books in a content with their paths, those that are no Scripture too. */
    public static NavigableMap<BookCode, String> everyBook(Snapshot content, Blobs blobs) {
        return everyBook(Recognition.of(content, blobs), content, blobs);
    }

    private static NavigableMap<BookCode, String> everyBook(Recognition recognition, Snapshot content, Blobs blobs) {
        // Settings that somebody broke do not mean that the books are gone.
        NavigableMap<BookCode, String> books = new TreeMap<>(
                recognition instanceof Recognition.NotAProject
                        ? BookFiles.among(BookFiles.usfmFiles(content), content, blobs)
                        : recognition.books());
        books.values()
                .removeIf(path -> content.entry(path).filter(Entry::isFile).isEmpty());
        return books;
    }

    /**
     * Whether a content is Paratext's, judged by the names at its top alone: it is asked before anything is shown
     * to others, and settings that are broken or were deleted must not turn a folder with notes into one without.
     */
    public static boolean isParatexts(Snapshot content) {
        return content.entries().keySet().stream()
                .anyMatch(
                        path -> path.indexOf('/') < 0 && PARATEXTS.matcher(path).matches());
    }

    /**
     * A content with the books of another one instead of its own.
     *
     * @param from has the books, in its own arrangement
     * @param into says how they are arranged and has everything else
     * @param blobs has the bytes of both, and takes those of metadata that lists books
     */
    public static Snapshot carry(Snapshot from, Snapshot into, Blobs blobs) {
        return new BookCarrying(into, blobs).with(from);
    }

    private Snapshot with(Snapshot from) {
        NavigableMap<BookCode, String> books = books(from, blobs);
        NavigableMap<String, Entry> carried = new TreeMap<>(into.entries());
        List<BookCode> appeared = new ArrayList<>();
        List<BookCode> gone = new ArrayList<>();
        there.forEach((book, path) -> {
            if (!books.containsKey(book)) {
                carried.remove(path);
                gone.add(book);
            }
        });
        books.forEach((book, path) -> {
            boolean known = there.containsKey(book);
            if (!known) {
                appeared.add(book);
            }
            Entry file = from.entry(path).orElseThrow();
            carried.put(known ? there.get(book) : free(newPath(book), carried), file);
        });
        Snapshot after = new Snapshot(carried);
        return appeared.isEmpty() && gone.isEmpty() ? after : withUpkeep(after, appeared, gone);
    }

    /** Where a book that the arrangement does not have yet goes. */
    private String newPath(BookCode book) {
        Optional<String> named = description
                .filter(project -> project.layout() == Layout.PARATEXT)
                .flatMap(ProjectDescription::metadataPath)
                .flatMap(path -> ParatextLayout.newBookPath(bytes(path), book));
        return named.orElseGet(() -> {
            boolean burrito = description
                    .filter(project -> project.layout() == Layout.SCRIPTURE_BURRITO)
                    .isPresent();
            String folder = there.isEmpty()
                    ? (burrito ? "ingredients/" : "")
                    : there.firstEntry()
                            .getValue()
                            .substring(0, there.firstEntry().getValue().lastIndexOf('/') + 1);
            return folder + (burrito ? "" : book.paratextFileNumber() + "-") + book.code() + ".usfm";
        });
    }

    /** Nothing that stands there is replaced by a book of which it is not known to be one. */
    private static String free(String path, Map<String, Entry> taken) {
        String name = path;
        for (int i = 2; taken.containsKey(name); i++) {
            int dot = path.lastIndexOf('.');
            name = dot <= path.lastIndexOf('/')
                    ? path + "-" + i
                    : path.substring(0, dot) + "-" + i + path.substring(dot);
        }
        return name;
    }

    private Snapshot withUpkeep(Snapshot after, List<BookCode> appeared, List<BookCode> gone) {
        if (description.flatMap(ProjectDescription::metadataPath).isEmpty()) {
            return after;
        }
        String path = description.orElseThrow().metadataPath().orElseThrow();
        byte[] before = bytes(path);
        byte[] now = switch (description.orElseThrow().layout()) {
            case SCRIPTURE_BURRITO -> MetadataUpkeep.applied(before, into, after, Map.of(), blobs);
            case PARATEXT -> ParatextLayout.withBooks(before, appeared, gone);
            // A manifest describes its books with titles and checks that only a person can give.
            case RESOURCE_CONTAINER, USFM_FOLDER -> before;
        };
        return after.with(path, new Entry(after.entry(path).orElseThrow().mode(), blobs.write(now)));
    }

    private byte[] bytes(String path) {
        return blobs.read(into.entry(path).orElseThrow().id());
    }
}
