package org.masora.core.project;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmName;

/** Finds out which book a file is. */
final class BookFiles {

    /** How much of a file is looked through for its {@code \id} line. */
    private static final int HEAD_BYTES = 1024;

    private static final Pattern ID = Pattern.compile("^(?:\u00ef\u00bb\u00bf)?\\s*\\\\id\\s+([A-Za-z0-9]{3})\\b");
    private static final Pattern NUMBER_AND_CODE = Pattern.compile("(?:[0-9A-Z][0-9][-_ ]?)?([A-Za-z0-9]{3})");

    private BookFiles() {}

    /** The book that a file's name is made of: {@code GEN.usfm}, {@code 01-GEN.usfm}, {@code 41MAT.SFM}. */
    static Optional<BookCode> named(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        Matcher matcher = NUMBER_AND_CODE.matcher((dot < 0 ? name : name.substring(0, dot)).toUpperCase(Locale.ROOT));
        return matcher.matches() ? BookCode.find(matcher.group(1)) : Optional.empty();
    }

    /** The book that a file says it is. */
    static Optional<BookCode> inside(Entry entry, Blobs blobs) {
        if (!entry.isFile()) {
            return Optional.empty();
        }
        byte[] content = blobs.read(entry.id());
        String head = new String(content, 0, Math.min(content.length, HEAD_BYTES), StandardCharsets.ISO_8859_1);
        Matcher matcher = ID.matcher(head);
        return matcher.find() ? BookCode.find(matcher.group(1)) : Optional.empty();
    }

    /** The books among these files: by their names where those tell it, else by what they say. The first file counts. */
    static NavigableMap<BookCode, String> among(List<String> paths, Snapshot snapshot, Blobs blobs) {
        NavigableMap<BookCode, String> books = new TreeMap<>();
        for (String path : paths) {
            named(path)
                    .or(() -> snapshot.entry(path).flatMap(entry -> inside(entry, blobs)))
                    .ifPresent(book -> books.putIfAbsent(book, path));
        }
        return books;
    }

    /** All files with a name for USFM, those in fewer folders first. */
    static List<String> usfmFiles(Snapshot snapshot) {
        return snapshot.entries().entrySet().stream()
                .filter(e -> e.getValue().isFile() && UsfmName.is(e.getKey()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingLong((String path) ->
                                path.chars().filter(c -> c == '/').count())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
