package org.masora.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.project.BookNames;
import org.masora.core.project.ProjectDescription;
import org.masora.core.scripture.BookCode;
import org.masora.store.ProjectFolder;

/**
 * Where a project's texts lie, as last kept; and what the folder holds there now.
 *
 * @param folder where the project lies
 * @param description what it says of itself
 * @param books the file of each book
 * @param stories the files of stories, in their order
 * @param files every file, sorted
 */
public record TextOutline(
        Path folder,
        Optional<ProjectDescription> description,
        NavigableMap<BookCode, String> books,
        List<String> stories,
        List<String> files) {

    public TextOutline {
        books = Collections.unmodifiableNavigableMap(new TreeMap<>(books));
        stories = List.copyOf(stories);
        files = List.copyOf(files);
    }

    /**
     * A file as it stands in the folder now. Takes no lock, so it can be read while the project is worked on.
     *
     * @param path one of those named here; nothing else is read
     */
    public Optional<byte[]> read(String path) {
        return files.contains(path) ? new ProjectFolder(folder).read(path) : Optional.empty();
    }

    /** What the books are called, as their files say now. */
    public BookNames names() {
        return new BookNames(books, this::read);
    }

    /** Whether the folder is one that Paratext works in: what is changed there beside Paratext makes it stumble. */
    public boolean belongsToParatext() {
        return new ProjectFolder(folder).isParatexts();
    }
}
