package org.masora.app.demo;

import static org.masora.app.demo.Sample.object;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.json.JsonValue;
import org.masora.core.scripture.BookCode;

/** A project as Paratext has it, made of the books of another one, and the people who work on it. */
final class ParatextSample {
    /** Its short name. */
    static final String NAME = "SMP";

    static final String NOTES = "Notes_Ada Admin.xml";
    static final String SECRET = "between the two of us";

    private static final String ID = "5d1c1f2e8a575c3b9e462b7f0d9a6c145d1c1f2e";
    private static final Pattern USFM = Pattern.compile("(?i).*\\.(?:usfm|sfm)");
    private static final Pattern BOOK_ID = Pattern.compile("\\A(?:\uFEFF)?\\\\id +([0-9A-Z]{3})");

    private ParatextSample() {}

    /** The same books in Paratext's layout, with settings, rights and notes; what is Paratext's already stays as it is. */
    static Tree of(Tree project) {
        if (project.files().containsKey("Settings.xml")) {
            return project;
        }
        NavigableMap<String, byte[]> files = new TreeMap<>();
        StringBuilder present = new StringBuilder("0".repeat(123));
        project.files()
                .forEach((path, content) -> bookOf(path, content).ifPresent(book -> {
                    files.put(fileName(book), content);
                    present.setCharAt(book.number() - 1, '1');
                }));
        files.put("Settings.xml", """
                <ScriptureText>
                  <Name>%s</Name>
                  <FullName>Sample</FullName>
                  <Guid>%s</Guid>
                  <LanguageIsoCode>en:::</LanguageIsoCode>
                  <Encoding>65001</Encoding>
                  <Naming PrePart="" PostPart="%s.SFM" BookNameForm="41MAT" />
                  <BooksPresent>%s</BooksPresent>
                </ScriptureText>
                """.formatted(NAME, ID, NAME, present).getBytes(StandardCharsets.UTF_8));
        files.put(
                NOTES,
                ("<CommentList><Comment>" + SECRET + "</Comment></CommentList>\n").getBytes(StandardCharsets.UTF_8));
        return new Tree(files);
    }

    static Optional<BookCode> bookOf(String path, byte[] content) {
        Matcher id = BOOK_ID.matcher(new String(content, StandardCharsets.UTF_8));
        return USFM.matcher(path).matches() && id.find() ? BookCode.find(id.group(1)) : Optional.empty();
    }

    /** How Paratext calls the file of a book. */
    static String fileName(BookCode book) {
        return book.paratextFileNumber() + book.code() + NAME + ".SFM";
    }

    /** What a hub is given so that it stands in for Paratext with this project: Ada, Tom and Olga, who only reads. */
    static Path prepare(Path place, Tree project) throws IOException {
        project.write(Files.createDirectories(place.resolve("paratext")));
        JsonValue people = object(
                "ada", object("name", JsonValue.of("Ada Admin")),
                "tom", object("name", JsonValue.of("Tom Translator")),
                "olga", object("name", JsonValue.of("Olga Observer")));
        JsonValue roles = object(
                "ada", JsonValue.of("pt_administrator"),
                "tom", JsonValue.of("pt_translator"),
                "olga", JsonValue.of("pt_observer"));
        JsonValue one = object(
                "short", JsonValue.of(NAME),
                "full", JsonValue.of("Sample"),
                "folder", JsonValue.of("paratext"),
                "roles", roles);
        Path file = place.resolve("prepare.json");
        Files.writeString(file, object("people", people, "projects", object("1", one)) + "\n");
        return file;
    }
}
