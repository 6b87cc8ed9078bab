package org.masora.core.sync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.masora.core.merge.UnitWords;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.VerseRange;
import org.masora.core.usfm.MarkerCategory;
import org.masora.core.usfm.TokenKind;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/** Collects the files of one book that differ, and compares them verse by verse where they are USFM. */
final class BookComparison {

    /** The length of an empty object or array. */
    private static final int NOTHING_IN_JSON = 2;

    private final BookCode book;
    private final Side before = new Side();
    private final Side after = new Side();

    BookComparison(BookCode book) {
        this.book = book;
    }

    void before(String path, UsfmDocument document) {
        before.add(path, document);
    }

    void after(String path, UsfmDocument document) {
        after.add(path, document);
    }

    /** A book that is no USFM and not looked into. */
    void before(String path, byte[] content) {
        before.add(path, content);
    }

    /** A book that is no USFM and not looked into. */
    void after(String path, byte[] content) {
        after.add(path, content);
    }

    BookChange change() {
        Set<UnitKey> differing = differing(before, after);
        NavigableSet<VersePlace> added = minus(after.written, before.written);
        NavigableSet<VersePlace> gone = minus(before.written, after.written);
        NavigableSet<VersePlace> changed = differing.stream()
                .filter(key -> key.part() == UnitPart.BODY)
                .flatMap(key -> places(key).stream())
                .filter(place -> before.written.contains(place) && after.written.contains(place))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<Boolean, List<VersePlace>> goneByStanding =
                gone.stream().collect(Collectors.partitioningBy(after.numbered::contains));
        return new BookChange(
                book,
                after.paths.isEmpty() ? before.paths.getFirst() : after.paths.getFirst(),
                kind(),
                before.written.size(),
                added,
                changed,
                new TreeSet<>(goneByStanding.get(true)),
                new TreeSet<>(goneByStanding.get(false)),
                differing.stream().anyMatch(key -> key.part() != UnitPart.BODY));
    }

    private BookChange.Kind kind() {
        boolean noVerseIsLeft = !before.written.isEmpty() && after.written.isEmpty();
        if (noVerseIsLeft || (before.hasText && !after.hasText)) {
            return BookChange.Kind.DELETED;
        }
        if (before.paths.isEmpty()) {
            return BookChange.Kind.ADDED;
        }
        return after.paths.isEmpty() ? BookChange.Kind.DELETED_WITHOUT_TEXT : BookChange.Kind.CHANGED;
    }

    /** The units that one side has alone, or that do not say the same on both. */
    private static Set<UnitKey> differing(Side before, Side after) {
        Set<UnitKey> differing = new HashSet<>();
        before.units.forEach((key, texts) -> {
            if (!sayTheSame(texts, after.units.getOrDefault(key, List.of()))) {
                differing.add(key);
            }
        });
        after.units.keySet().stream()
                .filter(key -> !before.units.containsKey(key))
                .forEach(differing::add);
        return differing;
    }

    private static boolean sayTheSame(List<byte[]> some, List<byte[]> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> UnitWords.same(some.get(i), others.get(i)));
    }

    private static NavigableSet<VersePlace> minus(Set<VersePlace> from, Set<VersePlace> what) {
        return from.stream().filter(place -> !what.contains(place)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<VersePlace> places(UnitKey key) {
        if (isNumber(key.verse())) {
            return List.of(new VersePlace(key.chapter(), key.verse()));
        }
        Optional<VerseRange> range = key.verses();
        return range.isEmpty()
                ? List.of(new VersePlace(key.chapter(), key.verse()))
                : range.get()
                        .verses()
                        .distinct()
                        .mapToObj(verse -> new VersePlace(key.chapter(), Integer.toString(verse)))
                        .toList();
    }

    /** Whether a verse goes by a plain number, as nearly all do. */
    private static boolean isNumber(String verse) {
        for (int i = 0; i < verse.length(); i++) {
            if (verse.charAt(i) < '0' || verse.charAt(i) > '9') {
                return false;
            }
        }
        return !verse.isEmpty();
    }

    /** The book before, or after. */
    private static final class Side {
        final List<String> paths = new ArrayList<>();
        /** What each unit says; units that say nothing are left out. */
        final Map<UnitKey, List<byte[]>> units = new HashMap<>();
        /** Verses that have a number in the file. */
        final Set<VersePlace> numbered = new HashSet<>();
        /** Verses that have text. */
        final Set<VersePlace> written = new HashSet<>();

        boolean hasText;

        void add(String path, byte[] content) {
            paths.add(path);
            hasText |= content.length > NOTHING_IN_JSON;
            units.computeIfAbsent(UnitKey.HEAD, _ -> new ArrayList<>(1)).add(content);
        }

        void add(String path, UsfmDocument document) {
            paths.add(path);
            hasText |= hasText(document);
            for (Unit unit : document.units()) {
                byte[] text = document.bytes(unit);
                if (!isWhite(text)) {
                    units.computeIfAbsent(unit.key(), _ -> new ArrayList<>(1)).add(text);
                }
                if (unit.key().part() == UnitPart.BODY) {
                    List<VersePlace> places = places(unit.key());
                    numbered.addAll(places);
                    if (!document.isBlank(unit)) {
                        written.addAll(places);
                        hasText = true;
                    }
                }
            }
        }

        private static boolean isWhite(byte[] text) {
            for (byte b : text) {
                if (b > ' ') {
                    return false;
                }
                if (b < 0) {
                    return new String(text, StandardCharsets.UTF_8).isBlank();
                }
            }
            return new String(text, StandardCharsets.UTF_8).isBlank();
        }

        /** Whether anybody has written in this book: more than the names and titles that a new book is made with. */
        private static boolean hasText(UsfmDocument document) {
            MarkerCategory paragraph = MarkerCategory.OTHER_PARAGRAPH;
            for (int token = 0; token < document.tokens().count(); token++) {
                TokenKind kind = document.tokens().kind(token);
                if (kind == TokenKind.MARKER
                        && document.tokens().category(token).isParagraph()) {
                    paragraph = document.tokens().category(token);
                } else if (kind == TokenKind.TEXT
                        && !isOfANewBook(paragraph)
                        && isWritten(document.tokens().text(token))) {
                    return true;
                }
            }
            return false;
        }

        /** A file that a crash left full of zero bytes has none. */
        private static boolean isWritten(String text) {
            return text.chars().anyMatch(c -> !Character.isWhitespace(c) && !Character.isISOControl(c));
        }

        private static boolean isOfANewBook(MarkerCategory paragraph) {
            return switch (paragraph) {
                case IDENTIFICATION, HEADER, TITLE, REMARK, CHAPTER, CHAPTER_PARAGRAPH -> true;
                case INTRODUCTION,
                        SECTION,
                        DESCRIPTION,
                        VERSE_PARAGRAPH,
                        OTHER_PARAGRAPH,
                        LIST,
                        ROW,
                        CELL,
                        VERSE,
                        SIDEBAR_START,
                        SIDEBAR_END,
                        PERIPHERAL,
                        NOTE,
                        NOTE_CHARACTER,
                        CHARACTER_OR_NOTE_CHARACTER,
                        CHARACTER,
                        ATTRIBUTE,
                        FIGURE,
                        MILESTONE,
                        CUSTOM,
                        UNKNOWN -> false;
            };
        }
    }
}
