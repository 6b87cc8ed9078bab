package org.masora.core.project;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.Answers;
import org.masora.core.scripture.BookCode;

/** A folder that holds books and no metadata. Which book a file is, it says itself. */
final class UsfmFolderLayout {

    private UsfmFolderLayout() {}

    static Optional<Recognition> recognise(Snapshot snapshot, Blobs blobs) {
        NavigableMap<BookCode, String> books = new TreeMap<>();
        for (String path : BookFiles.usfmFiles(snapshot)) {
            snapshot.entry(path)
                    .flatMap(entry -> BookFiles.inside(entry, blobs))
                    .ifPresent(book -> books.putIfAbsent(book, path));
        }
        return books.isEmpty() ? Optional.empty() : Optional.of(new Recognition.Unnamed(books));
    }

    static ProjectDescription described(NavigableMap<BookCode, String> books, Answers answers) {
        return new ProjectDescription(
                Layout.USFM_FOLDER,
                Content.TEXT,
                "textTranslation",
                answers.name(),
                Optional.of(answers.language()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                books,
                List.of());
    }
}
