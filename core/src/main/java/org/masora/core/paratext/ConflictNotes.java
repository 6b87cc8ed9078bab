package org.masora.core.paratext;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.Blobs;
import org.masora.core.project.BookCarrying;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/**
 * Disagreements as conflict notes in a Paratext project, {@code Notes_USER.xml}. A note is a thread of comments; its
 * name is made of the conflict's, so that two computers that meet the same disagreement write in one thread. What is
 * written stands before the end of the list; everything else in the file keeps its bytes. The newest comment of a
 * thread says whether it is resolved ({@code Status}, or the way in which Paratext resolved it).
 *
 * <p>Names and values as public tools that read these files have them.
 */
public final class ConflictNotes {

    private static final String THREAD = "MASORA_";

    /** Comments that begin so were written here: they tell the Paratext team what is known here already. */
    private static final String SIGNED = "[Masora]";

    private static final int ID_DIGITS = 24;
    private static final Pattern NOTES = Pattern.compile("notes_.*\\.xml", Pattern.CASE_INSENSITIVE);

    /** What no system takes in the name of a file. */
    private static final Pattern NO_FILE = Pattern.compile(".*[/\\\\:*?\"<>|\\x00-\\x1f].*|.*[. ]");

    private static final Pattern VERSE = Pattern.compile("([0-9]+):([0-9]+)[^0-9].*|([0-9]+):([0-9]+)|([0-9]+)\\b.*");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSxxx");

    private final Snapshot content;
    private final Blobs blobs;
    private final Map<String, Standing> threads;

    private ConflictNotes(Snapshot content, Blobs blobs, Map<String, Standing> threads) {
        this.content = content;
        this.blobs = blobs;
        this.threads = threads;
    }

    /**
     * How a note stands.
     *
     * @param newest when the newest comment was written
     * @param resolved whether that says that the matter is settled
     * @param byPerson who settled it, where that was done in Paratext
     */
    public record Standing(Instant newest, boolean resolved, Optional<String> byPerson) {}

    /**
     * A comment to be written.
     *
     * @param conflict which disagreement
     * @param when its date; later than what stands in the thread already
     * @param settled whether it is settled now
     * @param verse the text that stands
     * @param notKept the text that does not; or what there is to say
     */
    public record Remark(
            ConflictId conflict,
            UnitRef reference,
            ConflictType type,
            Instant when,
            boolean settled,
            String verse,
            String notKept) {}

    /** The notes of conflicts in a project's content; what cannot be read is passed over and kept. */
    public static ConflictNotes in(Snapshot content, Blobs blobs) {
        Map<String, Standing> threads = new HashMap<>();
        content.entries().forEach((path, entry) -> {
            if (entry.isFile() && isNotes(path)) {
                text(blobs.read(entry.id()))
                        .filter(text -> text.contains(THREAD))
                        .flatMap(XmlDocument::parse)
                        .ifPresent(notes -> add(notes, threads));
            }
        });
        return new ConflictNotes(content, blobs, threads);
    }

    /** Whether somebody's notes lie there. */
    public static boolean isNotes(String path) {
        return NOTES.matcher(path).matches();
    }

    private static void add(XmlDocument notes, Map<String, Standing> threads) {
        for (XmlElement comment : notes.root().elements()) {
            Optional<String> thread = comment.attribute("Thread").filter(name -> name.startsWith(THREAD));
            Optional<Instant> date = comment.attribute("Date").flatMap(ConflictNotes::date);
            if (thread.isPresent() && date.isPresent()) {
                Standing one = thread(comment, date.get());
                threads.merge(thread.get(), one, (a, b) -> b.newest().isBefore(a.newest()) ? a : b);
            }
        }
    }

    private static Standing thread(XmlElement comment, Instant date) {
        String status = value(comment, "Status").toLowerCase(Locale.ROOT);
        boolean resolved = status.equals("deleted")
                || status.equals("done")
                || !value(comment, "ConflictResolutionAction").isBlank();
        boolean here = value(comment, "Contents").strip().startsWith(SIGNED);
        return new Standing(date, resolved, here ? Optional.empty() : comment.attribute("User"));
    }

    /** All text of a child, also of the elements in it. */
    private static String value(XmlElement comment, String child) {
        return comment.elements().stream()
                .filter(element -> element.name().equals(child))
                .findFirst()
                .map(ConflictNotes::allText)
                .orElse("");
    }

    private static String allText(XmlElement element) {
        StringBuilder text = new StringBuilder(element.value());
        element.elements().forEach(child -> text.append(allText(child)));
        return text.toString();
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How a conflict's note stands; empty where there is none. */
    public Optional<Standing> thread(ConflictId conflict) {
        return Optional.ofNullable(threads.get(name(conflict)));
    }

    /** The name of a conflict's note. */
    public static String name(ConflictId conflict) {
        return THREAD + conflict.hex().substring(0, ID_DIGITS);
    }

    /**
     * Whether there can be a note about this. What lies in a book has its verse; what lies in another file of the
     * project (settings, terms, somebody's notes) is told at the beginning of the first book, because Paratext shows
     * no note that belongs to no verse. Of files that only other places have, and of these notes themselves, nothing
     * is told.
     */
    public boolean canBeAbout(UnitRef reference) {
        if (BookCode.find(reference.container()).isPresent()) {
            return true;
        }
        boolean here =
                content.entry(reference.container()).filter(Entry::isFile).isPresent();
        return here && !reference.unit().contains("=" + THREAD) && firstBook().isPresent();
    }

    private Optional<String> firstBook() {
        NavigableMap<BookCode, String> books = BookCarrying.everyBook(content, blobs);
        return books.isEmpty() ? Optional.empty() : Optional.of(books.firstKey().code());
    }

    /**
     * The content with more comments in somebody's notes.
     *
     * @param user the Paratext user name
     * @return the same content where the person's notes cannot be written: their file is broken, or the name is none
     *     for a file
     */
    public Snapshot with(String user, List<Remark> remarks) {
        if (remarks.isEmpty() || user.isBlank() || NO_FILE.matcher(user).matches()) {
            return content;
        }
        String wanted = "Notes_" + user + ".xml";
        String path = content.entries().keySet().stream()
                .filter(wanted::equalsIgnoreCase)
                .findFirst()
                .orElse(wanted);
        Optional<Entry> file = content.entry(path);
        if (file.isPresent() && !file.get().isFile()) {
            return content;
        }
        Optional<String> before = file.isEmpty()
                ? Optional.of("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CommentList>\n</CommentList>\n")
                : text(blobs.read(file.get().id()));
        List<Remark> inOrder = new ArrayList<>(remarks);
        inOrder.sort(Comparator.comparing(Remark::when).thenComparing(Remark::conflict));
        StringBuilder comments = new StringBuilder();
        inOrder.forEach(remark -> comments.append(comment(user, remark)));
        return before.flatMap(text -> withComments(text, comments.toString()))
                .map(text -> blobs.write(text.getBytes(StandardCharsets.UTF_8)))
                .map(id -> content.with(
                        path, file.map(old -> new Entry(old.mode(), id)).orElseGet(() -> Entry.file(id))))
                .orElse(content);
    }

    /** What is no UTF-8 is not written to. */
    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> withComments(String text, String added) {
        Optional<XmlElement> root = XmlDocument.parse(text)
                .map(XmlDocument::root)
                .filter(element -> element.name().equals("CommentList"));
        if (root.isEmpty()) {
            return Optional.empty();
        }
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        String comments = added.replace("\n", lineEnd);
        XmlElement list = root.get();
        if (list.isSelfClosed()) {
            String opened = list.startTag().replaceFirst("\\s*/>$", ">");
            return Optional.of(text.substring(0, list.start()) + opened + lineEnd + comments + "</CommentList>"
                    + text.substring(list.end()));
        }
        int end = list.end() - list.endTag().length();
        int at = end;
        while (at > list.start() && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        boolean ownLine = text.charAt(at - 1) == '\n';
        return Optional.of(text.substring(0, at) + (ownLine ? "" : lineEnd) + comments + text.substring(at));
    }

    private String comment(String user, Remark remark) {
        UnitRef reference = remark.reference();
        boolean inBook = BookCode.find(reference.container()).isPresent();
        String where = inBook ? "" : reference + ": ";
        return """
                  <Comment Thread="%s" User="%s" VerseRef="%s" Language="en" Date="%s">
                    <SelectedText></SelectedText>
                    <StartPosition>0</StartPosition>
                    <ContextBefore></ContextBefore>
                    <ContextAfter></ContextAfter>
                    <Status>%s</Status>
                    <Type>conflict</Type>
                    <ConflictType>%s</ConflictType>
                    <Verse>%s</Verse>
                    <ReplyToUser></ReplyToUser>
                    <HideInTextWindow>false</HideInTextWindow>
                    <Contents><p>%s %s%s</p></Contents>
                  </Comment>
                """.formatted(
                        name(remark.conflict()),
                        escaped(user),
                        inBook ? verse(reference) : firstBook().orElseThrow() + " 1:0",
                        DATE.format(remark.when().atOffset(ZoneOffset.UTC)),
                        remark.settled() ? "deleted" : "todo",
                        type(remark.type()),
                        escaped(remark.verse().strip()),
                        SIGNED,
                        escaped(where),
                        escaped(remark.notKept().strip()));
    }

    /** A place as Paratext names it: {@code MAT 5:3}; what stands before a first verse is verse 0. */
    private static String verse(UnitRef reference) {
        var parts = VERSE.matcher(reference.unit());
        if (!parts.matches()) {
            return reference.container() + " 1:0";
        }
        String chapter = Optional.ofNullable(parts.group(1))
                .or(() -> Optional.ofNullable(parts.group(3)))
                .orElseGet(() -> parts.group(5));
        String verse = Optional.ofNullable(parts.group(2))
                .or(() -> Optional.ofNullable(parts.group(4)))
                .orElse("0");
        return reference.container() + " " + chapter + ":" + verse;
    }

    private static String type(ConflictType type) {
        return switch (type) {
            case VERSE_BRIDGE -> "verseBridge";
            case DUPLICATE_VERSES -> "duplicateVerses";
            case VERSE_ORDER -> "verseOrder";
            case VERSE_TEXT, DELETED_EDITED, HEADING, FIELD, TEXT, BINARY, PATH -> "verseText";
        };
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append(' ');
                default -> escaped.appendCodePoint(c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) ? '?' : c);
            }
        });
        return escaped.toString();
    }
}
