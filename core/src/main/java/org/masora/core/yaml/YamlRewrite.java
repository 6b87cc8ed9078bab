package org.masora.core.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.yaml.YamlNode.Entry;

/**
 * Makes a text say another value by exchanging lines and scalars. What it makes has to be read again:
 * whether the lines of another document fit is seen then.
 */
final class YamlRewrite {
    /** What is a scalar without quotation marks wherever it stands. */
    private static final Pattern PLAIN =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} ._/-]*[\\p{L}\\p{M}\\p{N}])?");

    private final YamlDocument document;
    private final List<YamlDocument> sources;

    YamlRewrite(YamlDocument document, YamlDocument... sources) {
        this.document = document;
        this.sources = List.of(sources);
    }

    /** A node of a source. */
    private record Found(YamlDocument source, YamlNode node) {
        Optional<Found> child(String name) {
            return node.entry(name).map(entry -> new Found(source, entry.node()));
        }

        String text(Entry entry) {
            return source.text().substring(entry.start(), entry.end());
        }
    }

    String to(JsonValue value) {
        YamlNode root = document.root();
        List<Found> found =
                sources.stream().map(source -> new Found(source, source.root())).toList();
        String text = document.text();
        return text.substring(0, root.start()) + rewritten(root, value, found) + text.substring(root.end());
    }

    private String rewritten(YamlNode node, JsonValue value, List<Found> found) {
        if (node.value().equals(value)) {
            return document.text().substring(node.start(), node.end());
        }
        if (!node.entries().isEmpty() && node.value() instanceof JsonObject && value instanceof JsonObject object) {
            return mapping(node, object, found);
        }
        if (!node.entries().isEmpty() && node.value() instanceof JsonArray && value instanceof JsonArray array) {
            return sequence(node, array, found);
        }
        String written = found.stream()
                .filter(source -> source.node().value().equals(value))
                .map(source -> source.source()
                        .text()
                        .substring(source.node().start(), source.node().end()))
                .filter(text -> !text.isEmpty() && text.indexOf('\n') < 0 && text.indexOf('\r') < 0)
                .findFirst()
                .orElseGet(() -> inStyleOf(document.text().substring(node.start(), node.end()), value));
        boolean empty = node.start() == node.end();
        return empty ? " " + written : written;
    }

    /** A value nobody has written yet, quoted as the one before was, where that is safe; JSON always is. */
    private static String inStyleOf(String old, JsonValue value) {
        Optional<String> text = value.text("");
        if (text.isPresent() && old.startsWith("'") && text.get().chars().noneMatch(Character::isISOControl)) {
            return "'" + text.get().replace("'", "''") + "'";
        }
        boolean plain = !old.isEmpty() && Character.isLetterOrDigit(old.charAt(0));
        return plain && text.filter(PLAIN.asMatchPredicate()).isPresent() ? text.get() : value.toString();
    }

    private String mapping(YamlNode node, JsonObject value, List<Found> found) {
        List<String> lines = new ArrayList<>();
        for (Member member : value.members()) {
            List<Found> inSources = found.stream()
                    .flatMap(source -> source.child(member.name()).stream())
                    .toList();
            Optional<Entry> here = node.entry(member.name());
            lines.add(
                    here.isPresent()
                            ? entry(here.get(), member.value(), inSources)
                            : taken(found, member.name(), member.value())
                                    .orElseGet(() -> JsonValue.of(member.name()) + ": " + member.value()));
        }
        return joined(node, lines);
    }

    private String entry(Entry entry, JsonValue value, List<Found> found) {
        String text = document.text();
        return text.substring(entry.start(), entry.node().start())
                + rewritten(entry.node(), value, found)
                + text.substring(entry.node().end(), entry.end());
    }

    /** The lines of an entry that a source has with this value. */
    private static Optional<String> taken(List<Found> found, @Nullable String name, JsonValue value) {
        return found.stream()
                .flatMap(source -> source.node().entries().stream()
                        .filter(entry -> entry.name().equals(name == null ? "" : name))
                        .filter(entry -> entry.node().value().equals(value))
                        .limit(1)
                        .map(source::text))
                .findFirst();
    }

    private String sequence(YamlNode node, JsonArray value, List<Found> found) {
        List<Entry> left = new ArrayList<>(node.entries());
        left.removeIf(entry -> !value.elements().contains(entry.node().value()) && !isAmong(entry, value));
        List<String> lines = new ArrayList<>();
        for (JsonValue element : value.elements()) {
            Optional<Entry> same = left.stream()
                    .filter(entry -> entry.node().value().equals(element))
                    .findFirst();
            Optional<Entry> here = same.or(() -> left.stream()
                    .filter(entry -> areOne(entry.node().value(), element))
                    .findFirst());
            here.ifPresent(left::remove);
            List<Found> inSources = found.stream()
                    .flatMap(source -> source.node().entries().stream()
                            .filter(entry -> areOne(entry.node().value(), element))
                            .limit(1)
                            .map(entry -> new Found(source.source(), entry.node())))
                    .toList();
            lines.add(here.map(entry -> entry(entry, element, inSources))
                    .or(() -> taken(found, null, element))
                    .orElseGet(() -> "- " + element));
        }
        return joined(node, lines);
    }

    private static boolean isAmong(Entry entry, JsonArray value) {
        return value.elements().stream().anyMatch(element -> areOne(entry.node().value(), element));
    }

    /** Whether two elements of a list tell of one thing: they have one identifier. */
    private static boolean areOne(JsonValue one, JsonValue two) {
        return Stream.of("identifier", "id", "path", "name").anyMatch(name -> {
            Optional<String> first = one.text("/" + name);
            return first.isPresent() && first.equals(two.text("/" + name));
        });
    }

    /** Entries one below the other; one that was the last of a text without a last line end gets one. */
    private String joined(YamlNode node, List<String> lines) {
        String indent = indent(node);
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            boolean indented = line.startsWith(" ") || text.isEmpty();
            text.append(indented ? line : indent + line);
        }
        boolean endsLine = node.end() > node.start() && document.text().charAt(node.end() - 1) == '\n';
        if (endsLine && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        return text.toString();
    }

    /** How far the entries of a node stand from the edge. */
    private String indent(YamlNode node) {
        String text = document.text();
        int at = node.entries().getLast().start();
        int end = at;
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        int start = at;
        while (start > 0 && text.charAt(start - 1) != '\n') {
            start--;
        }
        return " ".repeat(end - start);
    }
}
