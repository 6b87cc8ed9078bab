package org.masora.core.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SequenceMerge.Change;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;

/**
 * The merge of one unit: a verse's text, a heading, a frame of a story, a line. Trivial cases
 * first, by bytes and then by words; edits of both sides are put together only where an unchanged
 * word stands between them (rules M3, M4).
 */
final class UnitMerge {

    /** What became of the unit; {@code text} is what stands now. */
    record Result(Settlement settlement, String text) {}

    /** How the text was found. */
    enum Settlement {
        /** At most one side changed its words, or both did the same. */
        SETTLED,
        /** Edits of both sides were put together. */
        COMBINED,
        /** The sides disagree; the standing side's text is in place. */
        DISAGREED
    }

    private UnitMerge() {}

    /** Merges a unit that both sides have; without a base only what is equal is settled. */
    static Result merge(@Nullable String base, String stand, String other, Wording wording) {
        if (stand.equals(other) || other.equals(base)) {
            return new Result(Settlement.SETTLED, stand);
        }
        if (stand.equals(base)) {
            return new Result(Settlement.SETTLED, other);
        }
        List<MergeAtom> standing = wording.atoms(stand);
        List<MergeAtom> others = wording.atoms(other);
        if (MergeAtom.saySame(standing, others)) {
            return new Result(Settlement.SETTLED, stand);
        }
        if (base == null) {
            return new Result(Settlement.DISAGREED, stand);
        }
        List<MergeAtom> common = wording.atoms(base);
        if (MergeAtom.saySame(standing, common)) {
            return new Result(Settlement.SETTLED, other);
        }
        if (MergeAtom.saySame(others, common)) {
            return new Result(Settlement.SETTLED, stand);
        }
        return combine(common, standing, others, wording, stand, other);
    }

    private static Result combine(
            List<MergeAtom> base,
            List<MergeAtom> stand,
            List<MergeAtom> other,
            Wording wording,
            String standingText,
            String otherText) {
        Result disagreed = new Result(Settlement.DISAGREED, standingText);
        List<Chunk<MergeAtom>> chunks =
                SequenceMerge.chunks(base, stand, other, MergeAtom::form, Neighbours.MEET_WHEREVER_THEY_CAN_STAND);
        if (!areApart(chunks)) {
            return disagreed;
        }
        List<MergeAtom> merged = new ArrayList<>();
        for (Chunk<MergeAtom> chunk : chunks) {
            switch (chunk.change()) {
                case NONE -> addUnchanged(chunk, merged);
                case STAND, SAME -> merged.addAll(chunk.stand());
                case OTHER -> merged.addAll(chunk.other());
                case BOTH -> throw new IllegalStateException("edits of both sides meet");
            }
        }
        StringBuilder text = new StringBuilder();
        merged.forEach(atom -> text.append(atom.text()));
        // Read again: words of the two sides must not have grown together, nor styles come apart.
        List<MergeAtom> reread = wording.atoms(text.toString());
        String settled = wording.settled(text.toString(), standingText, otherText);
        if (!MergeAtom.saySame(reread, merged)
                || !addsUp(base, stand, other, merged)
                || !wording.isSound(settled, standingText, otherText)) {
            return disagreed;
        }
        return new Result(Settlement.COMBINED, settled);
    }

    /**
     * Whether every word stands as often as follows from the two sides. Where both made one change in
     * the midst of repeated words, and it was found at one place in one side and at another in the
     * other, it would stand twice, or not at all.
     */
    private static boolean addsUp(
            List<MergeAtom> base, List<MergeAtom> stand, List<MergeAtom> other, List<MergeAtom> merged) {
        Map<String, Integer> inBase = counts(base);
        Map<String, Integer> inStand = counts(stand);
        Map<String, Integer> inOther = counts(other);
        Map<String, Integer> inMerged = counts(merged);
        Set<String> forms = new HashSet<>(inBase.keySet());
        forms.addAll(inStand.keySet());
        forms.addAll(inOther.keySet());
        return forms.stream().allMatch(form -> {
            int one = inStand.getOrDefault(form, 0);
            int two = inOther.getOrDefault(form, 0);
            int both = one + two - inBase.getOrDefault(form, 0);
            int count = inMerged.getOrDefault(form, 0);
            return count >= Math.min(both, Math.min(one, two)) && count <= Math.max(both, Math.max(one, two));
        });
    }

    private static Map<String, Integer> counts(List<MergeAtom> atoms) {
        Map<String, Integer> counts = new HashMap<>();
        atoms.forEach(atom -> counts.merge(atom.form(), 1, Integer::sum));
        return counts;
    }

    /** Whether between every edit of one side and the next of the other stands an unchanged word. */
    private static boolean areApart(List<Chunk<MergeAtom>> chunks) {
        @Nullable Change last = null;
        boolean wordSince = false;
        for (Chunk<MergeAtom> chunk : chunks) {
            switch (chunk.change()) {
                case NONE -> wordSince |= chunk.base().stream().anyMatch(atom -> atom.kind() == MergeAtom.Kind.WORD);
                case SAME -> {}
                case STAND, OTHER -> {
                    if (last != null && last != chunk.change() && !wordSince) {
                        return false;
                    }
                    last = chunk.change();
                    wordSince = false;
                }
                case BOTH -> {
                    return false;
                }
            }
        }
        return true;
    }

    /** Words that nobody changed, in the form of the side that changed the form, if one did. */
    private static void addUnchanged(Chunk<MergeAtom> chunk, List<MergeAtom> merged) {
        for (int i = 0; i < chunk.base().size(); i++) {
            boolean standAsBase =
                    chunk.stand().get(i).text().equals(chunk.base().get(i).text());
            merged.add(standAsBase ? chunk.other().get(i) : chunk.stand().get(i));
        }
    }
}
