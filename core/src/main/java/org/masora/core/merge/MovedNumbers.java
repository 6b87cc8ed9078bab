package org.masora.core.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.usfm.UnitKey;

/**
 * Verses in which a side moved nothing but the numbers: it divided one and numbered those that follow anew, or put
 * the number before other words. All words and markers are the same in the same order, so nothing is guessed: an edit
 * of the other side keeps its place among them.
 */
final class MovedNumbers {
    private static final String NUMBER = "\\v ";

    private final UsfmWording wording;
    private final List<UnitKey> baseKeys;
    private final List<UnitKey> sideKeys;
    private final SequencedMap<UnitKey, Verse> base;
    private final SequencedMap<UnitKey, Verse> side;

    private MovedNumbers(UsfmWording wording, SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> side) {
        this.wording = wording;
        this.base = base;
        this.side = side;
        this.baseKeys = List.copyOf(base.keySet());
        this.sideKeys = List.copyOf(side.keySet());
    }

    /** The stretches of a chapter that are so, each with the keys of both versions. */
    static List<Set<UnitKey>> in(
            UsfmWording wording, SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> side) {
        return new MovedNumbers(wording, base, side).stretches();
    }

    /** Where both versions have come to, each as an index. */
    private record Reached(int base, int side) {
        static final Reached NOWHERE = new Reached(-1, -1);
    }

    private List<Set<UnitKey>> stretches() {
        List<Set<UnitKey>> stretches = new ArrayList<>();
        int from = 0;
        while (from < baseKeys.size()) {
            UnitKey key = baseKeys.get(from);
            int sideFrom = sideKeys.indexOf(key);
            Reached end =
                    sideFrom < 0 || verse(base, key).equals(side.get(key)) ? Reached.NOWHERE : stretch(from, sideFrom);
            if (end.equals(Reached.NOWHERE)) {
                from++;
                continue;
            }
            Set<UnitKey> keys = new LinkedHashSet<>(baseKeys.subList(from, end.base()));
            keys.addAll(sideKeys.subList(sideFrom, end.side()));
            if (keys.size() > 1) {
                stretches.add(keys);
            }
            from = end.base();
        }
        return stretches;
    }

    /** The first place from which on both versions go on with one number, all before it being the same. */
    private Reached stretch(int baseFrom, int sideFrom) {
        List<String> inBase = new ArrayList<>();
        List<String> inSide = new ArrayList<>();
        int atBase = baseFrom;
        int atSide = sideFrom;
        while (true) {
            boolean behind = inBase.size() <= inSide.size();
            if (behind && atBase < baseKeys.size()) {
                addWords(verse(base, baseKeys.get(atBase++)), inBase);
            } else if (atSide < sideKeys.size()) {
                addWords(verse(side, sideKeys.get(atSide++)), inSide);
            } else {
                return Reached.NOWHERE;
            }
            int common = Math.min(inBase.size(), inSide.size());
            if (!inBase.subList(0, common).equals(inSide.subList(0, common))) {
                return Reached.NOWHERE;
            }
            boolean same = common > 0 && inBase.size() == inSide.size();
            if (same && goOnAlike(atBase, atSide)) {
                return new Reached(atBase, atSide);
            }
        }
    }

    private boolean goOnAlike(int atBase, int atSide) {
        boolean baseEnds = atBase == baseKeys.size();
        boolean sideEnds = atSide == sideKeys.size();
        if (baseEnds || sideEnds) {
            return baseEnds && sideEnds;
        }
        return baseKeys.get(atBase).equals(sideKeys.get(atSide));
    }

    private static Verse verse(SequencedMap<UnitKey, Verse> version, UnitKey key) {
        return Objects.requireNonNull(version.get(key));
    }

    private void addWords(Verse verse, List<String> words) {
        wording.atoms(verse.text()).stream()
                .map(MergeAtom::form)
                .filter(form -> !form.startsWith(NUMBER))
                .forEach(words::add);
    }
}
