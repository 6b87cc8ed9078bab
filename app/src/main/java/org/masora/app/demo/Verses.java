package org.masora.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Edits of verses as a person makes them: a word more at the beginning of a verse, everything else as it was. */
final class Verses {
    private static final Pattern VERSE = Pattern.compile("\\\\v +[0-9]+ +(?=[\\p{L}\\p{M}“‘\"(\\[])");
    private static final Pattern BOOK = Pattern.compile("(?i).*\\.(?:usfm|sfm)");
    private static final int NEEDED = 6;

    private Verses() {}

    /** The path of a book with some verses, the shortest one; empty where the project has none. */
    static Optional<String> book(Tree project) {
        return project.files().entrySet().stream()
                .filter(file -> BOOK.matcher(file.getKey()).matches())
                .filter(file -> starts(file.getValue()).size() >= NEEDED)
                .min(Comparator.comparingInt((Map.Entry<String, byte[]> file) -> file.getValue().length)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    /** The book with a word put at the beginning of one of its verses, counted from 0. */
    static byte[] edit(byte[] book, int verse, String word) throws IOException {
        List<Integer> starts = starts(book);
        if (verse >= starts.size()) {
            throw new IOException("the book has no verse number " + verse);
        }
        StringBuilder text = new StringBuilder(new String(book, StandardCharsets.UTF_8));
        text.insert(starts.get(verse).intValue(), word + " ");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Integer> starts(byte[] book) {
        return VERSE.matcher(new String(book, StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::end)
                .toList();
    }
}
