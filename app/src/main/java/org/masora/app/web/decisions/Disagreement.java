package org.masora.app.web.decisions;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.masora.app.web.decisions.Differences.Weight;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BookNames;
import org.masora.core.project.Person;
import org.masora.core.scripture.BookCode;
import org.masora.engine.Decisions.Settled;
import org.masora.engine.Decisions.View;

/**
 * Two texts for one place, as lists show and search them.
 *
 * @param view as the engine has it
 * @param waits whether it waits for somebody
 * @param settled how it was decided, if it was
 * @param book what its book is called in the project, else where it lies
 * @param place where in the book; empty for the whole
 * @param weight how much the two texts differ; none where one is missing or is no text
 * @param published the reading that stands, in one line
 * @param other the other one
 * @param searched all that is searched, in small letters
 */
public record Disagreement(
        View view,
        boolean waits,
        Optional<Settled> settled,
        String book,
        String place,
        Optional<Weight> weight,
        Optional<String> published,
        Optional<String> other,
        String searched) {
    private static final Pattern VERSE = Pattern.compile("(\\d{1,3}):(\\d{1,3}).*");

    private static final Pattern NUMBERED = Pattern.compile("^\\d\\S*");

    /** By book in the usual order, chapter and verse; a heading before its verse. */
    public static final Comparator<Disagreement> IN_ORDER = Comparator.comparingInt(Disagreement::bookNumber)
            .thenComparing(one -> one.view().reference().container())
            .thenComparingInt(one -> one.number(1))
            .thenComparingInt(one -> one.number(2))
            .thenComparing(one -> one.view().type() != ConflictType.HEADING)
            .thenComparing(Disagreement::place)
            .thenComparing(Disagreement::id);

    static Disagreement of(View view, boolean waits, Optional<Settled> settled, BookNames bookNames) {
        UnitRef reference = view.reference();
        String book = BookCode.find(reference.container()).map(bookNames::of).orElse(reference.container());
        String place = place(reference) + (reference.ordinal() == 1 ? "" : " #" + reference.ordinal());
        Optional<ReadText> published = view.published().flatMap(bytes -> read(view.type(), bytes));
        Optional<ReadText> other = view.other().flatMap(bytes -> read(view.type(), bytes));
        Optional<Weight> weight = published.flatMap(one -> other.map(another -> Differences.weight(one, another)));
        Optional<String> first = published.map(ReadText::plain);
        Optional<String> second = other.map(ReadText::plain);
        String searched = String.join(
                        "\n", book, reference.toString(), book + " " + place, first.orElse(""), second.orElse(""))
                .toLowerCase(Locale.ROOT);
        return new Disagreement(view, waits, settled, book, place, weight, first, second, searched);
    }

    /** In a book its verses or chapter; what is between them or around them has no name that people know. */
    private static String place(UnitRef reference) {
        if (BookCode.find(reference.container()).isEmpty()) {
            return reference.unit();
        }
        Matcher numbered = NUMBERED.matcher(reference.unit());
        return numbered.find() ? numbered.group() : "";
    }

    /** A reading as people read it; empty where it is no text. */
    public static Optional<ReadText> read(ConflictType type, byte[] bytes) {
        return switch (type) {
            case VERSE_TEXT, VERSE_BRIDGE, DUPLICATE_VERSES, HEADING -> Optional.of(ReadText.ofScripture(bytes));
            case DELETED_EDITED ->
                Optional.of(startsWithMarker(bytes) ? ReadText.ofScripture(bytes) : ReadText.ofPlain(bytes));
            case VERSE_ORDER, FIELD, TEXT, PATH -> Optional.of(ReadText.ofPlain(bytes));
            case BINARY -> Optional.empty();
        };
    }

    private static boolean startsWithMarker(byte[] bytes) {
        for (byte b : bytes) {
            if (b > ' ') {
                return b == '\\';
            }
        }
        return false;
    }

    /** Its name, which is that of the engine's conflict. */
    public String id() {
        return view.id();
    }

    /** What a draft of a text for it is named by. */
    public String draftSubject() {
        return draftSubject(id());
    }

    static String draftSubject(String id) {
        return "decision " + id;
    }

    /** Whether it was chosen without asking, and nobody has looked at it. */
    public boolean isAutomatic() {
        return settled.isEmpty() && !waits;
    }

    /** Whether somebody has edited since it was met, so that today's text is neither of the two. */
    public boolean editedSince() {
        return view.today().isPresent() && !isOneOf(view.today().get());
    }

    private boolean isOneOf(byte[] text) {
        return Stream.of(view.published(), view.other())
                .flatMap(Optional::stream)
                .anyMatch(one -> Arrays.equals(one, text));
    }

    /** Who wrote the two texts, where known. */
    public List<Person> people() {
        return Stream.of(view.publishedBy(), view.otherBy())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The text that was decided, in one line; empty where nothing was decided, or that nothing shall stand. */
    public Optional<String> decided() {
        return settled.flatMap(Settled::text)
                .flatMap(bytes -> read(view.type(), bytes))
                .map(ReadText::plain);
    }

    /** What tells today's text from any other; nothing where there is none. */
    public String todaysMark() {
        return view.today().map(text -> UUID.nameUUIDFromBytes(text).toString()).orElse("");
    }

    /** The chapter it is in; empty where it is in none. */
    public Optional<Integer> chapter() {
        return BookCode.find(view.reference().container()).map(_ -> number(1)).filter(chapter -> chapter > 0);
    }

    /** What tells whether anything to be seen has changed. */
    String stamp() {
        return id()
                + waits
                + view.today().map(Arrays::hashCode)
                + settled.map(one -> one.by() + " " + one.when() + one.sent());
    }

    private int bookNumber() {
        return BookCode.find(view.reference().container()).map(BookCode::number).orElse(Integer.MAX_VALUE);
    }

    private int number(int group) {
        Matcher verse = VERSE.matcher(view.reference().unit());
        return verse.matches() ? Integer.parseInt(verse.group(group)) : 0;
    }
}
