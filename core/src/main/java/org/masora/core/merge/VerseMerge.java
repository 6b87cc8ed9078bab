package org.masora.core.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UnitMerge.Result;
import org.masora.core.merge.UnitMerge.Settlement;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.scripture.VerseRange;
import org.masora.core.usfm.UnitKey;

/**
 * The merge of the verses of one chapter. Verses whose numbers overlap in any version, because one
 * bridged or divided or doubled them, are decided about together; so are verses between which one
 * side took out the number, and verses in which one side moved nothing but the numbers.
 */
final class VerseMerge {
    private static final Pattern VERSE_NUMBER = Pattern.compile("\\\\v[ \t\r\n]");

    private final UsfmWording wording;
    private final ParagraphMerge paragraphs;
    private final Findings findings;

    VerseMerge(UsfmWording wording, ParagraphMerge paragraphs, Findings findings) {
        this.wording = wording;
        this.paragraphs = paragraphs;
        this.findings = findings;
    }

    /** The verses of the result by their keys, in no order of meaning. */
    Map<UnitKey, Verse> merge(
            SequencedMap<UnitKey, Verse> base,
            SequencedMap<UnitKey, Verse> stand,
            SequencedMap<UnitKey, Verse> wholeOther) {
        MovedText moved = new MovedText(wording);
        SequencedMap<UnitKey, Verse> other = moved.withoutLeadsOfKept(base, stand, wholeOther);
        List<Set<UnitKey>> joined = new ArrayList<>(moved.joined(base, stand));
        joined.addAll(moved.joined(base, other));
        Map<UnitKey, Verse> kept = new LinkedHashMap<>();
        Set<UnitKey> keys = new TreeSet<>(UsfmMerge.NATURAL);
        keys.addAll(base.keySet());
        keys.addAll(stand.keySet());
        keys.addAll(other.keySet());
        for (Set<UnitKey> renumbered : renumbered(base, stand, other)) {
            Optional<Map<UnitKey, Verse>> carried = carried(renumbered, keys, base, stand, other);
            if (carried.isPresent()) {
                kept.putAll(carried.get());
                keys.removeAll(renumbered);
            }
        }
        for (Set<UnitKey> group : groups(keys, joined)) {
            Group versions = new Group(group, part(base, group), part(stand, group), part(other, group));
            if (versions.isRegular()) {
                for (UnitKey key : group) {
                    Verse verse = verse(key, base.get(key), stand.get(key), other.get(key));
                    if (verse != null) {
                        kept.put(key, verse);
                    }
                }
            } else {
                kept.putAll(group(
                        versions,
                        List.copyOf(base.keySet()),
                        List.copyOf(stand.keySet()),
                        List.copyOf(other.keySet())));
            }
        }
        return kept;
    }

    /** Stretches in which one side moved only numbers, and the other left these and changed words. */
    private List<Set<UnitKey>> renumbered(
            SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> stand, SequencedMap<UnitKey, Verse> other) {
        List<Set<UnitKey>> stretches = new ArrayList<>();
        for (Set<UnitKey> keys : MovedNumbers.in(wording, base, stand)) {
            if (onlyWordsChanged(keys, base, other)) {
                stretches.add(keys);
            }
        }
        for (Set<UnitKey> keys : MovedNumbers.in(wording, base, other)) {
            if (onlyWordsChanged(keys, base, stand)) {
                stretches.add(keys);
            }
        }
        return stretches;
    }

    private boolean onlyWordsChanged(
            Set<UnitKey> keys, SequencedMap<UnitKey, Verse> base, SequencedMap<UnitKey, Verse> side) {
        SequencedMap<UnitKey, Verse> before = part(base, keys);
        SequencedMap<UnitKey, Verse> now = part(side, keys);
        return List.copyOf(before.keySet()).equals(List.copyOf(now.keySet()))
                && !sayings(before).equals(sayings(now));
    }

    /** The words of one side under the numbers of the other, if nobody else has a part in these verses. */
    private Optional<Map<UnitKey, Verse>> carried(
            Set<UnitKey> keys,
            Set<UnitKey> all,
            SequencedMap<UnitKey, Verse> base,
            SequencedMap<UnitKey, Verse> stand,
            SequencedMap<UnitKey, Verse> other) {
        Map<UnitKey, Optional<VerseRange>> ranges = new HashMap<>();
        all.forEach(key -> ranges.put(key, key.verses()));
        boolean alone = all.containsAll(keys)
                && all.stream()
                        .filter(key -> !keys.contains(key))
                        .noneMatch(key -> keys.stream().anyMatch(mine -> overlap(mine, key, ranges)));
        Set<UnitKey> inOrder = new TreeSet<>(UsfmMerge.NATURAL);
        inOrder.addAll(keys);
        Group group = new Group(inOrder, part(base, inOrder), part(stand, inOrder), part(other, inOrder));
        boolean together = isTogether(group.base(), List.copyOf(base.keySet()))
                && isTogether(group.stand(), List.copyOf(stand.keySet()))
                && isTogether(group.other(), List.copyOf(other.keySet()));
        return alone && together ? combine(group) : Optional.empty();
    }

    private static SequencedMap<UnitKey, Verse> part(SequencedMap<UnitKey, Verse> verses, Set<UnitKey> group) {
        SequencedMap<UnitKey, Verse> part = new LinkedHashMap<>();
        if (group.size() == 1) {
            UnitKey key = group.iterator().next();
            Verse verse = verses.get(key);
            if (verse != null) {
                part.put(key, verse);
            }
            return part;
        }
        verses.forEach((key, verse) -> {
            if (group.contains(key)) {
                part.put(key, verse);
            }
        });
        return part;
    }

    /** Connected groups of overlapping ranges, and of what stands together otherwise, in natural order. */
    private static List<Set<UnitKey>> groups(Set<UnitKey> keys, List<Set<UnitKey>> together) {
        List<Set<UnitKey>> groups = new ArrayList<>();
        if (together.isEmpty() && keys.stream().allMatch(VerseMerge::isSingle)) {
            keys.forEach(key -> groups.add(Set.of(key)));
            return groups;
        }
        Map<UnitKey, Optional<VerseRange>> ranges = new HashMap<>();
        keys.forEach(key -> ranges.put(key, key.verses()));
        for (UnitKey key : keys) {
            Set<UnitKey> joined = new TreeSet<>(UsfmMerge.NATURAL);
            joined.add(key);
            groups.removeIf(group ->
                    group.stream().anyMatch(member -> belong(member, key, ranges, together)) && joined.addAll(group));
            groups.add(joined);
        }
        return groups;
    }

    /** One whole verse that stands there once, which is what nearly all are. */
    private static boolean isSingle(UnitKey key) {
        return key.ordinal() == 1
                && !key.verse().isEmpty()
                && key.verse().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean belong(
            UnitKey one, UnitKey two, Map<UnitKey, Optional<VerseRange>> ranges, List<Set<UnitKey>> together) {
        return overlap(one, two, ranges)
                || together.stream().anyMatch(group -> group.contains(one) && group.contains(two));
    }

    private static boolean overlap(UnitKey one, UnitKey two, Map<UnitKey, Optional<VerseRange>> ranges) {
        if (one.verse().equals(two.verse())) {
            return true;
        }
        Optional<VerseRange> first = ranges.getOrDefault(one, Optional.empty());
        Optional<VerseRange> second = ranges.getOrDefault(two, Optional.empty());
        return first.isPresent() && second.isPresent() && first.get().overlaps(second.get());
    }

    /** What the three versions have of one group. */
    private record Group(
            Set<UnitKey> keys,
            SequencedMap<UnitKey, Verse> base,
            SequencedMap<UnitKey, Verse> stand,
            SequencedMap<UnitKey, Verse> other) {

        /** Whether all versions that have anything of the group have the same of it. */
        boolean isRegular() {
            return keys.size() == 1 || (isAllOrNothing(base) && isAllOrNothing(stand) && isAllOrNothing(other));
        }

        private boolean isAllOrNothing(SequencedMap<UnitKey, Verse> version) {
            return version.isEmpty() || version.size() == keys.size();
        }

        boolean hasDuplicates() {
            return keys.stream().anyMatch(key -> key.ordinal() > 1);
        }

        /** {@code 1:3-4}. */
        String reference() {
            UnitKey first = keys.iterator().next();
            int low = Integer.MAX_VALUE;
            int high = 0;
            for (UnitKey key : keys) {
                low = Math.min(low, key.verses().map(VerseRange::first).orElse(low));
                high = Math.max(high, key.verses().map(VerseRange::last).orElse(high));
            }
            if (low > high) {
                return UsfmBook.reference(first);
            }
            return first.chapter() + ":" + (low == high ? "" + low : low + "-" + high);
        }
    }

    private @Nullable Verse verse(UnitKey key, @Nullable Verse base, @Nullable Verse stand, @Nullable Verse other) {
        if (stand != null && other != null) {
            return new Verse(
                    lead(key, base, stand, other),
                    stand.leadStartsLine() && other.leadStartsLine(),
                    body(key, base, stand, other),
                    stand.bodyStartsLine() && other.bodyStartsLine());
        }
        Verse present = stand != null ? stand : other;
        if (base == null || present == null) {
            return present;
        }
        if (saySame(base.text(), present.text())) {
            return null;
        }
        // With what leads up to it, which goes and comes back with it.
        findings.disagreement(
                ConflictType.DELETED_EDITED,
                UsfmBook.reference(key),
                key.ordinal(),
                base.text(),
                stand == null ? null : stand.text(),
                other == null ? null : other.text());
        return stand;
    }

    private String body(UnitKey key, @Nullable Verse base, Verse stand, Verse other) {
        String common = base == null ? null : base.body();
        Result result = UnitMerge.merge(common, stand.body(), other.body(), wording);
        findings.note(
                result,
                ConflictType.VERSE_TEXT,
                UsfmBook.reference(key),
                key.ordinal(),
                common,
                stand.body(),
                other.body());
        return result.text();
    }

    private String lead(UnitKey key, @Nullable Verse base, Verse stand, Verse other) {
        if (stand.lead().equals(other.lead())) {
            return stand.lead();
        }
        if (base == null && (stand.lead().isBlank() || other.lead().isBlank())) {
            return stand.lead().isBlank() ? other.lead() : stand.lead();
        }
        String common = base == null ? null : base.lead();
        Result result = paragraphs.mergeAsOne(common, stand.lead(), other.lead());
        findings.note(
                result,
                ConflictType.HEADING,
                UsfmBook.reference(UsfmBook.leadOf(key)),
                key.ordinal(),
                common,
                stand.lead(),
                other.lead());
        return result.text();
    }

    private boolean saySame(String some, String others) {
        return some.equals(others) || MergeAtom.saySame(wording.atoms(some), wording.atoms(others));
    }

    /** A group in which the versions have different verses. */
    private Map<UnitKey, Verse> group(
            Group group, List<UnitKey> baseOrder, List<UnitKey> standOrder, List<UnitKey> otherOrder) {
        List<List<String>> base = sayings(group.base());
        List<List<String>> stand = sayings(group.stand());
        List<List<String>> other = sayings(group.other());
        if (stand.equals(other) || other.equals(base)) {
            return group.stand();
        }
        if (stand.equals(base)) {
            return group.other();
        }
        boolean together = isTogether(group.base(), baseOrder)
                && isTogether(group.stand(), standOrder)
                && isTogether(group.other(), otherOrder);
        if (together) {
            Optional<Map<UnitKey, Verse>> combined = combine(group);
            if (combined.isPresent()) {
                return combined.get();
            }
        }
        ConflictType type = group.stand().isEmpty() || group.other().isEmpty()
                ? ConflictType.DELETED_EDITED
                : group.hasDuplicates() ? ConflictType.DUPLICATE_VERSES : ConflictType.VERSE_BRIDGE;
        findings.disagreement(type, group.reference(), 1, text(group.base()), text(group.stand()), text(group.other()));
        return group.stand();
    }

    private List<List<String>> sayings(SequencedMap<UnitKey, Verse> verses) {
        return verses.values().stream()
                .map(verse -> MergeAtom.forms(wording.atoms(verse.text())))
                .toList();
    }

    private static @Nullable String text(SequencedMap<UnitKey, Verse> verses) {
        if (verses.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        verses.values().forEach(verse -> text.append(verse.text()));
        return text.toString();
    }

    private static boolean isTogether(SequencedMap<UnitKey, Verse> verses, List<UnitKey> order) {
        if (verses.isEmpty()) {
            return false;
        }
        int start = order.indexOf(verses.firstEntry().getKey());
        return start + verses.size() <= order.size()
                && order.subList(start, start + verses.size()).equals(List.copyOf(verses.keySet()));
    }

    /** The edits of both sides put together as if the group were one verse. */
    private Optional<Map<UnitKey, Verse>> combine(Group group) {
        String base = text(group.base());
        String stand = text(group.stand());
        String other = text(group.other());
        if (base == null || stand == null || other == null) {
            return Optional.empty();
        }
        Result result = UnitMerge.merge(base, stand, other, wording);
        boolean hasNumber = VERSE_NUMBER.matcher(result.text()).find();
        if (result.settlement() == Settlement.DISAGREED || !hasNumber) {
            return Optional.empty();
        }
        findings.note(result, ConflictType.VERSE_BRIDGE, group.reference(), 1, base, stand, other);
        UnitKey host = group.stand().firstEntry().getKey();
        boolean startsLine = group.stand().firstEntry().getValue().leadStartsLine()
                && group.other().firstEntry().getValue().leadStartsLine();
        return Optional.of(Map.of(host, new Verse("", startsLine, result.text(), startsLine)));
    }
}
