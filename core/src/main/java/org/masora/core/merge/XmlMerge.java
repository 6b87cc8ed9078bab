package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.merge.XmlSlots.Slot;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;
import org.masora.core.xml.XmlNode;

/**
 * The merge of XML by its elements. Elements of a list are matched by what names them, others as a
 * sequence; attributes, and elements without elements in them, are fields. What nobody changed keeps
 * its letters, indentation included. References are paths from the root: {@code
 * /ProjectUserAccess/User[@UserName=Ada]/Role}, {@code …/Book[@Id=GEN]/@Title}.
 */
final class XmlMerge {
    private final XmlRules rules;
    private final Findings findings;

    private XmlMerge(XmlRules rules, Findings findings) {
        this.rules = rules;
        this.findings = findings;
    }

    /** Merges documents; empty where their roots are not of one name. */
    static Optional<String> merge(
            XmlRules rules, @Nullable XmlDocument base, XmlDocument stand, XmlDocument other, Findings findings) {
        boolean sameRoots = Stream.ofNullable(base)
                .allMatch(common -> common.root().name().equals(stand.root().name()));
        if (!sameRoots || !stand.root().name().equals(other.root().name())) {
            return Optional.empty();
        }
        XmlElement common = base == null ? null : base.whole();
        String opening = picked(base == null ? null : base.opening(), stand.opening(), other.opening());
        String merged = new XmlMerge(rules, findings).both("", 0, common, stand.whole(), other.whole());
        return Optional.of(opening + merged);
    }

    /** Of what is only form, the side's that changed it. */
    private static String picked(@Nullable String base, String stand, String other) {
        return stand.equals(base) ? other : stand;
    }

    static boolean saySame(XmlElement one, XmlElement two) {
        return XmlForm.areSame(one, two);
    }

    /** What becomes of an element; null where it goes. */
    private @Nullable String element(
            String pointer,
            int depth,
            @Nullable XmlElement base,
            @Nullable XmlElement stand,
            @Nullable XmlElement other) {
        if (stand != null && other != null) {
            return both(pointer, depth, base, stand, other);
        }
        XmlElement present = stand != null ? stand : other;
        if (base == null || present == null) {
            return text(present);
        }
        if (saySame(base, present)) {
            return null;
        }
        findings.disagreement(ConflictType.DELETED_EDITED, pointer, 1, base.text(), text(stand), text(other));
        return text(stand);
    }

    private static @Nullable String text(@Nullable XmlNode node) {
        return node == null ? null : node.text();
    }

    /** What becomes of an element that both sides have. */
    private String both(String pointer, int depth, @Nullable XmlElement base, XmlElement stand, XmlElement other) {
        if (stand.isWrittenAs(other) || (base != null && other.isWrittenAs(base))) {
            return stand.text();
        }
        if (base != null && stand.isWrittenAs(base)) {
            return other.text();
        }
        if (saySame(stand, other) || (base != null && saySame(other, base))) {
            return stand.text();
        }
        if (base != null && saySame(stand, base)) {
            return other.text();
        }
        boolean hasElements =
                Stream.of(stand, other).anyMatch(side -> !side.elements().isEmpty());
        boolean addedTwice = base == null && !hasElements && rules.of(stand.name()) == XmlRules.Settle.ASK;
        if (addedTwice || rules.isOneThing(depth)) {
            findings.disagreement(ConflictType.FIELD, pointer, 1, text(base), stand.text(), other.text());
            return stand.text();
        }
        boolean hasText = stand.hasText() || other.hasText() || (base != null && base.hasText());
        if (hasText || !hasElements) {
            return withText(pointer, base, stand, other, hasElements);
        }
        return withElements(pointer, depth, base, stand, other);
    }

    /** An element that holds text: a field, or prose. */
    private String withText(
            String pointer, @Nullable XmlElement base, XmlElement stand, XmlElement other, boolean hasElements) {
        String common = base == null ? null : base.inner();
        XmlRules.Settle settle = hasElements ? XmlRules.Settle.WORDS : rules.of(stand.name());
        UnitMerge.Result inner = switch (settle) {
            case WORDS -> UnitMerge.merge(common, stand.inner(), other.inner(), XmlWording.WORDS);
            case ASK, GREATER, BOOKS, UNITED -> XmlFields.merge(settle, common, stand.inner(), other.inner());
        };
        XmlElement frame = frame(stand, other, !inner.text().isEmpty());
        String tag = startTag(pointer, frame, base, stand, other);
        String merged = tag + inner.text() + frame.endTag();
        ConflictType type = settle == XmlRules.Settle.WORDS ? ConflictType.TEXT : ConflictType.FIELD;
        UnitMerge.Result result = new UnitMerge.Result(inner.settlement(), merged);
        findings.note(result, type, pointer, 1, text(base), stand.text(), other.text());
        return merged;
    }

    /** The side whose tags are taken: the standing one, unless its single tag has no room for what is to stand in it. */
    private static XmlElement frame(XmlElement stand, XmlElement other, boolean holdsSomething) {
        return holdsSomething && stand.isSelfClosed() ? other : stand;
    }

    private String withElements(
            String pointer, int depth, @Nullable XmlElement base, XmlElement stand, XmlElement other) {
        XmlSlots inBase = base == null ? XmlSlots.NONE : XmlSlots.of(base);
        XmlSlots inStand = XmlSlots.of(stand);
        XmlSlots inOther = XmlSlots.of(other);
        Optional<List<SequencedMap<String, Slot>>> named = XmlSlots.named(rules, List.of(inBase, inStand, inOther));
        Optional<String> inner = named.isPresent()
                ? Optional.of(byName(pointer, depth, named.get()))
                : inSequence(pointer, depth, inBase, inStand, inOther);
        if (inner.isEmpty()) {
            findings.disagreement(ConflictType.FIELD, pointer, 1, text(base), stand.text(), other.text());
            return stand.text();
        }
        XmlElement frame = frame(stand, other, !inner.get().isEmpty());
        boolean bothOpen = !stand.isSelfClosed() && !other.isSelfClosed();
        String closing = bothOpen
                ? picked(base == null ? null : inBase.closing(), inStand.closing(), inOther.closing())
                : XmlSlots.of(frame).closing();
        return startTag(pointer, frame, base, stand, other) + inner.get() + closing + frame.endTag();
    }

    private String byName(String pointer, int depth, List<SequencedMap<String, Slot>> versions) {
        SequencedMap<String, Slot> base = versions.getFirst();
        SequencedMap<String, Slot> stand = versions.get(1);
        SequencedMap<String, Slot> other = versions.getLast();
        Set<String> names = new LinkedHashSet<>(stand.keySet());
        names.addAll(other.keySet());
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : names) {
            slot(pointer + "/" + name, depth, base.get(name), stand.get(name), other.get(name))
                    .ifPresent(text -> kept.put(name, text));
        }
        List<String> order = OrderMerge.merge(
                        List.copyOf(base.keySet()),
                        List.copyOf(stand.keySet()),
                        List.copyOf(other.keySet()),
                        kept.keySet(),
                        Comparator.naturalOrder())
                .order();
        StringBuilder inner = new StringBuilder();
        order.forEach(name -> inner.append(kept.getOrDefault(name, "")));
        return inner.toString();
    }

    /** One thing with the white space before it; empty where it goes. */
    private Optional<String> slot(
            String pointer, int depth, @Nullable Slot base, @Nullable Slot stand, @Nullable Slot other) {
        Slot present = stand != null ? stand : other;
        if (present == null) {
            return Optional.empty();
        }
        if (!(present.node() instanceof XmlElement)) {
            boolean removed = base != null && (stand == null || other == null);
            return removed
                    ? Optional.empty()
                    : Optional.of(space(base, stand, other) + present.node().text());
        }
        return Optional.ofNullable(element(pointer, depth + 1, element(base), element(stand), element(other)))
                .map(text -> space(base, stand, other) + text);
    }

    private static @Nullable XmlElement element(@Nullable Slot slot) {
        return slot != null && slot.node() instanceof XmlElement element ? element : null;
    }

    private static String space(@Nullable Slot base, @Nullable Slot stand, @Nullable Slot other) {
        if (stand == null || other == null) {
            return stand != null ? stand.space() : other == null ? "" : other.space();
        }
        return picked(base == null ? null : base.space(), stand.space(), other.space());
    }

    /** Elements without names; empty where edits of both sides meet in a way that cannot be told apart. */
    private Optional<String> inSequence(String pointer, int depth, XmlSlots base, XmlSlots stand, XmlSlots other) {
        List<String> merged = new ArrayList<>();
        List<Chunk<Slot>> chunks = SequenceMerge.chunks(
                base.slots(), stand.slots(), other.slots(), slot -> XmlForm.of(slot.node()), Neighbours.STAND_APART);
        if (!chunks.stream().allMatch(XmlMerge::canBeTold)) {
            return Optional.empty();
        }
        for (Chunk<Slot> chunk : chunks) {
            switch (chunk.change()) {
                case NONE -> addPaired(pointer, depth, chunk, merged);
                case STAND, SAME -> chunk.stand().forEach(slot -> merged.add(text(slot)));
                case OTHER -> chunk.other().forEach(slot -> merged.add(text(slot)));
                case BOTH -> {
                    if (chunk.base().isEmpty()) {
                        addBoth(chunk, merged);
                    } else {
                        addPaired(pointer, depth, chunk, merged);
                    }
                }
            }
        }
        return Optional.of(String.join("", merged));
    }

    private static boolean canBeTold(Chunk<Slot> chunk) {
        if (chunk.change() != SequenceMerge.Change.BOTH || chunk.base().isEmpty()) {
            return true;
        }
        int size = chunk.base().size();
        if (chunk.stand().size() != size || chunk.other().size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            String name = name(chunk.base().get(i));
            if (name.isEmpty()
                    || !name.equals(name(chunk.stand().get(i)))
                    || !name.equals(name(chunk.other().get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static String name(Slot slot) {
        return slot.node() instanceof XmlElement element ? element.name() : "";
    }

    private static String text(Slot slot) {
        return slot.space() + slot.node().text();
    }

    private void addPaired(String pointer, int depth, Chunk<Slot> chunk, List<String> merged) {
        for (int i = 0; i < chunk.base().size(); i++) {
            Slot base = chunk.base().get(i);
            String unit = pointer + "/" + name(base) + "[]";
            slot(unit, depth, base, chunk.stand().get(i), chunk.other().get(i)).ifPresent(merged::add);
        }
    }

    /** What both sides put at one place of a list: all of it, in an order that does not depend on the sides. */
    private static void addBoth(Chunk<Slot> chunk, List<String> merged) {
        SequencedMap<String, Slot> all = new LinkedHashMap<>();
        chunk.stand().forEach(slot -> all.putIfAbsent(XmlForm.of(slot.node()), slot));
        chunk.other().forEach(slot -> all.putIfAbsent(XmlForm.of(slot.node()), slot));
        all.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(slot -> merged.add(text(slot.getValue())));
    }

    /** The start tag of an element with both sides' changes of its attributes. */
    private String startTag(
            String pointer, XmlElement frame, @Nullable XmlElement base, XmlElement stand, XmlElement other) {
        XmlStartTag tag = new XmlStartTag(frame);
        Set<String> names = new LinkedHashSet<>();
        Stream.of(stand, other)
                .flatMap(side -> side.attributes().stream())
                .forEach(attribute -> names.add(attribute.name()));
        for (String name : names) {
            Optional<String> common = base == null ? Optional.empty() : base.attribute(name);
            Optional<String> standing = stand.attribute(name);
            Optional<String> others = other.attribute(name);
            boolean ofStand = standing.equals(others) || others.equals(common);
            if (!ofStand && !standing.equals(common)) {
                boolean added = common.isEmpty() && (standing.isEmpty() || others.isEmpty());
                ofStand = !added || standing.isPresent();
                if (!added) {
                    boolean removed = standing.isEmpty() || others.isEmpty();
                    findings.disagreement(
                            removed ? ConflictType.DELETED_EDITED : ConflictType.FIELD,
                            pointer + "/@" + name,
                            1,
                            common.orElse(null),
                            standing.orElse(null),
                            others.orElse(null));
                }
            }
            tag.set(name, ofStand ? stand : other);
        }
        return tag.text();
    }
}
