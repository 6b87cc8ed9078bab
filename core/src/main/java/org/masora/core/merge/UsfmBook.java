package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/**
 * A book as the merge sees it: chapters in their order, verses in theirs, each with what leads up to
 * it. The parts put together are the file.
 *
 * @param chapters by key; the first has the key {@link UnitKey#HEAD}, and its opening is the text
 *     before the first chapter
 * @param tail what follows the last verse
 */
record UsfmBook(SequencedMap<UnitKey, Chapter> chapters, String tail) {

    static final UsfmBook EMPTY = new UsfmBook(new LinkedHashMap<>(), "");

    /**
     * A chapter, or the text before all chapters.
     *
     * @param opening the text before the first verse
     * @param startsLine whether it begins at the start of a line
     * @param verses by the key of their body
     */
    record Chapter(String opening, boolean startsLine, SequencedMap<UnitKey, Verse> verses) {}

    /**
     * A verse.
     *
     * @param lead headings, paragraph marks and the like before it; may be empty
     * @param leadStartsLine whether the lead begins at the start of a line
     * @param body from its {@code \v} to the end of its text
     * @param bodyStartsLine whether the body does
     */
    record Verse(String lead, boolean leadStartsLine, String body, boolean bodyStartsLine) {
        String text() {
            return lead + body;
        }
    }

    static UsfmBook of(byte[] bytes, Charset charset) {
        UsfmDocument document = UsfmDocument.parse(bytes);
        SequencedMap<UnitKey, Chapter> chapters = new LinkedHashMap<>();
        Chapter chapter = new Chapter("", true, new LinkedHashMap<>());
        Unit lead = new Unit(UnitKey.HEAD, 0, 0);
        String tail = "";
        for (Unit unit : document.units()) {
            String text = new String(document.bytes(unit), charset);
            switch (unit.key().part()) {
                case HEAD, CHAPTER -> {
                    chapter = new Chapter(text, startsLine(document, unit), new LinkedHashMap<>());
                    chapters.put(unit.key(), chapter);
                }
                case LEAD -> lead = unit;
                case BODY ->
                    chapter.verses()
                            .put(
                                    unit.key(),
                                    new Verse(
                                            new String(document.bytes(lead), charset),
                                            startsLine(document, lead),
                                            text,
                                            startsLine(document, unit)));
                case TAIL -> tail = text;
            }
        }
        return new UsfmBook(chapters, tail);
    }

    private static boolean startsLine(UsfmDocument document, Unit unit) {
        if (unit.start() == 0) {
            return true;
        }
        byte before = document.bytes(unit.start() - 1, unit.start())[0];
        return before == '\n' || before == '\r';
    }

    /** The base of a merge with a side that rewrote its history. */
    static UsfmBook rebased(UsfmBook ancestor, UsfmBook lastKnown, UsfmBook theirs) {
        SequencedMap<UnitKey, Chapter> chapters = new LinkedHashMap<>();
        SequencedMap<UnitKey, Chapter> all = new LinkedHashMap<>(lastKnown.chapters());
        ancestor.chapters().forEach(all::putIfAbsent);
        for (UnitKey key : all.keySet()) {
            Chapter old = ancestor.chapters().get(key);
            Chapter known = lastKnown.chapters().get(key);
            Chapter now = theirs.chapters().get(key);
            Chapter opening = Rebase.unit(old, known, now, (a, b) -> a.opening().equals(b.opening()));
            SequencedMap<UnitKey, Verse> verses = rebased(versesOf(old), versesOf(known), versesOf(now));
            if (opening != null) {
                chapters.put(key, new Chapter(opening.opening(), opening.startsLine(), verses));
            } else if (!verses.isEmpty()) {
                chapters.put(key, new Chapter("", true, verses));
            }
        }
        return new UsfmBook(chapters, theirs.tail().equals(lastKnown.tail()) ? lastKnown.tail() : ancestor.tail());
    }

    private static SequencedMap<UnitKey, Verse> versesOf(@org.jspecify.annotations.Nullable Chapter chapter) {
        return chapter == null ? new LinkedHashMap<>() : chapter.verses();
    }

    private static SequencedMap<UnitKey, Verse> rebased(
            SequencedMap<UnitKey, Verse> ancestor,
            SequencedMap<UnitKey, Verse> lastKnown,
            SequencedMap<UnitKey, Verse> theirs) {
        SequencedMap<UnitKey, Verse> all = new LinkedHashMap<>(lastKnown);
        ancestor.forEach(all::putIfAbsent);
        SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>();
        for (UnitKey key : all.keySet()) {
            Verse verse = Rebase.unit(
                    ancestor.get(key),
                    lastKnown.get(key),
                    theirs.get(key),
                    (a, b) -> a.text().equals(b.text()));
            if (verse != null) {
                verses.put(key, verse);
            }
        }
        return verses;
    }

    /** How conflicts name a verse: {@code 1:8}. */
    static String reference(UnitKey key) {
        return switch (key.part()) {
            case HEAD -> "head";
            case CHAPTER -> Integer.toString(key.chapter());
            case LEAD -> key.chapter() + ":" + key.verse() + " lead";
            case BODY -> key.chapter() + ":" + key.verse();
            case TAIL -> "tail";
        };
    }

    static UnitKey leadOf(UnitKey body) {
        return new UnitKey(UnitPart.LEAD, body.chapter(), body.verse(), body.ordinal());
    }
}
