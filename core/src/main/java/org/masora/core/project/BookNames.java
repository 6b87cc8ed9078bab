package org.masora.core.project;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/**
 * What the books of a project are called in it: as the lines at the beginning of a book say, else as its metadata
 * ({@code localizedNames} of a burrito, Paratext's {@code BookNames.xml}) do, else by their codes. A file is read when
 * something in it is asked for, and once. For several threads.
 */
public final class BookNames {
    /** Of nothing: every book goes by its code. */
    public static final BookNames NONE = new BookNames(Map.of(), _ -> Optional.empty());

    private static final int HEAD_BYTES = 8_192;
    private static final int LONGEST = 60;

    /** The short name in the table of contents, the running head, the long name, the title. */
    private static final List<Pattern> LINES = Stream.of("toc2", "h", "toc1", "mt1?")
            .map(marker -> Pattern.compile("(?m)^\\\\" + marker + "[ \\t]+([^\\\\\\r\\n]+)"))
            .toList();

    private final Map<BookCode, String> books;
    private final Function<String, Optional<byte[]>> files;
    private final Map<BookCode, String> known = new ConcurrentHashMap<>();
    private final Map<Metadata, Map<BookCode, String>> listed = new ConcurrentHashMap<>();

    /** What lists the names of books. */
    private enum Metadata {
        BURRITO,
        PARATEXT
    }

    /**
     * The names in a project.
     *
     * @param books the file of each book
     * @param files reads a file of the project; empty where there is none
     */
    public BookNames(Map<BookCode, String> books, Function<String, Optional<byte[]>> files) {
        this.books = Map.copyOf(books);
        this.files = files;
    }

    /** What a book is called. */
    public String of(BookCode book) {
        return known.computeIfAbsent(
                book,
                code -> Optional.ofNullable(books.get(code))
                        .flatMap(files)
                        .flatMap(BookNames::inBook)
                        .or(() -> Stream.of(Metadata.values())
                                .flatMap(
                                        from -> Optional.ofNullable(listed(from).get(code)).stream())
                                .findFirst())
                        .orElse(code.code()));
    }

    /** The book that somebody means who types its code or the name that the project has for it. */
    public Optional<BookCode> find(String typed) {
        String wanted = typed.strip();
        return BookCode.find(wanted)
                .or(() -> books.keySet().stream()
                        .filter(book -> of(book).equalsIgnoreCase(wanted))
                        .sorted()
                        .findFirst());
    }

    /** The place that somebody means who types it with the book's code, or with the project's own name of it. */
    public Reference.Parsed parse(String typed) {
        Reference.Parsed read = Reference.parse(typed);
        if (read instanceof Reference.Parsed.Found) {
            return read;
        }
        String wanted = typed.strip();
        return books.keySet().stream()
                .filter(book -> wanted.regionMatches(true, 0, of(book), 0, of(book).length()))
                .max(Comparator.comparingInt((BookCode book) -> of(book).length())
                        .thenComparing(Comparator.reverseOrder()))
                .map(book -> Reference.parse(book.code() + " " + wanted.substring(of(book).length())))
                .orElse(read);
    }

    /** The name that the lines at the beginning of a book in USFM say; empty where they say no sensible one. */
    static Optional<String> inBook(byte[] book) {
        String head = new String(book, 0, Math.min(book.length, HEAD_BYTES), StandardCharsets.UTF_8);
        return LINES.stream()
                .map(line -> line.matcher(head))
                .filter(Matcher::find)
                .map(found -> found.group(1).strip())
                .filter(BookNames::isSensible)
                .findFirst();
    }

    private static boolean isSensible(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.indexOf('\uFFFD') < 0;
    }

    private Map<BookCode, String> listed(Metadata from) {
        return listed.computeIfAbsent(from, which -> switch (which) {
            case BURRITO ->
                files.apply(BurritoLayout.METADATA).map(BookNames::inBurrito).orElse(Map.of());
            case PARATEXT ->
                files.apply(ParatextLayout.BOOK_NAMES)
                        .map(BookNames::inParatext)
                        .orElse(Map.of());
        });
    }

    /** Scripture Burrito 1.0: {@code "localizedNames": {"book-tit": {"short": {"en": "Titus"}}}}. */
    private static Map<BookCode, String> inBurrito(byte[] metadata) {
        Map<BookCode, String> names = new HashMap<>();
        Optional<JsonObject> all = JsonDocument.parse(metadata).root().flatMap(root -> root.object("/localizedNames"));
        for (Member book : all.map(JsonObject::members).orElse(List.of())) {
            String code = book.name().replaceFirst("^book-", "").toUpperCase(Locale.ROOT);
            Stream.of("short", "long")
                    .flatMap(length -> book.value().object("/" + length).stream())
                    .flatMap(forms -> forms.members().stream())
                    .map(Member::value)
                    .flatMap(BookNames::text)
                    .filter(BookNames::isSensible)
                    .findFirst()
                    .ifPresent(name -> BookCode.find(code).ifPresent(found -> names.put(found, name)));
        }
        return names;
    }

    private static Stream<String> text(JsonValue value) {
        return value instanceof JsonString(var text, var _) ? Stream.of(text.strip()) : Stream.empty();
    }

    /** {@code <book code="TIT" short="Titus" long="…">}; the type of document that Paratext puts before it says nothing. */
    private static Map<BookCode, String> inParatext(byte[] xml) {
        Map<BookCode, String> names = new HashMap<>();
        String text = new String(xml, StandardCharsets.UTF_8).replaceFirst("<!DOCTYPE BookNames>", "");
        List<XmlElement> listed = XmlDocument.parse(text)
                .map(document -> document.root().elements())
                .orElse(List.of());
        for (XmlElement book : listed) {
            Stream.of("short", "long")
                    .flatMap(length -> book.attribute(length).stream())
                    .map(String::strip)
                    .filter(BookNames::isSensible)
                    .findFirst()
                    .ifPresent(name ->
                            book.attribute("code").flatMap(BookCode::find).ifPresent(found -> names.put(found, name)));
        }
        return names;
    }
}
