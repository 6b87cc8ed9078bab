package org.masora.core.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.masora.core.merge.SequenceMerge.Change;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/**
 * Merges made of two translations of one book: the base is one of them, and each side has taken some of
 * the wordings of the other, so that edits are such as people make. What the merge has to give
 * follows from which wordings were taken.
 */
final class TwoTranslations {
    private static final UsfmWording WORDING = new UsfmWording(StandardCharsets.UTF_8);

    private final byte[] book;
    private final UsfmDocument document;
    private final Map<UnitKey, List<Chunk<MergeAtom>>> wordings = new LinkedHashMap<>();

    /** @param book the base; edits are taken from {@code another}, where it has the same verses */
    TwoTranslations(byte[] book, byte[] another) {
        this.book = book;
        this.document = UsfmDocument.parse(book);
        UsfmDocument other = UsfmDocument.parse(another);
        for (Unit unit : document.units()) {
            Optional<Unit> like = other.unit(unit.key());
            if (unit.key().part() == UnitPart.BODY && like.isPresent()) {
                List<MergeAtom> atoms = atoms(document.bytes(unit));
                List<Chunk<MergeAtom>> chunks = SequenceMerge.chunks(
                        atoms, atoms(other.bytes(like.get())), atoms, MergeAtom::form, Neighbours.MEET);
                wordings.put(unit.key(), chunks);
            }
        }
    }

    private static List<MergeAtom> atoms(byte[] unit) {
        return WORDING.atoms(new String(unit, StandardCharsets.UTF_8));
    }

    /** Which wordings each side takes: numbers of stretches of a verse. */
    record Taken(Map<UnitKey, Set<Integer>> ours, Map<UnitKey, Set<Integer>> theirs) {}

    /** In one verse of three somebody takes something; in some both do, seldom the same. */
    Taken take(RandomGenerator random) {
        Map<UnitKey, Set<Integer>> ours = new HashMap<>();
        Map<UnitKey, Set<Integer>> theirs = new HashMap<>();
        wordings.forEach((key, chunks) -> {
            for (int i = 0; i < chunks.size(); i++) {
                if (chunks.get(i).change() == Change.NONE) {
                    continue;
                }
                int who = random.nextInt(10);
                if (who == 0 || who == 2) {
                    ours.computeIfAbsent(key, k -> new HashSet<>()).add(i);
                }
                if (who == 1 || who == 2) {
                    theirs.computeIfAbsent(key, k -> new HashSet<>()).add(i);
                }
            }
        });
        return new Taken(ours, theirs);
    }

    /** The base. */
    byte[] base() {
        return book;
    }

    /** The book with the wordings taken. */
    byte[] with(Map<UnitKey, Set<Integer>> taken) {
        Map<UnitKey, byte[]> replaced = new HashMap<>();
        taken.forEach(
                (key, which) -> replaced.put(key, verse(key, which::contains).getBytes(StandardCharsets.UTF_8)));
        return document.withReplaced(replaced);
    }

    /** The words of a verse with what both sides took. */
    List<String> union(UnitKey key, Taken taken) {
        Set<Integer> ours = taken.ours().getOrDefault(key, Set.of());
        Set<Integer> theirs = taken.theirs().getOrDefault(key, Set.of());
        return MergeAtom.forms(WORDING.atoms(verse(key, i -> ours.contains(i) || theirs.contains(i))));
    }

    private String verse(UnitKey key, Predicate<Integer> taken) {
        List<Chunk<MergeAtom>> chunks = wordings.getOrDefault(key, List.of());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chunks.size(); i++) {
            List<MergeAtom> atoms =
                    taken.test(i) ? chunks.get(i).stand() : chunks.get(i).base();
            atoms.forEach(atom -> text.append(spaced(text, atom.text())));
        }
        return text.toString();
    }

    /** Words from the end of another line bring no space with them. */
    private static String spaced(StringBuilder text, String atom) {
        boolean grown = !text.isEmpty()
                && Character.isLetterOrDigit(text.charAt(text.length() - 1))
                && Character.isLetterOrDigit(atom.charAt(0));
        return grown ? " " + atom : atom;
    }

    /** Verses that both sides changed, in different ways. */
    List<UnitKey> bothChanged(Taken taken) {
        List<UnitKey> keys = new ArrayList<>(taken.ours().keySet());
        keys.removeIf(key -> !taken.theirs().containsKey(key)
                || taken.theirs().get(key).equals(taken.ours().get(key)));
        return keys;
    }
}
