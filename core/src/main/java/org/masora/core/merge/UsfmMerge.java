package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UnitMerge.Result;
import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;

/**
 * The merge of a book in USFM, verse by verse: what leads up to a verse apart from the verse, which
 * verses there are and in which order apart from what they say.
 */
final class UsfmMerge {
    static final Comparator<UnitKey> NATURAL = Comparator.<UnitKey>comparingInt(UnitKey::chapter)
            .thenComparingInt(UsfmMerge::firstVerse)
            .thenComparing(UnitKey::verse)
            .thenComparingInt(UnitKey::ordinal)
            .thenComparing(UnitKey::part);

    private static int firstVerse(UnitKey key) {
        String verse = key.verse();
        int number = 0;
        for (int i = 0; i < Math.min(verse.length(), 4) && Character.digit(verse.charAt(i), 10) >= 0; i++) {
            number = number * 10 + Character.digit(verse.charAt(i), 10);
        }
        return number;
    }

    private final UsfmWording wording;
    private final ParagraphMerge paragraphs;
    private final Findings findings;

    private UsfmMerge(Charset charset, Findings findings) {
        this.wording = new UsfmWording(charset);
        this.paragraphs = new ParagraphMerge(wording);
        this.findings = findings;
    }

    /** Merges a book; without a common one {@code base} is {@link UsfmBook#EMPTY}. */
    static String merge(UsfmBook base, UsfmBook stand, UsfmBook other, Charset charset, Findings findings) {
        return new UsfmMerge(charset, findings).book(base, stand, other);
    }

    private String book(UsfmBook base, UsfmBook stand, UsfmBook wholeOther) {
        UsfmBook other = new MovedText(wording).withoutLeadsOfKept(base, stand, wholeOther);
        Set<UnitKey> keys = new TreeSet<>(NATURAL);
        keys.addAll(stand.chapters().keySet());
        keys.addAll(other.chapters().keySet());
        Map<UnitKey, Chapter> kept = new LinkedHashMap<>();
        Set<Integer> doubled = new TreeSet<>();
        for (UnitKey key : keys) {
            if (key.part() == UnitPart.CHAPTER && isDoubledDifferently(key.chapter(), base, stand, other)) {
                doubled.add(key.chapter());
                continue;
            }
            Chapter chapter = chapter(
                    key,
                    base.chapters().get(key),
                    stand.chapters().get(key),
                    other.chapters().get(key));
            if (chapter != null) {
                kept.put(key, chapter);
            }
        }
        doubled.forEach(number -> kept.putAll(
                doubledChapter(number, numbered(base, number), numbered(stand, number), numbered(other, number))));
        String baseTail = base.chapters().isEmpty() ? null : base.tail();
        Result tail = paragraphs.mergeAsOne(baseTail, stand.tail(), other.tail());
        findings.note(tail, ConflictType.HEADING, "tail", 1, baseTail, stand.tail(), other.tail());
        List<UnitKey> order = order(
                "order",
                List.copyOf(base.chapters().keySet()),
                List.copyOf(stand.chapters().keySet()),
                List.copyOf(other.chapters().keySet()),
                kept.keySet());
        UsfmAssembly assembly = new UsfmAssembly(stand);
        for (UnitKey key : order) {
            Chapter chapter = kept.get(key);
            if (chapter != null) {
                assembly.add(chapter);
            }
        }
        return assembly.finish(tail.text());
    }

    /** Whether a chapter number stands more than once, and not equally often everywhere it stands. */
    private static boolean isDoubledDifferently(int number, UsfmBook base, UsfmBook stand, UsfmBook other) {
        int[] counts = Stream.of(base, stand, other)
                .mapToInt(book -> numbered(book, number).size())
                .filter(count -> count > 0)
                .distinct()
                .toArray();
        return counts.length > 1;
    }

    private static SequencedMap<UnitKey, Chapter> numbered(UsfmBook book, int number) {
        SequencedMap<UnitKey, Chapter> chapters = new LinkedHashMap<>();
        book.chapters().forEach((key, chapter) -> {
            if (key.part() == UnitPart.CHAPTER && key.chapter() == number) {
                chapters.put(key, chapter);
            }
        });
        return chapters;
    }

    /** All chapters of one number, of which nobody can say which is which: one side's or the other's. */
    private Map<UnitKey, Chapter> doubledChapter(
            int number,
            SequencedMap<UnitKey, Chapter> base,
            SequencedMap<UnitKey, Chapter> stand,
            SequencedMap<UnitKey, Chapter> other) {
        String common = text(base);
        String standing = text(stand);
        String others = text(other);
        List<String> words = words(common);
        List<String> standingWords = words(standing);
        List<String> othersWords = words(others);
        if (standingWords.equals(othersWords) || othersWords.equals(words)) {
            return stand;
        }
        if (standingWords.equals(words)) {
            return other;
        }
        findings.disagreement(ConflictType.DUPLICATE_VERSES, Integer.toString(number), 1, common, standing, others);
        return stand;
    }

    private static @Nullable String text(SequencedMap<UnitKey, Chapter> chapters) {
        if (chapters.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Chapter chapter : chapters.values()) {
            text.append(chapter.opening());
            chapter.verses().values().forEach(verse -> text.append(verse.text()));
        }
        return text.toString();
    }

    private List<String> words(@Nullable String text) {
        return text == null ? List.of() : MergeAtom.forms(wording.atoms(text));
    }

    private List<UnitKey> order(
            String unit, List<UnitKey> base, List<UnitKey> stand, List<UnitKey> other, Set<UnitKey> kept) {
        OrderMerge.Result<UnitKey> order = OrderMerge.merge(base, stand, other, kept, NATURAL);
        if (order.disagreed()) {
            findings.disagreement(ConflictType.VERSE_ORDER, unit, 1, names(base), names(stand), names(other));
        }
        return duplicatesInOrder(order.order());
    }

    /**
     * Duplicates of one verse are known by which of them comes first, so that must not change where the
     * orders of two sides are put together.
     */
    private static List<UnitKey> duplicatesInOrder(List<UnitKey> order) {
        if (order.stream().allMatch(key -> key.ordinal() == 1)) {
            return order;
        }
        Map<UnitKey, PriorityQueue<UnitKey>> alike = new TreeMap<>();
        for (UnitKey key : order) {
            alike.computeIfAbsent(firstOf(key), first -> new PriorityQueue<>(NATURAL))
                    .add(key);
        }
        return order.stream()
                .map(key -> Objects.requireNonNull(alike.get(firstOf(key))).remove())
                .toList();
    }

    private static UnitKey firstOf(UnitKey key) {
        return new UnitKey(key.part(), key.chapter(), key.verse(), 1);
    }

    /** An order of units, as the readings of a disagreement about it say it. */
    static String names(List<UnitKey> keys) {
        return keys.stream().map(UsfmBook::reference).collect(Collectors.joining(" "));
    }

    private @Nullable Chapter chapter(
            UnitKey key, @Nullable Chapter base, @Nullable Chapter stand, @Nullable Chapter other) {
        if (isSame(stand, other) || isSame(other, base)) {
            return stand;
        }
        if (isSame(stand, base)) {
            return other;
        }
        if (base == null || stand == null || other == null) {
            return changed(key, base, stand, other);
        }
        MovedText moved = new MovedText(wording);
        return changed(
                key,
                base,
                moved.withoutLeadsOpening(base, stand, other),
                moved.withoutLeadsOpening(base, other, stand));
    }

    private @Nullable Chapter changed(
            UnitKey key, @Nullable Chapter base, @Nullable Chapter stand, @Nullable Chapter other) {
        SequencedMap<UnitKey, Verse> none = new LinkedHashMap<>();
        SequencedMap<UnitKey, Verse> inBase = base == null ? none : base.verses();
        SequencedMap<UnitKey, Verse> inStand = stand == null ? none : stand.verses();
        SequencedMap<UnitKey, Verse> inOther = other == null ? none : other.verses();
        String name = UsfmBook.reference(key);
        String ofBoth = stand != null && other != null ? openingOfBoth(key, name, base, stand, other) : null;
        Map<UnitKey, Verse> kept = new VerseMerge(wording, paragraphs, findings).merge(inBase, inStand, inOther);
        String opening = ofBoth != null ? ofBoth : openingOfOne(key, name, base, stand, other, !kept.isEmpty());
        if (opening == null) {
            return null;
        }
        List<UnitKey> order = order(
                name + " order",
                List.copyOf(inBase.keySet()),
                List.copyOf(inStand.keySet()),
                List.copyOf(inOther.keySet()),
                kept.keySet());
        SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>();
        for (UnitKey verse : order) {
            Verse merged = kept.get(verse);
            if (merged != null) {
                verses.put(verse, merged);
            }
        }
        boolean startsLine = (stand == null || stand.startsLine()) && (other == null || other.startsLine());
        return new Chapter(opening, startsLine, verses);
    }

    /** Whether two chapters have the same bytes: most chapters of most merges. */
    private static boolean isSame(@Nullable Chapter one, @Nullable Chapter two) {
        if (one == null || two == null) {
            return one == null && two == null;
        }
        return one.opening().equals(two.opening())
                && List.copyOf(one.verses().keySet())
                        .equals(List.copyOf(two.verses().keySet()))
                && one.verses().equals(two.verses());
    }

    private String openingOfBoth(UnitKey key, String name, @Nullable Chapter base, Chapter stand, Chapter other) {
        String common = base == null ? null : base.opening();
        if (key.equals(UnitKey.HEAD)) {
            return paragraphs.mergeEach(common, stand.opening(), other.opening(), name, findings);
        }
        Result result = paragraphs.mergeAsOne(common, stand.opening(), other.opening());
        findings.note(result, ConflictType.HEADING, name, key.ordinal(), common, stand.opening(), other.opening());
        return result.text();
    }

    /**
     * The opening of a chapter that one side has; null where it was removed. It stays as long as one
     * of its verses does, since these would become verses of another chapter.
     */
    private @Nullable String openingOfOne(
            UnitKey key,
            String name,
            @Nullable Chapter base,
            @Nullable Chapter stand,
            @Nullable Chapter other,
            boolean versesStay) {
        String common = base == null ? null : base.opening();
        String standing = stand == null ? null : stand.opening();
        String others = other == null ? null : other.opening();
        String present = standing != null ? standing : others;
        if (common == null || present == null) {
            return present;
        }
        boolean changed = !MergeAtom.saySame(wording.atoms(common), wording.atoms(present));
        String merged = versesStay ? present : changed ? standing : null;
        if (changed) {
            findings.disagreement(ConflictType.DELETED_EDITED, name, key.ordinal(), common, standing, others, merged);
        } else if (merged != null) {
            Result kept = new Result(UnitMerge.Settlement.COMBINED, merged);
            findings.note(kept, ConflictType.HEADING, name, key.ordinal(), common, standing, others);
        }
        return merged;
    }
}
