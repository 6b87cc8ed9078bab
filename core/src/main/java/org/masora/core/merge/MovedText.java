package org.masora.core.merge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.usfm.UnitKey;

/**
 * What becomes of the text around a verse number that somebody took out: what led up to the verse
 * leads up to the next one now, and what followed the number belongs to the verse before. Where the
 * verse stays because the other side changed it, that text must not stand twice.
 */
final class MovedText {
    private final UsfmWording wording;

    MovedText(UsfmWording wording) {
        this.wording = wording;
    }

    /**
     * The verses of the other side, each without the leads of verses that it took out and that the
     * standing side keeps, having changed them.
     */
    SequencedMap<UnitKey, Verse> withoutLeadsOfKept(
            SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> stand, SequencedMap<UnitKey, Verse> other) {
        if (other.keySet().containsAll(base.keySet())) {
            return other;
        }
        SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>(other);
        List<UnitKey> gone = new ArrayList<>();
        for (UnitKey key : base.keySet()) {
            Verse next = verses.get(key);
            if (next == null) {
                gone.add(key);
                continue;
            }
            String lead = next.lead();
            StringBuilder moved = new StringBuilder();
            StringBuilder without = new StringBuilder();
            for (UnitKey verse : gone) {
                String its = lead(base, verse);
                moved.append(its);
                without.append(isChanged(base.get(verse), stand.get(verse)) ? "" : its);
            }
            if (!moved.isEmpty() && lead.startsWith(moved.toString())) {
                String left = without + lead.substring(moved.length());
                verses.put(key, new Verse(left, next.leadStartsLine(), next.body(), next.bodyStartsLine()));
            }
            gone.clear();
        }
        return verses;
    }

    private static String lead(SequencedMap<UnitKey, Verse> verses, UnitKey key) {
        Verse verse = verses.get(key);
        return verse == null ? "" : verse.lead();
    }

    private boolean isChanged(@Nullable Verse before, @Nullable Verse after) {
        return before != null
                && after != null
                && !MergeAtom.saySame(wording.atoms(before.text()), wording.atoms(after.text()));
    }

    /** Verses whose number a side took out but whose text it left, each with the verse that has the text now. */
    List<Set<UnitKey>> joined(SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> side) {
        List<Set<UnitKey>> joined = new ArrayList<>();
        if (side.keySet().containsAll(base.keySet())) {
            return joined;
        }
        @Nullable UnitKey before = null;
        Set<UnitKey> gone = new HashSet<>();
        for (UnitKey key : base.keySet()) {
            if (side.containsKey(key)) {
                before = key;
                gone.clear();
                continue;
            }
            gone.add(key);
            if (before != null && tookUp(base.get(before), side.get(before), base.get(key))) {
                Set<UnitKey> group = new HashSet<>(gone);
                group.add(before);
                joined.add(group);
            }
        }
        return joined;
    }

    /** Whether a verse ends now as the next one ended, which it did not before. */
    private boolean tookUp(@Nullable Verse before, @Nullable Verse after, @Nullable Verse gone) {
        if (before == null || after == null || gone == null) {
            return false;
        }
        List<MergeAtom> wanted = wording.atoms(gone.body());
        int now = wordsInCommonAtEnd(wording.atoms(after.body()), wanted);
        return now > 0 && now > wordsInCommonAtEnd(wording.atoms(before.body()), wanted);
    }

    private static int wordsInCommonAtEnd(List<MergeAtom> some, List<MergeAtom> others) {
        int words = 0;
        for (int i = 1; i <= Math.min(some.size(), others.size()); i++) {
            MergeAtom atom = some.get(some.size() - i);
            if (!atom.form().equals(others.get(others.size() - i).form())) {
                break;
            }
            words += atom.kind() == MergeAtom.Kind.WORD ? 1 : 0;
        }
        return words;
    }
}
