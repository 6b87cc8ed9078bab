package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.scripture.VerseRange;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;

/** The units of a book that conflicts of {@link UsfmMerge} refer to. */
final class UsfmPlaces {
    private static final Pattern VERSE = Pattern.compile("(\\d{1,3}):(\\S*)( lead)?");
    private static final Pattern CHAPTER = Pattern.compile("\\d{1,3}");

    private final UsfmBook book;

    private static final Pattern ORDER = Pattern.compile("(?:([0-9]{1,3}) )?order");

    private UsfmPlaces(UsfmBook book) {
        this.book = book;
    }

    /** The place of a unit; empty where it cannot be told. */
    static Optional<UnitPlace> find(
            UsfmBook book, Charset charset, ConflictType type, UnitRef reference, Collection<String> known) {
        UsfmPlaces places = new UsfmPlaces(book);
        String unit = reference.unit();
        Matcher verse = VERSE.matcher(unit);
        if (verse.matches()) {
            UnitKey key =
                    new UnitKey(UnitPart.BODY, Integer.parseInt(verse.group(1)), verse.group(2), reference.ordinal());
            if (verse.group(3) != null) {
                return places.lead(key);
            }
            return places.verse(key, type, known, new UsfmWording(charset));
        }
        if (CHAPTER.matcher(unit).matches()) {
            int number = Integer.parseInt(unit);
            return type == ConflictType.DUPLICATE_VERSES
                    ? places.chapters(number)
                    : places.opening(new UnitKey(UnitPart.CHAPTER, number, "", reference.ordinal()));
        }
        Matcher order = ORDER.matcher(unit);
        if (order.matches()) {
            return places.order(order.group(1) == null ? "" : order.group(1));
        }
        if (unit.equals("head")) {
            return places.opening(UnitKey.HEAD);
        }
        if (unit.equals("tail")) {
            return Optional.of(new UnitPlace(
                    book.tail(), reading -> Optional.of(places.text(book.chapters(), reading.orElse("")))));
        }
        return unit.startsWith("head ") ? places.headLine(new UsfmWording(charset), known) : Optional.empty();
    }

    /** A verse, or all that overlap with it, whichever says what the unit is known to have said. */
    private Optional<UnitPlace> verse(UnitKey key, ConflictType type, Collection<String> known, UsfmWording wording) {
        if (type == ConflictType.VERSE_BRIDGE || type == ConflictType.DUPLICATE_VERSES) {
            return group(key, false);
        }
        Optional<UnitPlace> body = has(key) ? body(key) : group(key, true);
        if (type == ConflictType.VERSE_TEXT) {
            return body;
        }
        Optional<UnitPlace> group = group(key, false);
        boolean withLead = type == ConflictType.DELETED_EDITED
                && known.stream().anyMatch(text -> !text.stripLeading().startsWith("\\v"));
        boolean groupKnown = !isKnown(body, known, wording) && isKnown(group, known, wording);
        return group.isPresent() && (withLead || groupKnown) ? group : body;
    }

    private static boolean isKnown(Optional<UnitPlace> place, Collection<String> known, UsfmWording wording) {
        String text = place.map(UnitPlace::text).orElse(null);
        return text != null
                && known.stream().anyMatch(other -> MergeAtom.saySame(wording.atoms(text), wording.atoms(other)));
    }

    private boolean has(UnitKey key) {
        return book.chapters().values().stream()
                .anyMatch(chapter -> chapter.verses().containsKey(key));
    }

    private Optional<UnitPlace> lead(UnitKey key) {
        return inChapter(key, Map.of()).flatMap(chapter -> {
            SequencedMap<UnitKey, Verse> verses = chapter.getValue().verses();
            Verse verse = verses.get(key);
            if (verse == null) {
                return Optional.empty();
            }
            return Optional.of(new UnitPlace(verse.lead(), reading -> {
                Verse changed =
                        new Verse(reading.orElse(""), verse.leadStartsLine(), verse.body(), verse.bodyStartsLine());
                return Optional.of(withVerses(chapter.getKey(), replaced(verses, key, changed)));
            }));
        });
    }

    private Optional<UnitPlace> body(UnitKey key) {
        return inChapter(key, Map.of()).flatMap(chapter -> {
            SequencedMap<UnitKey, Verse> verses = chapter.getValue().verses();
            Verse verse = verses.get(key);
            if (verse == null) {
                return Optional.empty();
            }
            return Optional.of(new UnitPlace(verse.body(), reading -> {
                SequencedMap<UnitKey, Verse> changed = new LinkedHashMap<>(verses);
                reading.ifPresentOrElse(
                        body -> changed.put(
                                key, new Verse(verse.lead(), verse.leadStartsLine(), body, verse.bodyStartsLine())),
                        () -> changed.remove(key));
                return Optional.of(withVerses(chapter.getKey(), changed));
            }));
        });
    }

    /**
     * All verses that overlap with the one of the key, with what leads up to them; where there are
     * none, the place where they would stand.
     *
     * @param bodyOnly whether what leads up to the first belongs to none of it
     */
    private Optional<UnitPlace> group(UnitKey key, boolean bodyOnly) {
        Optional<Map.Entry<UnitKey, Chapter>> chapter = inChapter(key, book.chapters());
        Optional<VerseRange> range = key.verses();
        if (range.isEmpty()) {
            return Optional.empty();
        }
        if (chapter.isEmpty()) {
            return Optional.of(inNewChapter(key));
        }
        SequencedMap<UnitKey, Verse> verses = chapter.get().getValue().verses();
        List<UnitKey> order = List.copyOf(verses.keySet());
        List<UnitKey> members = order.stream()
                .filter(other -> other.verses().map(range.get()::overlaps).orElse(false))
                .toList();
        int start = members.isEmpty() ? positionOf(key, order) : order.indexOf(members.getFirst());
        if (!order.subList(start, start + members.size()).equals(members)) {
            return Optional.empty();
        }
        String firstLead = members.isEmpty() || !bodyOnly
                ? ""
                : verseOf(verses, members.getFirst()).lead();
        StringBuilder text = new StringBuilder();
        members.forEach(member -> text.append(verseOf(verses, member).text()));
        @Nullable String today = members.isEmpty() ? null : text.substring(firstLead.length());
        return Optional.of(new UnitPlace(today, reading -> {
            SequencedMap<UnitKey, Verse> changed = new LinkedHashMap<>();
            order.subList(0, start).forEach(before -> changed.put(before, verseOf(verses, before)));
            reading.ifPresent(body -> changed.put(key, new Verse(firstLead, true, body, members.isEmpty())));
            order.subList(start + members.size(), order.size())
                    .forEach(after -> changed.put(after, verseOf(verses, after)));
            return Optional.of(withVerses(chapter.get().getKey(), changed));
        }));
    }

    private static Verse verseOf(SequencedMap<UnitKey, Verse> verses, UnitKey key) {
        Verse verse = verses.get(key);
        if (verse == null) {
            throw new IllegalStateException("no verse " + key);
        }
        return verse;
    }

    private static int positionOf(UnitKey key, List<UnitKey> order) {
        int position = 0;
        for (int i = 0; i < order.size(); i++) {
            if (UsfmMerge.NATURAL.compare(order.get(i), key) < 0) {
                position = i + 1;
            }
        }
        return position;
    }

    /** The place of a verse whose chapter is gone: the verse brings it back. */
    private UnitPlace inNewChapter(UnitKey verse) {
        UnitKey key = new UnitKey(UnitPart.CHAPTER, verse.chapter(), "", 1);
        return new UnitPlace(
                null,
                reading -> Optional.of(reading.map(body -> {
                            boolean withLead = !body.stripLeading().startsWith("\\v");
                            SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>();
                            verses.put(verse, new Verse(withLead ? "" : "\\p", true, body, true));
                            return withChapter(key, new Chapter("\\c " + verse.chapter(), true, verses));
                        })
                        .orElseGet(() -> text(book.chapters(), book.tail()))));
    }

    /** The book with a chapter that it does not have. */
    private String withChapter(UnitKey key, Chapter chapter) {
        List<UnitKey> order = List.copyOf(book.chapters().keySet());
        int position = positionOf(key, order);
        SequencedMap<UnitKey, Chapter> changed = new LinkedHashMap<>();
        order.subList(0, position).forEach(before -> changed.put(before, chapterOf(before)));
        changed.put(key, chapter);
        order.subList(position, order.size()).forEach(after -> changed.put(after, chapterOf(after)));
        return text(changed, book.tail());
    }

    private Chapter chapterOf(UnitKey key) {
        Chapter chapter = book.chapters().get(key);
        if (chapter == null) {
            throw new IllegalStateException("no chapter " + key);
        }
        return chapter;
    }

    /** All chapters of one number as one text. */
    private Optional<UnitPlace> chapters(int number) {
        List<UnitKey> keys = book.chapters().keySet().stream()
                .filter(key -> key.part() == UnitPart.CHAPTER && key.chapter() == number)
                .toList();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (UnitKey key : keys) {
            Chapter chapter = chapterOf(key);
            text.append(chapter.opening());
            chapter.verses().values().forEach(verse -> text.append(verse.text()));
        }
        return Optional.of(new UnitPlace(text.toString(), reading -> {
            SequencedMap<UnitKey, Chapter> changed = new LinkedHashMap<>();
            book.chapters().forEach((key, chapter) -> {
                if (key.equals(keys.getFirst())) {
                    reading.ifPresent(all -> changed.put(key, new Chapter(all, true, new LinkedHashMap<>())));
                } else if (!keys.contains(key)) {
                    changed.put(key, chapter);
                }
            });
            return Optional.of(text(changed, book.tail()));
        }));
    }

    /**
     * The order of the verses of a chapter, or of the chapters.
     *
     * @param chapter the number of the chapter; empty for the book
     */
    private Optional<UnitPlace> order(String chapter) {
        if (chapter.isEmpty()) {
            return Optional.of(new UnitPlace(
                    UsfmMerge.names(List.copyOf(book.chapters().keySet())),
                    reading -> reading.map(names -> text(ordered(book.chapters(), names), book.tail()))));
        }
        UnitKey key = new UnitKey(UnitPart.CHAPTER, Integer.parseInt(chapter), "", 1);
        return Optional.ofNullable(book.chapters().get(key))
                .map(found -> new UnitPlace(
                        UsfmMerge.names(List.copyOf(found.verses().keySet())),
                        reading -> reading.map(names -> withVerses(key, ordered(found.verses(), names)))));
    }

    /** The units in the order of a reading; what it does not name stays behind its neighbour. */
    private static <T> SequencedMap<UnitKey, T> ordered(SequencedMap<UnitKey, T> units, String names) {
        List<UnitKey> today = List.copyOf(units.keySet());
        List<UnitKey> left = new ArrayList<>(today);
        List<UnitKey> wanted = new ArrayList<>();
        for (String name : names.strip().split(" +", -1)) {
            left.stream()
                    .filter(key -> UsfmBook.reference(key).equals(name))
                    .findFirst()
                    .ifPresent(key -> {
                        left.remove(key);
                        wanted.add(key);
                    });
        }
        SequencedMap<UnitKey, T> ordered = new LinkedHashMap<>();
        for (UnitKey key : OrderMerge.merge(today, wanted, today, units.keySet(), UsfmMerge.NATURAL)
                .order()) {
            T unit = units.get(key);
            if (unit != null) {
                ordered.put(key, unit);
            }
        }
        return ordered;
    }

    private Optional<UnitPlace> opening(UnitKey key) {
        Chapter chapter = book.chapters().get(key);
        if (chapter == null) {
            return Optional.of(new UnitPlace(
                    null,
                    reading -> reading.map(text -> withChapter(key, new Chapter(text, true, new LinkedHashMap<>())))));
        }
        return Optional.of(new UnitPlace(chapter.opening(), reading -> {
            // Verses would become verses of the chapter before.
            boolean stays = reading.isEmpty() && !chapter.verses().isEmpty();
            SequencedMap<UnitKey, Chapter> changed = new LinkedHashMap<>(book.chapters());
            reading.ifPresentOrElse(
                    text -> changed.put(key, new Chapter(text, chapter.startsLine(), chapter.verses())),
                    () -> changed.remove(key));
            return stays ? Optional.empty() : Optional.of(text(changed, book.tail()));
        }));
    }

    private Optional<UnitPlace> headLine(UsfmWording wording, Collection<String> known) {
        Chapter head = book.chapters().get(UnitKey.HEAD);
        if (head == null) {
            return Optional.empty();
        }
        return UnitPlace.among(
                        wording.paragraphs(head.opening()),
                        known,
                        wording::paragraphs,
                        paragraph -> MergeAtom.forms(wording.atoms(paragraph)))
                .map(place -> new UnitPlace(
                        place.text(),
                        reading -> place.change()
                                .apply(reading)
                                .map(opening -> text(
                                        replaced(
                                                book.chapters(),
                                                UnitKey.HEAD,
                                                new Chapter(opening, true, head.verses())),
                                        book.tail()))));
    }

    /** The chapter that has the verse, or else one that has its number. */
    private Optional<Map.Entry<UnitKey, Chapter>> inChapter(UnitKey verse, Map<UnitKey, Chapter> otherwise) {
        return book.chapters().entrySet().stream()
                .filter(chapter -> chapter.getValue().verses().containsKey(verse))
                .findFirst()
                .or(() -> otherwise.entrySet().stream()
                        .filter(chapter -> chapter.getKey().chapter() == verse.chapter())
                        .findFirst());
    }

    private String withVerses(UnitKey key, SequencedMap<UnitKey, Verse> verses) {
        Chapter chapter = book.chapters().getOrDefault(key, new Chapter("", true, verses));
        return text(
                replaced(book.chapters(), key, new Chapter(chapter.opening(), chapter.startsLine(), verses)),
                book.tail());
    }

    private static <T> SequencedMap<UnitKey, T> replaced(SequencedMap<UnitKey, T> all, UnitKey key, T value) {
        SequencedMap<UnitKey, T> replaced = new LinkedHashMap<>(all);
        replaced.put(key, value);
        return replaced;
    }

    private String text(SequencedMap<UnitKey, Chapter> chapters, String tail) {
        UsfmAssembly assembly = new UsfmAssembly(book);
        chapters.values().forEach(assembly::add);
        return assembly.finish(tail);
    }
}
