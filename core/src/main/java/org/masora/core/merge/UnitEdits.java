package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SequenceMerge.Change;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;

/**
 * Single units of a book: which of them two versions hold differently, and a version with some of
 * them taken from another. What a held verse (rule P3) needs.
 */
public final class UnitEdits {

    private UnitEdits() {}

    /**
     * The units whose words differ between two versions of a book, those that only one has included;
     * in the order of {@code after}, then those that are gone, in the order of {@code before}.
     */
    public static List<UnitKey> differing(byte[] before, byte[] after) {
        UsfmDocument old = UsfmDocument.parse(before);
        UsfmDocument now = UsfmDocument.parse(after);
        Set<UnitKey> keys = new LinkedHashSet<>();
        now.units().forEach(unit -> keys.add(unit.key()));
        old.units().forEach(unit -> keys.add(unit.key()));
        List<UnitKey> differing = new ArrayList<>();
        for (UnitKey key : keys) {
            byte[] oldText = old.unit(key).map(old::bytes).orElseGet(() -> new byte[0]);
            byte[] newText = now.unit(key).map(now::bytes).orElseGet(() -> new byte[0]);
            if (!UnitWords.same(oldText, newText)) {
                differing.add(key);
            }
        }
        return differing;
    }

    /**
     * A book with some units as another version has them: replaced, put in, or, where the other does
     * not have them, taken out. A verse comes and goes with what leads up to it. All other units
     * keep their bytes.
     */
    public static byte[] take(byte[] into, byte[] from, Collection<UnitKey> keys) {
        Charset charset = FileKind.charset(List.of(into, from));
        UsfmBook target = UsfmBook.of(into, charset);
        UsfmBook source = UsfmBook.of(from, charset);
        Set<UnitKey> wanted = new HashSet<>(keys);
        SequencedMap<UnitKey, Chapter> chapters = new LinkedHashMap<>();
        Set<UnitKey> all = new LinkedHashSet<>(target.chapters().keySet());
        all.addAll(source.chapters().keySet());
        for (UnitKey key : all) {
            Chapter chapter =
                    chapter(key, target.chapters().get(key), source.chapters().get(key), wanted);
            if (chapter != null) {
                chapters.put(key, chapter);
            }
        }
        UsfmAssembly assembly = new UsfmAssembly(target);
        for (UnitKey key : order(target.chapters().keySet(), source.chapters().keySet(), chapters.keySet())) {
            assembly.add(chapters.getOrDefault(key, NOTHING));
        }
        String tail = wanted.contains(UnitKey.TAIL) ? source.tail() : target.tail();
        return assembly.finish(tail).getBytes(charset);
    }

    /**
     * What came to a unit and what somebody edited in its old text meanwhile, together. That the old text was edited is
     * seen by what is missing: nothing of what came is there, all that it replaced is there again, and something else is
     * new. Who edits what came leaves some of it, or does not bring back all that it replaced.
     *
     * @param then the unit before something came
     * @param came the unit as it stands since
     * @param edited the unit as it was found
     * @return empty unless the old text was edited; what came alone, where the two cannot be put together
     */
    public static Optional<byte[]> together(byte[] then, byte[] came, byte[] edited) {
        if (UnitWords.same(then, came) || UnitWords.same(then, edited) || UnitWords.same(came, edited)) {
            return Optional.empty();
        }
        Charset charset = FileKind.charset(List.of(then, came, edited));
        UsfmWording wording = new UsfmWording(charset);
        String old = new String(then, charset);
        String stands = new String(came, charset);
        String found = new String(edited, charset);
        List<Change> changes = SequenceMerge.chunks(
                        wording.atoms(old),
                        wording.atoms(stands),
                        wording.atoms(found),
                        MergeAtom::form,
                        Neighbours.MEET_WHEREVER_THEY_CAN_STAND)
                .stream()
                .map(SequenceMerge.Chunk::change)
                .toList();
        boolean apart = !changes.contains(Change.BOTH) && changes.contains(Change.OTHER);
        if (changes.contains(Change.SAME) || !(apart || isBackAgain(then, came, edited))) {
            return Optional.empty();
        }
        UnitMerge.Result result = UnitMerge.merge(old, stands, found, wording);
        return Optional.of(result.text().getBytes(charset));
    }

    /** Whether all words that gave way to what came are there again, and none of those that came. */
    private static boolean isBackAgain(byte[] then, byte[] came, byte[] edited) {
        List<String> gone = without(UnitWords.of(then), UnitWords.of(came));
        List<String> fresh = without(UnitWords.of(came), UnitWords.of(then));
        List<String> now = UnitWords.of(edited);
        return !gone.isEmpty() && without(gone, now).isEmpty() && fresh.stream().noneMatch(now::contains);
    }

    private static List<String> without(List<String> words, List<String> others) {
        List<String> left = new ArrayList<>(words);
        others.forEach(left::remove);
        return left;
    }

    private static final Chapter NOTHING = new Chapter("", false, new LinkedHashMap<>());

    private static List<UnitKey> order(Set<UnitKey> target, Set<UnitKey> source, Set<UnitKey> kept) {
        List<UnitKey> sourceOrder = List.copyOf(source);
        return OrderMerge.merge(sourceOrder, List.copyOf(target), sourceOrder, kept, UsfmMerge.NATURAL)
                .order();
    }

    private static @Nullable Chapter chapter(
            UnitKey key, @Nullable Chapter target, @Nullable Chapter source, Set<UnitKey> wanted) {
        SequencedMap<UnitKey, Verse> before = target == null ? NOTHING.verses() : target.verses();
        SequencedMap<UnitKey, Verse> after = source == null ? NOTHING.verses() : source.verses();
        Set<UnitKey> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        SequencedMap<UnitKey, Verse> kept = new LinkedHashMap<>();
        for (UnitKey verse : all) {
            Verse merged = verse(verse, before.get(verse), after.get(verse), wanted);
            if (merged != null) {
                kept.put(verse, merged);
            }
        }
        Chapter opening = wanted.contains(key) ? source : target;
        if (opening == null) {
            opening = kept.isEmpty() ? null : target != null ? target : source;
        }
        if (opening == null) {
            return null;
        }
        SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>();
        for (UnitKey verse : order(before.keySet(), after.keySet(), kept.keySet())) {
            Verse merged = kept.get(verse);
            if (merged != null) {
                verses.put(verse, merged);
            }
        }
        return new Chapter(opening.opening(), opening.startsLine(), verses);
    }

    private static @Nullable Verse verse(
            UnitKey key, @Nullable Verse target, @Nullable Verse source, Set<UnitKey> wanted) {
        boolean body = wanted.contains(key);
        boolean lead = wanted.contains(UsfmBook.leadOf(key));
        if (target == null || source == null) {
            return body ? source : target;
        }
        Verse leading = lead ? source : target;
        Verse speaking = body ? source : target;
        return new Verse(leading.lead(), leading.leadStartsLine(), speaking.body(), speaking.bodyStartsLine());
    }
}
