package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.Problem;
import org.masora.core.usfm.ProblemCode;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/**
 * One merge and what has to hold of it. Words are counted here by a rule of its own (runs of letters
 * outside of markers), so that a mistake in the words of the merge is seen.
 */
final class MergeLaws {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Pattern MARKUP = Pattern.compile("\\\\\\+?[a-zA-Z0-9-]*\\*?|[\\w-]+\\s*=\\s*(?=\")");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*");
    private static final Pattern VERSES = Pattern.compile("(\\d+):(\\d+)(?:-(\\d+))?( lead)?");

    /** Problems of how verses and headings follow each other. */
    private static final Set<ProblemCode> TOGETHER =
            EnumSet.of(ProblemCode.VERSE_MISSING, ProblemCode.VERSE_OUT_OF_ORDER, ProblemCode.VERSE_IN_HEADING);

    private final String name;
    private final byte[] base;
    private final byte[] ours;
    private final byte[] theirs;
    private final Blobs blobs = Blobs.inMemory();
    private final FileMerge.Outcome outcome;

    private MergeLaws(String name, String path, byte[] base, byte[] ours, byte[] theirs) {
        this.name = name;
        this.base = base;
        this.ours = ours;
        this.theirs = theirs;
        this.outcome = FileMerge.merge(new FileMerge.Base.Common(base), path, ours, theirs, Side.THEIRS, blobs);
        FileMerge.Outcome swapped = FileMerge.merge(
                new FileMerge.Base.Common(base), path, /* ours= */ theirs, /* theirs= */ ours, Side.OURS, blobs);
        assertThat(swapped.content()).as("M2 %s: sides swapped", name).isEqualTo(outcome.content());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored))
                .as("M2 %s: sides swapped", name)
                .containsExactlyElementsOf(outcome.conflicts());
    }

    /** Merges a book with theirs standing, and again with the sides swapped, which has to give the same. */
    static MergeLaws of(String name, byte[] base, byte[] ours, byte[] theirs) {
        return of(name, "book.usfm", base, ours, theirs);
    }

    /** Merges a file, as {@link #of(String, byte[], byte[], byte[])}. */
    static MergeLaws of(String name, String path, byte[] base, byte[] ours, byte[] theirs) {
        return new MergeLaws(name, path, base, ours, theirs);
    }

    FileMerge.Outcome outcome() {
        return outcome;
    }

    Blobs blobs() {
        return blobs;
    }

    /** What is wrong with a merge of books in which no rule of the format is broken; empty if nothing is. */
    List<String> broken() {
        List<String> broken = new ArrayList<>(freshWordsMiscounted());
        broken.addAll(oneSidedUnitsLost());
        broken.addAll(untouchedUnitsChanged());
        broken.addAll(newProblems());
        return broken;
    }

    /**
     * Words that only one side has, and that do not stand so often as that side has them once every
     * disagreement is decided its way: lost, or applied twice (rule M3).
     */
    List<String> freshWordsMiscounted() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> common = words(base);
        Map<String, Integer> mine = words(ours);
        Map<String, Integer> others = words(theirs);
        count(wrong, mine, common, others, decided(Conflict::ours));
        count(wrong, others, common, mine, decided(Conflict::theirs));
        return wrong;
    }

    private void count(
            List<String> wrong,
            Map<String, Integer> side,
            Map<String, Integer> common,
            Map<String, Integer> opposite,
            Map<String, Integer> decided) {
        side.forEach((word, count) -> {
            boolean fresh = !common.containsKey(word) && !opposite.containsKey(word);
            if (fresh && !count.equals(decided.getOrDefault(word, 0))) {
                wrong.add(name + ": " + word + " stands " + decided.getOrDefault(word, 0) + " times, not " + count);
            }
        });
    }

    /** The words of the result if every record were decided in favour of one of its readings. */
    private Map<String, Integer> decided(Function<Conflict, Optional<BlobId>> reading) {
        Map<String, Integer> counts = new HashMap<>(words(outcome.content()));
        for (Conflict conflict : texts()) {
            words(conflict.merged()).forEach((word, count) -> counts.merge(word, -count, Integer::sum));
            words(reading.apply(conflict)).forEach((word, count) -> counts.merge(word, count, Integer::sum));
        }
        return counts;
    }

    /** The records whose readings are parts of the book, which those of the order are not. */
    private List<Conflict> texts() {
        return outcome.conflicts().stream()
                .filter(conflict -> conflict.type() != ConflictType.VERSE_ORDER)
                .toList();
    }

    /**
     * Where every word of the base stands once: the words that do not follow from what the sides did
     * with them, records aside. A word that one side alone added, removed or doubled is added,
     * removed or doubled; so a deletion that was forgotten and an addition made twice are seen.
     */
    List<String> wordsMiscounted() {
        Map<String, Integer> inBase = outside(words(base), Conflict::base);
        Map<String, Integer> inOurs = outside(words(ours), Conflict::ours);
        Map<String, Integer> inTheirs = outside(words(theirs), Conflict::theirs);
        Map<String, Integer> inMerged = outside(words(outcome.content()), Conflict::merged);
        TreeSet<String> all = new TreeSet<>(inBase.keySet());
        all.addAll(inOurs.keySet());
        all.addAll(inTheirs.keySet());
        all.addAll(inMerged.keySet());
        List<String> wrong = new ArrayList<>();
        for (String word : all) {
            int b = inBase.getOrDefault(word, 0);
            int o = inOurs.getOrDefault(word, 0);
            int t = inTheirs.getOrDefault(word, 0);
            int m = inMerged.getOrDefault(word, 0);
            int both = o + t - b;
            int least = Math.min(both, Math.min(o, t));
            int most = Math.max(both, Math.max(o, t));
            boolean twoPlaces = m == most + 1 && isMovedApart(word);
            if (m < least || (m > most && !twoPlaces)) {
                wrong.add("%s: %s stands %d times (base %d, ours %d, theirs %d)".formatted(name, word, m, b, o, t));
            }
        }
        return wrong;
    }

    /**
     * Whether both sides moved a word, each to another unit, as where both write text behind a heading, which
     * then belongs to the verse before it, and one of them exchanged the verses: it stands where each has it.
     */
    private boolean isMovedApart(String word) {
        Set<UnitKey> before = unitsWith(base, word);
        Set<UnitKey> mine = unitsWith(ours, word);
        Set<UnitKey> others = unitsWith(theirs, word);
        return Collections.disjoint(before, mine)
                && Collections.disjoint(before, others)
                && Collections.disjoint(mine, others);
    }

    private static Set<UnitKey> unitsWith(byte[] book, String word) {
        UsfmDocument document = UsfmDocument.parse(book);
        Set<UnitKey> units = new TreeSet<>();
        for (Unit unit : document.units()) {
            if (words(document.bytes(unit)).containsKey(word)) {
                units.add(unit.key());
            }
        }
        return units;
    }

    private Map<String, Integer> outside(Map<String, Integer> all, Function<Conflict, Optional<BlobId>> reading) {
        Map<String, Integer> counts = new HashMap<>(all);
        for (Conflict conflict : texts()) {
            words(reading.apply(conflict)).forEach((word, count) -> counts.merge(word, -count, Integer::sum));
        }
        return counts;
    }

    private Map<String, Integer> words(Optional<BlobId> reading) {
        return reading.map(id -> words(blobs.read(id))).orElse(Map.of());
    }

    private static Map<String, Integer> words(byte[] bytes) {
        String text = MARKUP.matcher(NFC.normalize(new String(bytes, StandardCharsets.UTF_8)))
                .replaceAll(" ");
        Map<String, Integer> counts = new HashMap<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            counts.merge(matcher.group(), 1, Integer::sum);
        }
        return counts;
    }

    /** Units that one side alone changed and that no record is about, where the result says something else. */
    List<String> oneSidedUnitsLost() {
        UsfmDocument common = UsfmDocument.parse(base);
        UsfmDocument mine = UsfmDocument.parse(ours);
        UsfmDocument others = UsfmDocument.parse(theirs);
        UsfmDocument merged = UsfmDocument.parse(outcome.content());
        TreeSet<UnitKey> keys = new TreeSet<>(UsfmMerge.NATURAL);
        for (UsfmDocument document : List.of(common, mine, others)) {
            document.units().forEach(unit -> keys.add(unit.key()));
        }
        List<String> lost = new ArrayList<>();
        for (UnitKey key : keys) {
            byte[] before = bytes(common, key);
            byte[] our = bytes(mine, key);
            byte[] their = bytes(others, key);
            boolean byOurs = !UnitWords.same(before, our);
            boolean byTheirs = !UnitWords.same(before, their);
            byte[] wanted = byOurs ? our : their;
            if (byOurs != byTheirs
                    && !UnitWords.same(bytes(merged, key), wanted)
                    && !standsBetweenVerses(merged, key, wanted)
                    && !isRecorded(key)) {
                lost.add(name + ": " + key + " of " + (byOurs ? "ours" : "theirs") + " is lost");
            }
        }
        return lost;
    }

    /**
     * Whether what opens a chapter or leads up to a verse stands, word after word, between the same two
     * verses, if not in the same unit: there is no border between what opens a chapter, what leads up to
     * its first verse, and, in a chapter without verses, what leads on to the next one.
     */
    private static boolean standsBetweenVerses(UsfmDocument merged, UnitKey key, byte[] wanted) {
        List<Unit> units = merged.units();
        int at = merged.unit(key).map(units::indexOf).orElse(-1);
        if (at < 0 || key.part() == UnitPart.BODY) {
            return false;
        }
        int first = at;
        while (first > 0 && units.get(first - 1).key().part() != UnitPart.BODY) {
            first--;
        }
        int last = at;
        while (last + 1 < units.size() && units.get(last + 1).key().part() != UnitPart.BODY) {
            last++;
        }
        byte[] between = merged.bytes(units.get(first).start(), units.get(last).end());
        return last > first && Collections.indexOfSubList(UnitWords.of(between), UnitWords.of(wanted)) >= 0;
    }

    private static byte[] bytes(UsfmDocument document, UnitKey key) {
        return document.unit(key).map(document::bytes).orElseGet(() -> new byte[0]);
    }

    /** Whether a record is about the unit, alone or with its neighbours. */
    private boolean isRecorded(UnitKey key) {
        return outcome.conflicts().stream()
                .anyMatch(conflict -> isAbout(conflict.reference().unit(), key)
                        || (conflict.type() == ConflictType.DELETED_EDITED && leadsOnFrom(conflict, key)));
    }

    /**
     * What led up to a verse leads on to what comes next where the verse is taken out (or stands in the
     * opening of a chapter without verses), and not where it stays after all.
     */
    private boolean leadsOnFrom(Conflict conflict, UnitKey key) {
        return Stream.of(ours, theirs).map(UsfmDocument::parse).anyMatch(side -> followsGone(conflict, side, key));
    }

    private boolean followsGone(Conflict conflict, UsfmDocument side, UnitKey key) {
        boolean gone = false;
        for (Unit unit : UsfmDocument.parse(base).units()) {
            UnitKey now = unit.key();
            boolean isBody = now.part() == UnitPart.BODY;
            if (isBody && side.unit(now).isEmpty()) {
                gone |= isAbout(conflict.reference().unit(), now);
            } else if (gone && now.part() != UnitPart.LEAD) {
                if (key.equals(isBody ? UsfmBook.leadOf(now) : now) || isBareChapter(side, key, conflict)) {
                    return true;
                }
                gone = false;
            }
        }
        return false;
    }

    private static boolean isBareChapter(UsfmDocument side, UnitKey key, Conflict conflict) {
        return key.part() == UnitPart.CHAPTER
                && conflict.reference().unit().startsWith(key.chapter() + ":")
                && side.units().stream()
                        .noneMatch(unit ->
                                unit.key().part() == UnitPart.BODY && unit.key().chapter() == key.chapter());
    }

    private static boolean isAbout(String unit, UnitKey key) {
        String reference = UsfmBook.reference(key);
        if (unit.equals(reference) || unit.startsWith(reference + " ")) {
            return true;
        }
        if (unit.equals(Integer.toString(key.chapter()))) {
            return true;
        }
        Matcher verses = VERSES.matcher(unit);
        if (!verses.matches() || Integer.parseInt(verses.group(1)) != key.chapter()) {
            return false;
        }
        int first = Integer.parseInt(verses.group(2));
        int last = verses.group(3) == null ? first : Integer.parseInt(verses.group(3));
        return verses.group(4) == null
                && key.verses()
                        .filter(range -> range.first() <= last && first <= range.last())
                        .isPresent();
    }

    /** Units that are byte for byte the same everywhere, and not in the result. */
    List<String> untouchedUnitsChanged() {
        UsfmDocument common = UsfmDocument.parse(base);
        UsfmDocument mine = UsfmDocument.parse(ours);
        UsfmDocument others = UsfmDocument.parse(theirs);
        UsfmDocument merged = UsfmDocument.parse(outcome.content());
        List<String> changed = new ArrayList<>();
        for (Unit unit : common.units()) {
            UnitKey key = unit.key();
            String text = text(common, key);
            if (text.equals(text(mine, key))
                    && text.equals(text(others, key))
                    && !text.equals(text(merged, key))
                    && !isRecorded(key)) {
                changed.add(name + ": " + key + ", which nobody touched, is changed");
            }
        }
        return changed;
    }

    private static String text(UsfmDocument document, UnitKey key) {
        return new String(bytes(document, key), StandardCharsets.ISO_8859_1);
    }

    /**
     * Problems that the result has and neither side does. At which verse those of {@link #TOGETHER}
     * show follows from what both did.
     */
    List<String> newProblems() {
        Set<String> before = new TreeSet<>(problems(ours));
        before.addAll(problems(theirs));
        if (outcome.conflicts().stream().anyMatch(conflict -> conflict.type() == ConflictType.DELETED_EDITED)) {
            // A verse stays that one side took out together with others.
            before.add(ProblemCode.VERSE_MISSING.name());
        }
        return problems(outcome.content()).stream()
                .filter(problem -> !before.contains(problem))
                .map(problem -> name + ": the result alone has " + problem)
                .toList();
    }

    private static Set<String> problems(byte[] book) {
        Set<String> problems = new TreeSet<>();
        for (Problem problem : UsfmDocument.parse(book).problems()) {
            String verse = problem.reference().map(Reference::toString).orElse("") + " " + problem.parameters();
            problems.add(problem.code() + (TOGETHER.contains(problem.code()) ? "" : " " + verse));
        }
        return problems;
    }
}
