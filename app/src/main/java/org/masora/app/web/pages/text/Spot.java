package org.masora.app.web.pages.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.app.web.editor.Typed;
import org.masora.app.web.server.Visit;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;

/**
 * A verse, or a text of a story, as the page names it.
 *
 * @param book the code of a book, or {@link #STORIES}
 * @param chapter the chapter; of a story its place among the stories, from 1
 * @param verse the verse, or verses, as the unit's key has them; of a story the number of the text in it
 * @param ordinal 1, or more for a verse that stands there again
 */
record Spot(String book, int chapter, String verse, int ordinal) {
    static final String STORIES = "stories";

    private static final int LONGEST_VERSE = 60;
    private static final Pattern SUBJECT = Pattern.compile("(\\w+) (\\d{1,4}):(.*) (\\d{1,4})");

    /** The one that a request is about; empty where it names none. */
    static Optional<Spot> of(Visit visit) {
        Optional<Integer> chapter = Typed.number(visit.part("chapter"));
        Optional<Integer> ordinal = visit.value("ordinal").map(Typed::number).orElse(Optional.of(1));
        Optional<String> verse = visit.value("verse").filter(text -> text.length() <= LONGEST_VERSE);
        boolean known = isBook(visit.part("book")) && chapter.isPresent() && ordinal.isPresent() && verse.isPresent();
        return known && chapter.get() <= Reference.MAX_CHAPTER && ordinal.get() > 0
                ? Optional.of(new Spot(visit.part("book"), chapter.get(), verse.get(), ordinal.get()))
                : Optional.empty();
    }

    static boolean isBook(String text) {
        return text.equals(STORIES) || BookCode.find(text).isPresent();
    }

    boolean isStory() {
        return book.equals(STORIES);
    }

    /** Of a story's text its number; -1 where it is none. */
    int part() {
        return Typed.number(verse).orElse(-1);
    }

    /** The key of the verse's unit. */
    UnitKey key() {
        return new UnitKey(UnitPart.BODY, chapter, verse, ordinal);
    }

    static Spot of(String book, UnitKey key) {
        return new Spot(book, key.chapter(), key.verse(), key.ordinal());
    }

    /** What drafts of it are named by. */
    String subject() {
        return inChapter(book, chapter) + verse + " " + ordinal;
    }

    /** What the names of all drafts in a chapter or story begin with. */
    static String inChapter(String book, int chapter) {
        return book + " " + chapter + ":";
    }

    /** What a draft is of; empty where its name is none of these. */
    static Optional<Spot> ofSubject(String subject) {
        Matcher parts = SUBJECT.matcher(subject);
        return parts.matches()
                ? Optional.of(new Spot(
                        parts.group(1),
                        Integer.parseInt(parts.group(2)),
                        parts.group(3),
                        Integer.parseInt(parts.group(4))))
                : Optional.empty();
    }

    /** What its elements on the page are named by. */
    String id() {
        String plain = verse.codePoints()
                .mapToObj(point -> point == '-' || (point < 0x80 && Character.isLetterOrDigit(point))
                        ? Character.toString(point)
                        : "_" + Integer.toHexString(point))
                .reduce("", String::concat);
        return chapter + "-" + plain + (ordinal > 1 ? "-" + ordinal : "");
    }
}
