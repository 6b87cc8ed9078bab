package org.masora.core.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.masora.core.json.JsonProblem.Kind;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;

/** Reads a text by the grammar of RFC 8259, strictly, and remembers where each value stands. */
final class JsonParser {

    /**
     * A value and where it stands.
     *
     * @param start in the text, in UTF-16 units
     * @param end after its last character
     * @param slots an object's members or an array's elements; none for others
     */
    record Node(JsonValue value, int start, int end, List<Slot> slots) {}

    /**
     * A place in an object or array.
     *
     * @param start where the name begins, or in an array the value
     * @param nameEnd after the name, or in an array where the value begins
     * @param node the value
     */
    record Slot(int start, int nameEnd, Node node) {}

    /** Where the text is broken. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        final Kind kind;
        final int at;

        Broken(Kind kind, int at) {
            super(kind + " at " + at, null, false, false);
            this.kind = kind;
            this.at = at;
        }
    }

    private final String text;
    private final List<Integer> duplicates = new ArrayList<>();
    private int at;

    JsonParser(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** Where names begin that their object had already. */
    List<Integer> duplicates() {
        return duplicates;
    }

    Node document() throws Broken {
        skipSpace();
        if (at == text.length()) {
            throw new Broken(Kind.EMPTY, at);
        }
        Node root = value(0);
        skipSpace();
        if (at < text.length()) {
            throw new Broken(Kind.TEXT_AFTER_END, at);
        }
        return root;
    }

    private Node value(int depth) throws Broken {
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", JsonLiteral.TRUE);
            case 'f' -> literal("false", JsonLiteral.FALSE);
            case 'n' -> literal("null", JsonLiteral.NULL);
            default -> number();
        };
    }

    private Node object(int depth) throws Broken {
        int start = open(depth);
        List<Slot> slots = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean more = !closes('}');
        while (more) {
            int nameStart = at;
            if (peek() != '"') {
                throw new Broken(Kind.UNEXPECTED, at);
            }
            String name = stringValue();
            int nameEnd = at;
            skipSpace();
            expect(':');
            skipSpace();
            Node value = value(depth + 1);
            if (!names.add(name)) {
                duplicates.add(nameStart);
            }
            slots.add(new Slot(nameStart, nameEnd, value));
            members.add(new Member(name, value.value()));
            more = continues('}');
        }
        return new Node(new JsonObject(members), start, at, slots);
    }

    private Node array(int depth) throws Broken {
        int start = open(depth);
        List<Slot> slots = new ArrayList<>();
        List<JsonValue> elements = new ArrayList<>();
        boolean more = !closes(']');
        while (more) {
            Node value = value(depth + 1);
            slots.add(new Slot(value.start(), value.start(), value));
            elements.add(value.value());
            more = continues(']');
        }
        return new Node(new JsonArray(elements), start, at, slots);
    }

    private int open(int depth) throws Broken {
        if (depth >= JsonDocument.DEEPEST) {
            throw new Broken(Kind.TOO_DEEP, at);
        }
        int start = at++;
        skipSpace();
        return start;
    }

    private boolean closes(char end) throws Broken {
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    /** After a member or element: whether another one follows. */
    private boolean continues(char end) throws Broken {
        skipSpace();
        if (closes(end)) {
            return false;
        }
        expect(',');
        skipSpace();
        return true;
    }

    private Node string() throws Broken {
        int start = at;
        String value = stringValue();
        return new Node(new JsonString(value, text.substring(start, at)), start, at, List.of());
    }

    private String stringValue() throws Broken {
        at++;
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at);
            if (c < 0x20) {
                throw new Broken(Kind.CONTROL_CHARACTER, at);
            }
            if (c == '\\') {
                value.append(escape());
            } else {
                value.append(c);
                at++;
            }
        }
        at++;
        return value.toString();
    }

    private char escape() throws Broken {
        int start = at++;
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int unit = 0;
                for (int i = 0; i < 4; i++, at++) {
                    int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
                    if (digit < 0) {
                        throw new Broken(Kind.BAD_ESCAPE, start);
                    }
                    unit = unit * 16 + digit;
                }
                yield (char) unit;
            }
            default -> throw new Broken(Kind.BAD_ESCAPE, start);
        };
    }

    private Node literal(String word, JsonLiteral literal) throws Broken {
        int start = at;
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return new Node(literal, start, at, List.of());
    }

    private Node number() throws Broken {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Node(new JsonNumber(text.substring(start, at)), start, at, List.of());
    }

    private void digits() throws Broken {
        if (!isDigit(peek())) {
            throw new Broken(Kind.UNEXPECTED, at);
        }
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char peek() throws Broken {
        if (at >= text.length()) {
            throw new Broken(Kind.ENDS_EARLY, at);
        }
        return text.charAt(at);
    }

    private void expect(char c) throws Broken {
        if (peek() != c) {
            throw new Broken(Kind.UNEXPECTED, at);
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
