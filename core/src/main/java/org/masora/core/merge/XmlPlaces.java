package org.masora.core.merge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.masora.core.merge.XmlSlots.Slot;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/** The elements and attributes that conflicts of {@link XmlMerge} refer to. */
final class XmlPlaces {

    private XmlPlaces() {}

    /**
     * The place of a reference in a text; empty where it cannot be told.
     *
     * @param known texts the element is known to have had: how one without a name is found
     */
    static Optional<UnitPlace> find(String text, String pointer, Collection<String> known) {
        Optional<XmlDocument> document = XmlDocument.parse(text);
        if (document.isEmpty() || !pointer.startsWith("/")) {
            // A file that is no XML is merged by line.
            return pointer.equals(LineMerge.UNIT) ? UnitPlace.lines(text, known) : Optional.empty();
        }
        List<String> steps = List.of(pointer.substring(1).split("/", -1));
        String last = steps.getLast();
        Optional<XmlElement> parent = Optional.of(document.get().whole());
        for (String step : steps.subList(0, steps.size() - 1)) {
            parent = parent.flatMap(element -> XmlSlots.of(element).find(step));
        }
        if (last.startsWith("@")) {
            return parent.map(element -> attribute(text, element, last.substring(1)));
        }
        return parent.flatMap(element -> {
            Optional<XmlElement> found = last.endsWith("[]")
                    ? nameless(element, known)
                    : XmlSlots.of(element).find(last);
            if (found.isPresent()) {
                return Optional.of(element(text, found.get()));
            }
            return last.endsWith("[]") ? Optional.empty() : Optional.of(missing(text, element));
        });
    }

    private static UnitPlace attribute(String text, XmlElement element, String name) {
        return new UnitPlace(element.attribute(name).orElse(null), reading -> {
            XmlStartTag tag = new XmlStartTag(element);
            tag.set(name, reading);
            int end = element.start() + element.startTag().length();
            return checked(text.substring(0, element.start()) + tag.text() + text.substring(end));
        });
    }

    private static UnitPlace element(String text, XmlElement element) {
        return new UnitPlace(element.text(), reading -> {
            int start = element.start();
            if (reading.isEmpty()) {
                while (start > 0 && AtomBuilder.isWhiteSpace(text.charAt(start - 1))) {
                    start--;
                }
            }
            return checked(text.substring(0, start) + reading.orElse("") + text.substring(element.end()));
        });
    }

    /** An element that is gone comes back as the last of its parent, on a line like those of the others. */
    private static UnitPlace missing(String text, XmlElement parent) {
        return new UnitPlace(null, reading -> {
            if (reading.isEmpty()) {
                return Optional.of(text);
            }
            XmlSlots slots = XmlSlots.of(parent);
            String space =
                    slots.slots().isEmpty() ? "" : slots.slots().getLast().space();
            String opened = parent.isSelfClosed()
                    ? parent.startTag().replaceFirst("\\s*/>$", ">")
                    : parent.startTag()
                            + text.substring(
                                    parent.start() + parent.startTag().length(),
                                    parent.end()
                                            - parent.endTag().length()
                                            - slots.closing().length());
            String closed = parent.isSelfClosed() ? "</" + parent.name() + ">" : slots.closing() + parent.endTag();
            return checked(text.substring(0, parent.start())
                    + opened
                    + space
                    + reading.get()
                    + closed
                    + text.substring(parent.end()));
        });
    }

    /** An element without a name that says what one of the known texts says, if it is there once. */
    private static Optional<XmlElement> nameless(XmlElement parent, Collection<String> known) {
        Set<String> forms = known.stream()
                .flatMap(text -> XmlDocument.parse(text).stream())
                .map(document -> XmlForm.of(document.root()))
                .collect(Collectors.toSet());
        List<XmlElement> found = XmlSlots.of(parent).slots().stream()
                .map(Slot::node)
                .flatMap(node -> node instanceof XmlElement element ? Stream.of(element) : Stream.empty())
                .filter(element -> forms.contains(XmlForm.of(element)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<String> checked(String text) {
        return XmlDocument.parse(text).map(_ -> text);
    }
}
