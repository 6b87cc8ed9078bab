package org.masora.core.merge;

import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.MergeExplanation.Reason;
import org.masora.core.merge.MergeExplanation.Verdict;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.merge.XmlSlots.Slot;
import org.masora.core.xml.XmlAttribute;
import org.masora.core.xml.XmlElement;

/** Tells of what {@link XmlMerge} did, by elements and attributes. */
final class XmlWitness {
    private static final String REMARK = "comment()";

    private final XmlRules rules;
    private final Telling telling;

    XmlWitness(XmlRules rules, Telling telling) {
        this.rules = rules;
        this.telling = telling;
    }

    /** @param wholes the documents, each as the element that holds its root */
    void look(Four<XmlElement> wholes) {
        element("", 0, wholes);
    }

    private void element(String pointer, int depth, Four<XmlElement> versions) {
        if (telling.tell(pointer)) {
            return;
        }
        if (isSame(versions)) {
            telling.unchanged(1);
            return;
        }
        boolean inAll = versions.base() != null
                && versions.ours() != null
                && versions.theirs() != null
                && versions.merged() != null;
        boolean inBothAnew = versions.base() == null && versions.ours() != null && versions.theirs() != null;
        if ((!inAll && !inBothAnew) || rules.isOneThing(depth)) {
            telling.add(pointer, versions.verdict(XmlForm::areSame), Optional.of(Reason.PARTS), texts(versions));
            return;
        }
        attributes(pointer, versions);
        boolean hasElements =
                versions.present().anyMatch(element -> !element.elements().isEmpty());
        boolean hasText = versions.present().anyMatch(XmlElement::hasText);
        if (hasText || !hasElements) {
            text(pointer, hasElements, versions);
        } else {
            elements(pointer, depth, versions.each(XmlSlots::of));
        }
    }

    private static boolean isSame(Four<XmlElement> versions) {
        XmlElement first = versions.base();
        return first != null
                && Stream.of(versions.ours(), versions.theirs(), versions.merged())
                        .allMatch(other -> other != null && XmlForm.areSame(first, other));
    }

    private static Four<String> texts(Four<XmlElement> versions) {
        return versions.each(XmlElement::text);
    }

    private void attributes(String pointer, Four<XmlElement> versions) {
        Set<String> names = new LinkedHashSet<>();
        versions.present()
                .flatMap(element -> element.attributes().stream())
                .map(XmlAttribute::name)
                .forEach(names::add);
        for (String name : names) {
            String unit = pointer + "/@" + name;
            Four<String> values =
                    versions.each(element -> element.attribute(name).orElse(null));
            if (!telling.tell(unit) && !values.isSameEverywhere()) {
                telling.add(unit, values.verdict(String::equals), values);
            }
        }
    }

    /** What stands in an element that holds text: a field, or prose. */
    private void text(String pointer, boolean hasElements, Four<XmlElement> versions) {
        Four<String> inner = versions.each(XmlElement::inner);
        if (inner.isSameEverywhere()) {
            return;
        }
        String name = versions.present().map(XmlElement::name).findFirst().orElse("");
        XmlRules.Settle settle = hasElements ? XmlRules.Settle.WORDS : rules.of(name);
        Reason reason = switch (settle) {
            case GREATER -> Reason.GREATER;
            case UNITED -> Reason.UNITED;
            case BOOKS, WORDS, ASK -> Reason.PARTS;
        };
        telling.add(pointer, inner.verdict(XmlWitness::saySame), Optional.of(reason), inner);
    }

    private static boolean saySame(String one, String other) {
        return MergeAtom.saySame(XmlWording.WORDS.atoms(one), XmlWording.WORDS.atoms(other));
    }

    private void elements(String pointer, int depth, Four<XmlSlots> slots) {
        List<XmlSlots> versions = slots.present().toList();
        Optional<List<SequencedMap<String, Slot>>> named = XmlSlots.named(rules, versions);
        if (named.isEmpty()) {
            sequence(pointer, slots);
            return;
        }
        IdentityHashMap<XmlSlots, SequencedMap<String, Slot>> partsOf = new IdentityHashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            partsOf.put(versions.get(i), named.get().get(i));
        }
        Four<SequencedMap<String, Slot>> byName = slots.each(partsOf::get);
        Set<String> names = new LinkedHashSet<>();
        byName.present().forEach(version -> names.addAll(version.keySet()));
        for (String name : names) {
            Four<Slot> found = byName.each(version -> version.get(name));
            boolean isElement = found.present().allMatch(slot -> slot.node() instanceof XmlElement);
            if (isElement) {
                element(pointer + "/" + name, depth + 1, found.each(XmlWitness::element));
            } else {
                remark(pointer, found.each(slot -> slot.node().text()));
            }
        }
        order(pointer, byName);
    }

    private static @Nullable XmlElement element(Slot slot) {
        return slot.node() instanceof XmlElement element ? element : null;
    }

    private void remark(String pointer, Four<String> texts) {
        if (!texts.isSameEverywhere()) {
            telling.add(pointer + "/" + REMARK, texts.verdict(String::equals), texts);
        }
    }

    /** In which order the elements stand that all versions have. */
    private void order(String pointer, Four<SequencedMap<String, Slot>> byName) {
        Four<String> orders = byName.each(version -> version.keySet().stream()
                .filter(name -> byName.present().allMatch(other -> other.containsKey(name)))
                .collect(Collectors.joining(" ")));
        if (!orders.isSameEverywhere() && byName.present().count() > 3) {
            telling.add(pointer + " order", orders.verdict(String::equals), Optional.of(Reason.PARTS), orders);
        }
    }

    /** Elements without names. */
    private void sequence(String pointer, Four<XmlSlots> versions) {
        Set<String> merged = slots(versions.merged()).stream()
                .map(slot -> XmlForm.of(slot.node()))
                .collect(Collectors.toSet());
        for (Chunk<Slot> chunk : SequenceMerge.chunks(
                slots(versions.base()),
                slots(versions.ours()),
                slots(versions.theirs()),
                slot -> XmlForm.of(slot.node()),
                Neighbours.STAND_APART)) {
            switch (chunk.change()) {
                case NONE -> telling.unchanged(chunk.base().size());
                case STAND -> told(pointer, Verdict.OURS, chunk, chunk.stand(), merged);
                case OTHER -> told(pointer, Verdict.THEIRS, chunk, chunk.other(), merged);
                case SAME -> told(pointer, Verdict.SAME, chunk, chunk.stand(), merged);
                case BOTH -> both(pointer, chunk, merged);
            }
        }
    }

    private static List<Slot> slots(@Nullable XmlSlots version) {
        return version == null ? List.of() : version.slots();
    }

    private void told(String pointer, Verdict verdict, Chunk<Slot> chunk, List<Slot> taken, Set<String> merged) {
        boolean stands = taken.stream().allMatch(slot -> merged.contains(XmlForm.of(slot.node())));
        telling.add(
                pointer + "/" + name(chunk) + "[]",
                stands ? verdict : Verdict.OTHERWISE,
                new Four<>(text(chunk.base()), text(chunk.stand()), text(chunk.other()), text(taken)));
    }

    private void both(String pointer, Chunk<Slot> chunk, Set<String> merged) {
        String unit = pointer + "/" + name(chunk) + "[]";
        int size = chunk.base().size();
        boolean paired =
                size > 0 && chunk.stand().size() == size && chunk.other().size() == size;
        if (!paired) {
            telling.add(
                    unit,
                    Verdict.OTHERWISE,
                    Optional.of(Reason.UNITED),
                    new Four<>(text(chunk.base()), text(chunk.stand()), text(chunk.other()), null));
            return;
        }
        for (int i = 0; i < size; i++) {
            Four<Slot> pair = new Four<>(
                    chunk.base().get(i), chunk.stand().get(i), chunk.other().get(i), null);
            Verdict verdict = verdict(pair, merged);
            if (verdict != Verdict.OTHERWISE) {
                telling.add(unit, verdict, pair.each(slot -> slot.node().text()));
            } else if (!telling.tell(conflict -> isIn(conflict.reference().unit(), unit))) {
                telling.add(
                        unit,
                        verdict,
                        Optional.of(Reason.PARTS),
                        pair.each(slot -> slot.node().text()));
            }
        }
    }

    private static boolean isIn(String unit, String element) {
        return unit.equals(element) || unit.startsWith(element + "/");
    }

    private static Verdict verdict(Four<Slot> pair, Set<String> merged) {
        Four<String> forms = pair.each(slot -> XmlForm.of(slot.node()));
        if (Objects.equals(forms.ours(), forms.theirs())) {
            return Verdict.SAME;
        }
        if (Objects.equals(forms.ours(), forms.base())) {
            return merged.contains(forms.theirs()) ? Verdict.THEIRS : Verdict.OTHERWISE;
        }
        boolean isOurs = Objects.equals(forms.theirs(), forms.base()) && merged.contains(forms.ours());
        return isOurs ? Verdict.OURS : Verdict.OTHERWISE;
    }

    private static String name(Chunk<Slot> chunk) {
        return Stream.of(chunk.base(), chunk.stand(), chunk.other())
                .flatMap(List::stream)
                .map(slot -> slot.node() instanceof XmlElement element ? element.name() : REMARK)
                .findFirst()
                .orElse("");
    }

    private static @Nullable String text(List<Slot> slots) {
        return slots.isEmpty()
                ? null
                : slots.stream().map(slot -> slot.space() + slot.node().text()).collect(Collectors.joining());
    }
}
