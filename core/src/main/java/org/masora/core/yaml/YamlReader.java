package org.masora.core.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.yaml.YamlNode.Entry;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Makes the parser's events into values that know where they stand. */
final class YamlReader {
    private static final int DEEPEST = 50;

    /** An alias, too much depth, or more than one document; never leaves this package. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Mark> mark;

        Unsupported(Optional<Mark> mark) {
            super("unsupported YAML", null, false, false);
            this.mark = mark;
        }

        Optional<Mark> mark() {
            return mark;
        }
    }

    private final String text;
    private final boolean oneCharEach;

    YamlReader(String text) {
        this.text = text;
        this.oneCharEach = text.codePointCount(0, text.length()) == text.length();
    }

    YamlNode read(Iterable<Event> events) throws Unsupported {
        Deque<Open> open = new ArrayDeque<>();
        Open documents = new Open(false, true, 0);
        open.push(documents);
        for (Event event : events) {
            switch (event) {
                case AliasEvent alias -> throw new Unsupported(alias.getStartMark());
                case MappingStartEvent start -> open.push(open(start, true));
                case SequenceStartEvent start -> open.push(open(start, false));
                case ScalarEvent scalar -> {
                    int start = at(scalar.getStartMark());
                    int end = at(scalar.getEndMark());
                    while (end > start && isSpace(text.charAt(end - 1))) {
                        end--;
                    }
                    open.element().nodes.add(new YamlNode(JsonValue.of(scalar.getValue()), start, end, List.of()));
                }
                case CollectionEndEvent end -> {
                    YamlNode node = node(open.pop(), at(end.getEndMark()));
                    open.element().nodes.add(node);
                }
                default -> {
                    // The ends and beginnings of documents and of the stream, and comments, hold no value.
                }
            }
            if (open.size() > DEEPEST) {
                throw new Unsupported(event.getStartMark());
            }
        }
        if (documents.nodes.size() != 1) {
            throw new Unsupported(Optional.empty());
        }
        return documents.nodes.getFirst();
    }

    /** A collection that is not closed yet; a mapping's names and values take turns. */
    private static final class Open {
        private final boolean mapping;
        private final boolean flow;
        private final int start;
        private final List<YamlNode> nodes = new ArrayList<>();

        Open(boolean mapping, boolean flow, int start) {
            this.mapping = mapping;
            this.flow = flow;
            this.start = start;
        }
    }

    private Open open(CollectionStartEvent event, boolean mapping) {
        return new Open(mapping, event.isFlow(), at(event.getStartMark()));
    }

    private YamlNode node(Open open, int end) {
        List<Entry> entries = new ArrayList<>();
        if (open.mapping) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i + 1 < open.nodes.size(); i += 2) {
                @Nullable String name = open.nodes.get(i).value().text("").orElse(null);
                if (name != null) {
                    YamlNode value = open.nodes.get(i + 1);
                    members.add(new Member(name, value.value()));
                    entries.add(new Entry(name, lineStart(open.nodes.get(i).start()), end, value));
                }
            }
            return node(new JsonObject(members), open, end, entries);
        }
        for (YamlNode element : open.nodes) {
            entries.add(new Entry("", open.flow ? 0 : lineStart(dash(element.start())), end, element));
        }
        return node(new JsonArray(open.nodes.stream().map(YamlNode::value).toList()), open, end, entries);
    }

    private YamlNode node(JsonValue value, Open open, int end, List<Entry> entries) {
        if (open.flow) {
            return new YamlNode(value, open.start, end, List.of());
        }
        List<Entry> placed = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            // The parser sees the end of a block where the next thing begins: its line is not in it.
            int entryEnd = i + 1 < entries.size() ? entries.get(i + 1).start() : lineStart(end);
            placed.add(new Entry(
                    entry.name(), entry.start(), Math.max(entryEnd, entry.node().end()), entry.node()));
        }
        int start = placed.isEmpty() ? open.start : placed.getFirst().start();
        return new YamlNode(
                value, start, placed.isEmpty() ? end : placed.getLast().end(), placed);
    }

    /** The dash before an element. */
    private int dash(int element) {
        int at = Math.max(0, element - 1);
        while (at > 0 && text.charAt(at) != '-') {
            at--;
        }
        return at;
    }

    /** The start of the line, if nothing but white space stands before a place on it; else the place. */
    private int lineStart(int place) {
        int start = place;
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        return start == 0 || text.charAt(start - 1) == '\n' || text.charAt(start - 1) == '\r' ? start : place;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private int at(Optional<Mark> mark) {
        int index = mark.map(Mark::getIndex).orElse(0);
        return oneCharEach ? index : text.offsetByCodePoints(0, index);
    }
}
