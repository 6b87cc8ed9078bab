package org.masora.core.merge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.masora.core.xml.XmlElement;
import org.masora.core.xml.XmlNode;
import org.masora.core.xml.XmlRemark;
import org.masora.core.xml.XmlText;

/**
 * What lies in an element that has no text of its own: elements and remarks, each with the white
 * space before it, so that the indentation moves with what it belongs to.
 *
 * @param slots in order
 * @param closing the white space before the end tag
 */
record XmlSlots(List<Slot> slots, String closing) {

    /** One thing in an element. */
    record Slot(String space, XmlNode node) {}

    static final XmlSlots NONE = new XmlSlots(List.of(), "");

    /** Attributes that name an element of a list in the files of Paratext and its kin. */
    private static final List<String> NAMES = List.of(
            "Id",
            "id",
            "ID",
            "Guid",
            "guid",
            "UserName",
            "Word",
            "code",
            "Code",
            "Name",
            "name",
            "Key",
            "key",
            "VerseRef",
            "Reference",
            "Ref",
            "ref",
            "verse",
            "Verse",
            "Language",
            "Type",
            "type");

    private static final int LONGEST_NAME = 200;
    private static final Pattern NAMED = Pattern.compile("([^\\[]*)((?:\\[[^\\]]*\\])*)");
    private static final Pattern PART = Pattern.compile("\\[(@?)([^=]+)=([^\\]]*)\\]");

    static XmlSlots of(XmlElement element) {
        List<Slot> slots = new ArrayList<>();
        StringBuilder space = new StringBuilder();
        for (XmlNode node : element.content()) {
            if (node instanceof XmlText text) {
                space.append(text.text());
            } else {
                slots.add(new Slot(space.toString(), node));
                space.setLength(0);
            }
        }
        return new XmlSlots(slots, space.toString());
    }

    private List<XmlElement> elements(String name) {
        return slots.stream()
                .map(Slot::node)
                .filter(node ->
                        node instanceof XmlElement element && element.name().equals(name))
                .map(XmlElement.class::cast)
                .toList();
    }

    /**
     * What lies in an element by names that mean the same in all its versions: elements by the steps
     * that references use, remarks by their words.
     *
     * @return one map for each version, or nothing where elements cannot be told apart
     */
    static Optional<List<SequencedMap<String, Slot>>> named(XmlRules rules, List<XmlSlots> versions) {
        SequencedMap<String, Naming> namings = new LinkedHashMap<>();
        for (XmlSlots version : versions) {
            for (Slot slot : version.slots) {
                if (slot.node() instanceof XmlElement element && !namings.containsKey(element.name())) {
                    Optional<Naming> naming = naming(rules, element.name(), versions);
                    if (naming.isEmpty()) {
                        return Optional.empty();
                    }
                    namings.put(element.name(), naming.get());
                }
            }
        }
        return Optional.of(
                versions.stream().map(version -> version.named(namings)).toList());
    }

    private SequencedMap<String, Slot> named(SequencedMap<String, Naming> namings) {
        SequencedMap<String, Slot> named = new LinkedHashMap<>();
        for (Slot slot : slots) {
            String name = switch (slot.node()) {
                case XmlElement element ->
                    Optional.ofNullable(namings.get(element.name()))
                            .flatMap(naming -> naming.step(element))
                            .orElseThrow();
                case XmlRemark remark -> XmlForm.of(remark);
                case XmlText _ -> throw new IllegalStateException("white space is no slot");
            };
            int ordinal = 1;
            String unique = name;
            while (named.containsKey(unique)) {
                ordinal++;
                unique = name + " #" + ordinal;
            }
            named.put(unique, slot);
        }
        return named;
    }

    /** How elements of one name are told apart. */
    @FunctionalInterface
    private interface Naming {
        Optional<String> step(XmlElement element);
    }

    private static Optional<Naming> naming(XmlRules rules, String name, List<XmlSlots> versions) {
        List<String> known = rules.names(name);
        if (!known.isEmpty()) {
            return Optional.of((Naming) element -> byAttributes(element, known)).filter(fits(name, versions));
        }
        if (versions.stream().allMatch(version -> version.elements(name).size() <= 1)) {
            return Optional.of(element -> Optional.of(element.name()));
        }
        return Stream.concat(
                        NAMES.stream().map(attribute -> (Naming) element -> byAttributes(element, List.of(attribute))),
                        Stream.of((Naming) XmlSlots::byFirstElement))
                .filter(fits(name, versions))
                .findFirst();
    }

    /** Whether a naming tells all elements of a name apart, in every version. */
    private static Predicate<Naming> fits(String name, List<XmlSlots> versions) {
        return naming -> versions.stream().allMatch(version -> {
            Set<String> steps = new HashSet<>();
            return version.elements(name).stream()
                    .map(naming::step)
                    .allMatch(step -> step.isPresent() && steps.add(step.get()));
        });
    }

    private static Optional<String> byAttributes(XmlElement element, List<String> attributes) {
        StringBuilder step = new StringBuilder(element.name());
        for (String attribute : attributes) {
            Optional<String> value = element.attribute(attribute);
            if (value.isEmpty() || value.get().length() > LONGEST_NAME) {
                return Optional.empty();
            }
            step.append("[@")
                    .append(attribute)
                    .append('=')
                    .append(escaped(value.get()))
                    .append(']');
        }
        return Optional.of(step.toString());
    }

    /** The entry of a dictionary as .NET writes it: {@code <item><string>key</string>value</item>}. */
    private static Optional<String> byFirstElement(XmlElement element) {
        if (!element.name().equals("item") || element.elements().isEmpty()) {
            return Optional.empty();
        }
        XmlElement key = element.elements().getFirst();
        String form = XmlForm.of(key);
        return form.length() > LONGEST_NAME
                ? Optional.empty()
                : Optional.of("item[" + key.name() + "=" + escaped(form) + "]");
    }

    private static String escaped(String value) {
        return AtomBuilder.normalized(value)
                .replace("~", "~0")
                .replace("/", "~1")
                .replace("]", "~2");
    }

    /** The one element that a step names; empty if there is none, or more than one. */
    Optional<XmlElement> find(String step) {
        Matcher named = NAMED.matcher(step);
        if (!named.matches()) {
            return Optional.empty();
        }
        List<XmlElement> found = elements(named.group(1)).stream()
                .filter(element -> fitsParts(element, named.group(2)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static boolean fitsParts(XmlElement element, String parts) {
        Matcher part = PART.matcher(parts);
        while (part.find()) {
            boolean fits = part.group(1).isEmpty()
                    ? byFirstElement(element).equals(Optional.of(element.name() + part.group()))
                    : element.attribute(part.group(2))
                            .filter(value -> escaped(value).equals(part.group(3)))
                            .isPresent();
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
