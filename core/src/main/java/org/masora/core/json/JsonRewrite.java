package org.masora.core.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonParser.Node;
import org.masora.core.json.JsonParser.Slot;
import org.masora.core.json.JsonText.Form;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

/** Writes a changed value over a text, touching only what changed. */
final class JsonRewrite {

    /**
     * What stands at one place of the new text.
     *
     * @param old the number of the place in the old text whose name and spacing are kept, or {@link #NEW}
     * @param name of a member; null in arrays
     */
    private record Place(int old, @Nullable String name, JsonValue value) {}

    private static final int NEW = -1;

    private final String text;
    private final Node root;
    private final Form form;
    private final StringBuilder out = new StringBuilder();

    JsonRewrite(String text, Node root) {
        this.text = text;
        this.root = root;
        this.form = formOf(text, root);
    }

    String write(JsonValue value) {
        out.append(text, 0, root.start());
        write(root, value, 0);
        return out.append(text, root.end(), text.length()).toString();
    }

    private void write(Node old, JsonValue value, int depth) {
        if (old.value().equals(value)) {
            out.append(text, old.start(), old.end());
        } else if (old.value() instanceof JsonObject before && value instanceof JsonObject after) {
            container(old, places(before, after), depth);
        } else if (old.value() instanceof JsonArray before && value instanceof JsonArray after) {
            container(old, places(before, after), depth);
        } else {
            JsonText.write(value, form, depth, out);
        }
    }

    /** Members that stay, in their old order, each followed by the new ones that come after it. */
    private static List<Place> places(JsonObject before, JsonObject after) {
        Map<String, Deque<Integer>> oldByName = new HashMap<>();
        for (int i = 0; i < before.members().size(); i++) {
            oldByName
                    .computeIfAbsent(before.members().get(i).name(), _ -> new ArrayDeque<>())
                    .add(i);
        }
        Map<Integer, Place> kept = new HashMap<>();
        Map<Integer, List<Place>> added = new HashMap<>();
        int predecessor = -1;
        for (Member member : after.members()) {
            Deque<Integer> same = oldByName.getOrDefault(member.name(), new ArrayDeque<>());
            Integer index = same.poll();
            if (index == null) {
                added.computeIfAbsent(predecessor, _ -> new ArrayList<>())
                        .add(new Place(NEW, member.name(), member.value()));
            } else {
                kept.put(index, new Place(index, member.name(), member.value()));
                predecessor = index;
            }
        }
        if (hasRepeatedNames(after)) {
            return inTheirOrder(kept, added, after);
        }
        List<Place> places = new ArrayList<>(added.getOrDefault(-1, List.of()));
        for (int i = 0; i < before.members().size(); i++) {
            Place place = kept.get(i);
            if (place != null) {
                places.add(place);
            }
            places.addAll(added.getOrDefault(i, List.of()));
        }
        return places;
    }

    private static boolean hasRepeatedNames(JsonObject object) {
        return object.members().stream().map(Member::name).distinct().count()
                < object.members().size();
    }

    /** Of a name that stands several times the order says which value counts: then the new order is kept. */
    private static List<Place> inTheirOrder(
            Map<Integer, Place> kept, Map<Integer, List<Place>> added, JsonObject after) {
        List<Place> all = new ArrayList<>(kept.values());
        added.values().forEach(all::addAll);
        List<Place> places = new ArrayList<>();
        for (Member member : after.members()) {
            Place place = all.stream()
                    .filter(p -> member.name().equals(p.name()) && p.value().equals(member.value()))
                    .findFirst()
                    .orElseThrow();
            all.remove(place);
            places.add(place);
        }
        return places;
    }

    /** Elements by their numbers between the first and the last that differ. */
    private static List<Place> places(JsonArray before, JsonArray after) {
        List<JsonValue> was = before.elements();
        List<JsonValue> is = after.elements();
        int shorter = Math.min(was.size(), is.size());
        int start = 0;
        while (start < shorter && was.get(start).equals(is.get(start))) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && was.get(was.size() - 1 - end).equals(is.get(is.size() - 1 - end))) {
            end++;
        }
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < is.size(); i++) {
            int fromEnd = is.size() - i;
            int oldIndex = fromEnd <= end ? was.size() - fromEnd : i;
            boolean stays = fromEnd <= end || i < was.size() - end;
            places.add(new Place(stays ? oldIndex : NEW, null, is.get(i)));
        }
        return places;
    }

    /**
     * An object or array: what stands between its places is taken from the old text, by position
     * for the first one and for the end, else from the place itself.
     */
    private void container(Node old, List<Place> places, int depth) {
        List<Slot> slots = old.slots();
        out.append(text.charAt(old.start()));
        if (!places.isEmpty()) {
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                if (i > 0) {
                    out.append(',');
                }
                out.append(lead(old, place, i == 0, depth));
                place(old, place, depth);
                out.append(place.old() == NEW || i == places.size() - 1 ? "" : afterValue(slots, place.old()));
            }
            out.append(
                    slots.isEmpty()
                            ? form.lineStart(depth)
                            : text.substring(slots.getLast().node().end(), old.end() - 1));
        }
        out.append(text.charAt(old.end() - 1));
    }

    private void place(Node old, Place place, int depth) {
        if (place.old() == NEW) {
            if (place.name() != null) {
                out.append(JsonText.quoted(place.name())).append(form.colon());
            }
            JsonText.write(place.value(), form, depth + 1, out);
        } else {
            Slot slot = old.slots().get(place.old());
            out.append(text, slot.start(), slot.node().start());
            write(slot.node(), place.value(), depth + 1);
        }
    }

    /** What stands before a place, after the bracket or the comma. */
    private String lead(Node old, Place place, boolean first, int depth) {
        List<Slot> slots = old.slots();
        if (slots.isEmpty()) {
            return first || form.multiLine() ? form.lineStart(depth + 1) : form.afterComma();
        }
        String firstLead = text.substring(old.start() + 1, slots.getFirst().start());
        if (first) {
            return firstLead;
        }
        int like = place.old() > 0 ? place.old() : slots.size() - 1;
        if (like > 0) {
            int comma = text.indexOf(',', slots.get(like - 1).node().end());
            return text.substring(comma + 1, slots.get(like).start());
        }
        return firstLead.contains("\n") || firstLead.contains("\r") ? firstLead : form.afterComma();
    }

    /** What stands between a value and the comma after it, which is seldom anything. */
    private String afterValue(List<Slot> slots, int index) {
        int end = slots.get(index).node().end();
        return index == slots.size() - 1 ? "" : text.substring(end, text.indexOf(',', end));
    }

    /** How the document is written, judged by the first place that shows it. */
    private static Form formOf(String text, Node root) {
        String colon = ":";
        String afterComma = "";
        if (root.slots().isEmpty()) {
            return Form.ONE_LINE;
        }
        Slot first = root.slots().getFirst();
        if (root.value() instanceof JsonObject) {
            colon = text.substring(first.nameEnd(), first.node().start());
        }
        if (root.slots().size() > 1) {
            int end = first.node().end();
            afterComma = text.substring(
                    text.indexOf(',', end) + 1, root.slots().get(1).start());
        }
        String lead = text.substring(root.start() + 1, first.start());
        int indentStart = Math.max(lead.lastIndexOf('\n'), lead.lastIndexOf('\r'));
        if (indentStart < 0) {
            return new Form("", "", colon, afterComma.isBlank() && !afterComma.contains("\n") ? afterComma : "");
        }
        String lineEnd = lead.contains("\r\n") ? "\r\n" : lead.contains("\r") ? "\r" : "\n";
        return new Form(lineEnd, lead.substring(indentStart + 1), colon, " ");
    }
}
