package org.masora.core.merge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.scripture.VerseRange;
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
        BitSet there = numbers(other);
        for (UnitKey key : base.keySet()) {
            Verse next = verses.get(key);
            if (next == null) {
                if (!isThere(key, there)) {
                    gone.add(key);
                }
                continue;
            }
            Leads leads = leads(base, stand, gone);
            String lead = leads.takenFromStart(lead(base, key), next.lead());
            verses.put(key, new Verse(lead, next.leadStartsLine(), next.body(), next.bodyStartsLine()));
            gone.clear();
        }
        return verses;
    }

    /**
     * The book of the other side, without the leads of verses at the end of a chapter that it took out
     * and that the standing side keeps, having changed them: such a lead is at the end of the chapter's
     * opening where no verse is left, else before the next chapter or at the end of the book.
     */
    UsfmBook withoutLeadsOfKept(UsfmBook base, UsfmBook stand, UsfmBook other) {
        SequencedMap<UnitKey, Chapter> chapters = new LinkedHashMap<>(other.chapters());
        List<UnitKey> order = List.copyOf(chapters.keySet());
        String tail = other.tail();
        for (UnitKey key : base.chapters().keySet()) {
            SequencedMap<UnitKey, Verse> before = verses(base, key);
            Chapter now = chapters.get(key);
            if (now == null
                    || before.isEmpty()
                    || now.verses().containsKey(before.lastEntry().getKey())) {
                continue;
            }
            Leads leads = leads(before, verses(stand, key), goneAtEnd(before, now));
            int next = order.indexOf(key) + 1;
            if (now.verses().isEmpty()) {
                chapters.put(key, opened(now, leads.takenFromEnd(opening(base, key), now.opening())));
            } else if (next < order.size()) {
                UnitKey after = order.get(next);
                Chapter following = Objects.requireNonNull(chapters.get(after));
                chapters.put(after, opened(following, leads.takenFromStart(opening(base, after), following.opening())));
            } else {
                tail = leads.takenFromStart(base.tail(), tail);
            }
        }
        return new UsfmBook(chapters, tail);
    }

    /**
     * A chapter of one side as it is merged where both took out its first verses: what led up to them is
     * in the lead of the next verse, or in the chapter's opening where that side wrote something behind it. Where the
     * other side has it in the opening, this one does not have it in the lead.
     */
    Chapter withoutLeadsOpening(Chapter base, Chapter side, Chapter opposite) {
        List<UnitKey> gone = new ArrayList<>();
        for (UnitKey key : base.verses().keySet()) {
            Verse next = side.verses().get(key);
            if (next != null) {
                String all = leads(base.verses(), new LinkedHashMap<>(), gone).all();
                List<String> words = words(all);
                boolean opens = !words.isEmpty()
                        && Collections.indexOfSubList(words(opposite.opening()), words) >= 0
                        && Collections.indexOfSubList(words(base.opening()), words) < 0;
                if (!opens) {
                    return side;
                }
                String lead = new Leads(all, "", true).takenFromStart(lead(base.verses(), key), next.lead());
                SequencedMap<UnitKey, Verse> verses = new LinkedHashMap<>(side.verses());
                verses.put(key, new Verse(lead, next.leadStartsLine(), next.body(), next.bodyStartsLine()));
                return new Chapter(side.opening(), side.startsLine(), verses);
            }
            if (opposite.verses().containsKey(key)) {
                return side;
            }
            gone.add(key);
        }
        return side;
    }

    private List<String> words(String text) {
        return wording.atoms(text).stream()
                .filter(atom -> atom.kind() == MergeAtom.Kind.WORD)
                .map(MergeAtom::form)
                .toList();
    }

    private static Chapter opened(Chapter chapter, String opening) {
        return new Chapter(opening, chapter.startsLine(), chapter.verses());
    }

    private static SequencedMap<UnitKey, Verse> verses(UsfmBook book, UnitKey key) {
        Chapter chapter = book.chapters().get(key);
        return chapter == null ? new LinkedHashMap<>() : chapter.verses();
    }

    private static String opening(UsfmBook book, UnitKey key) {
        Chapter chapter = book.chapters().get(key);
        return chapter == null ? "" : chapter.opening();
    }

    private static List<UnitKey> goneAtEnd(SequencedMap<UnitKey, Verse> before, Chapter now) {
        List<UnitKey> gone = new ArrayList<>();
        BitSet there = numbers(now.verses());
        for (UnitKey verse : before.sequencedKeySet().reversed()) {
            if (now.verses().containsKey(verse) || isThere(verse, there)) {
                break;
            }
            gone.addFirst(verse);
        }
        return gone;
    }

    /** The numbers of all verses, alone or in a bridge. */
    private static BitSet numbers(SequencedMap<UnitKey, Verse> verses) {
        BitSet numbers = new BitSet();
        for (UnitKey key : verses.keySet()) {
            // As they are written, which need not be from the lower to the higher: 3,1.
            key.verses()
                    .map(VerseRange::spans)
                    .orElse(List.of())
                    .forEach(span -> numbers.set(span.first(), span.last() + 1));
        }
        return numbers;
    }

    /** Whether a verse that a side does not have under its number is a part of another one there. */
    private static boolean isThere(UnitKey key, BitSet numbers) {
        return key.verses().map(VerseRange::spans).orElse(List.of()).stream().anyMatch(span -> {
            int next = numbers.nextSetBit(span.first());
            return next >= 0 && next <= span.last();
        });
    }

    private Leads leads(SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> stand, List<UnitKey> gone) {
        StringBuilder all = new StringBuilder();
        StringBuilder left = new StringBuilder();
        for (UnitKey verse : gone) {
            String its = lead(base, verse);
            all.append(its);
            left.append(isChanged(base.get(verse), stand.get(verse)) ? "" : its);
        }
        return new Leads(all.toString(), left.toString(), !words(all.toString()).isEmpty());
    }

    /**
     * What led up to verses that are gone.
     *
     * @param all of all of them, in their order
     * @param left of those that do not come back
     * @param hasWords whether there are words in it: mere marks can be those of the next verse as well
     */
    private record Leads(String all, String left, boolean hasWords) {

        /** The text that follows the verses, without what it took in of verses that come back. */
        String takenFromStart(String before, String now) {
            boolean tookIn = !all.isEmpty()
                    && now.startsWith(all)
                    && (now.startsWith(all + before) || (hasWords && !before.startsWith(all)));
            return tookIn ? left + now.substring(all.length()) : now;
        }

        /** The text that stood before the verses, likewise; at the end of a file the last line end may be missing. */
        String takenFromEnd(String before, String now) {
            String words = all.stripTrailing();
            String end = now.stripTrailing();
            boolean tookIn = !words.isEmpty()
                    && end.endsWith(words)
                    && (end.endsWith(before + words)
                            || (hasWords && !before.stripTrailing().endsWith(words)));
            return tookIn ? end.substring(0, end.length() - words.length()) + left : now;
        }
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
