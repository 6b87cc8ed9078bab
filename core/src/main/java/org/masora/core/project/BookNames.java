package org.masora.core.project;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a book is called in its project, told by the lines at its beginning. */
public final class BookNames {
    private static final int HEAD_BYTES = 8_192;
    private static final int LONGEST = 60;

    /** The short name in the table of contents, the running head, the long name, the title. */
    private static final List<Pattern> LINES = Stream.of("toc2", "h", "toc1", "mt1?")
            .map(marker -> Pattern.compile("(?m)^\\\\" + marker + "[ \\t]+([^\\\\\\r\\n]+)"))
            .toList();

    private BookNames() {}

    /**
     * The name of a book in USFM.
     *
     * @return empty where it does not say one, or says no sensible one
     */
    public static Optional<String> of(byte[] book) {
        String head = new String(book, 0, Math.min(book.length, HEAD_BYTES), StandardCharsets.UTF_8);
        return LINES.stream()
                .map(line -> line.matcher(head))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST && name.indexOf('\uFFFD') < 0)
                .findFirst();
    }
}
