package org.masora.core.project;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.NotAProject;
import org.masora.core.project.Recognition.Reason;
import org.masora.core.project.Recognition.Recognised;
import org.masora.core.scripture.BookCode;

/**
 * A Paratext project: {@code Settings.xml}, in old ones {@code NAME.ssf}, with the rule by which
 * books are named (as in {@code ParatextProjectSettings.cs} of SIL.Machine).
 */
public final class ParatextLayout {

    static final String SETTINGS = "Settings.xml";
    static final String BOOK_NAMES = "BookNames.xml";

    private static final Pattern BOOKS_PRESENT = Pattern.compile("(?<=<BooksPresent>)\\s*[01]*\\s*(?=</BooksPresent>)");

    /** The number of UTF-8 among the code pages, by which Paratext names encodings. */
    private static final String UTF_8 = "65001";

    private ParatextLayout() {}

    /**
     * Settings that say of the books that they are not written in UTF-8.
     *
     * @param path the file that says so
     * @param codePage the number of the encoding, as it stands there
     */
    public record OtherEncoding(String path, String codePage) {}

    /** Whether a project's settings name another encoding than UTF-8; those that name none mean UTF-8. */
    public static Optional<OtherEncoding> otherEncoding(Snapshot content, Blobs blobs) {
        for (String path : settings(content)) {
            Entry entry = content.entry(path).orElseThrow();
            if (XmlMetadata.read(blobs.read(entry.id())) instanceof XmlMetadata.Read read
                    && read.root().equals("ScriptureText")) {
                return read.text("Encoding")
                        .filter(codePage -> !codePage.equals(UTF_8))
                        .map(codePage -> new OtherEncoding(path, codePage));
            }
        }
        return Optional.empty();
    }

    /** The files at the top that can be a project's settings, the one that counts first. */
    private static List<String> settings(Snapshot content) {
        return content.entries().entrySet().stream()
                .filter(e -> e.getValue().isFile())
                .map(Map.Entry::getKey)
                .filter(path -> path.indexOf('/') < 0
                        && (path.equalsIgnoreCase(SETTINGS)
                                || path.toLowerCase(Locale.ROOT).endsWith(".ssf")))
                .sorted((a, b) -> Boolean.compare(b.equalsIgnoreCase(SETTINGS), a.equalsIgnoreCase(SETTINGS)))
                .toList();
    }

    static Optional<Recognition> recognise(Snapshot snapshot, Blobs blobs) {
        for (String path : settings(snapshot)) {
            Entry entry = snapshot.entry(path).orElseThrow();
            switch (XmlMetadata.read(blobs.read(entry.id()))) {
                case XmlMetadata.Broken(int line, int column) -> {
                    return Optional.of(
                            new NotAProject(new Reason.MetadataUnreadable(path, line, column, Optional.empty())));
                }
                case XmlMetadata.Read settings -> {
                    if (settings.root().equals("ScriptureText")) {
                        return Optional.of(described(path, settings, snapshot, blobs));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Recognition described(String path, XmlMetadata.Read settings, Snapshot snapshot, Blobs blobs) {
        Optional<String> abbreviation = settings.text("Name");
        Optional<String> name = settings.text("FullName").or(() -> abbreviation);
        if (name.isEmpty()) {
            return new NotAProject(new Reason.MetadataIncomplete(path, "Name"));
        }
        return new Recognised(new ProjectDescription(
                Layout.PARATEXT,
                Content.TEXT,
                "textTranslation",
                name.get(),
                settings.text("LanguageIsoCode").flatMap(ParatextLayout::tag).or(() -> ldml(snapshot)),
                Optional.empty(),
                settings.text("Guid").map(guid -> new Identity("paratext", guid.toLowerCase(Locale.ROOT))),
                abbreviation,
                settings.text("Visibility")
                        .filter("Confidential"::equalsIgnoreCase)
                        .isPresent(),
                false,
                Optional.of(path),
                books(settings, snapshot, blobs),
                List.of()));
    }

    /** {@code es:Latn::} is language, script, region, variant. */
    private static Optional<String> tag(String code) {
        String tag = Stream.of(code.split(":", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"));
        return Optional.of(tag).filter(t -> !t.isEmpty());
    }

    /** Projects whose settings lack the code have their language's data in a file named by the tag. */
    private static Optional<String> ldml(Snapshot snapshot) {
        List<String> tags = snapshot.entries().keySet().stream()
                .filter(path -> path.matches("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\\.ldml"))
                .map(path -> path.substring(0, path.length() - ".ldml".length()))
                .toList();
        return tags.size() == 1 ? Optional.of(tags.getFirst()) : Optional.empty();
    }

    private static NavigableMap<BookCode, String> books(XmlMetadata.Read settings, Snapshot snapshot, Blobs blobs) {
        Map<String, String> pathByName = new HashMap<>();
        snapshot.entries().forEach((path, entry) -> {
            if (path.indexOf('/') < 0 && entry.isFile()) {
                pathByName.putIfAbsent(PathRules.fold(path), path);
            }
        });
        NavigableMap<BookCode, String> books = new TreeMap<>();
        for (BookCode book : BookCode.all()) {
            Optional.ofNullable(pathByName.get(PathRules.fold(fileName(settings, book))))
                    .ifPresent(path -> books.put(book, path));
        }
        // Books that were copied in under another name are still books.
        List<String> others = BookFiles.usfmFiles(snapshot).stream()
                .filter(path -> path.indexOf('/') < 0 && !books.containsValue(path))
                .toList();
        others.forEach(path -> snapshot.entry(path)
                .flatMap(entry -> BookFiles.inside(entry, blobs))
                .ifPresent(book -> books.putIfAbsent(book, path)));
        return books;
    }

    /** The name that the project's settings give to a book's file; it comes from outside like any path. */
    private static String fileName(XmlMetadata.Read settings, BookCode book) {
        Map<String, String> textAt = settings.texts();
        String prePart = textAt.getOrDefault("Naming@PrePart", textAt.getOrDefault("FileNamePrePart", ""));
        String postPart = textAt.getOrDefault("Naming@PostPart", textAt.getOrDefault("FileNamePostPart", ""));
        String form = textAt.getOrDefault("Naming@BookNameForm", textAt.getOrDefault("FileNameBookNameForm", "41MAT"));
        return prePart + form(form, book) + postPart;
    }

    /**
     * Where a book that the project does not have yet goes.
     *
     * @param settings the bytes of the settings
     * @return empty where the settings cannot be read
     */
    static Optional<String> newBookPath(byte[] settings, BookCode book) {
        return XmlMetadata.read(settings) instanceof XmlMetadata.Read read
                ? Optional.of(fileName(read, book))
                : Optional.empty();
    }

    /**
     * The settings with their list of books, one digit for each book of the canon, true to these changes. Nothing
     * else of them changes.
     *
     * @return the same array where the list is not written out or already says so
     */
    public static byte[] withBooks(byte[] settings, Collection<BookCode> appeared, Collection<BookCode> gone) {
        String text = new String(settings, StandardCharsets.ISO_8859_1);
        Matcher list = BOOKS_PRESENT.matcher(text);
        if (!list.find()) {
            return settings;
        }
        StringBuilder digits = new StringBuilder(list.group().strip());
        appeared.forEach(book -> set(digits, book, '1'));
        gone.forEach(book -> set(digits, book, '0'));
        return digits.toString().equals(list.group().strip())
                ? settings
                : (text.substring(0, list.start()) + digits + text.substring(list.end()))
                        .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void set(StringBuilder digits, BookCode book, char digit) {
        while (digits.length() < book.number()) {
            digits.append('0');
        }
        digits.setCharAt(book.number() - 1, digit);
    }

    private static String form(String form, BookCode book) {
        return switch (form.strip()) {
            case "41" -> book.paratextFileNumber();
            case "MAT" -> book.code();
            default -> book.paratextFileNumber() + book.code();
        };
    }
}
