package org.masora.core.json;

import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;

/** Values written as text, in the form of the document that they go into. */
final class JsonText {

    private JsonText() {}

    /**
     * How a document is written.
     *
     * @param lineEnd between members; empty where the document is on one line
     * @param indent what each level adds at the start of a line
     * @param colon what stands between a name and its value
     * @param afterComma what stands after a comma where no line ends
     */
    record Form(String lineEnd, String indent, String colon, String afterComma) {
        static final Form ONE_LINE = new Form("", "", ":", "");

        boolean multiLine() {
            return !lineEnd.isEmpty();
        }

        /** What stands before a member at this depth. */
        String lineStart(int depth) {
            return multiLine() ? lineEnd + indent.repeat(depth) : "";
        }
    }

    static String oneLine(JsonValue value) {
        StringBuilder out = new StringBuilder();
        write(value, Form.ONE_LINE, 0, out);
        return out.toString();
    }

    /** Writes a value that begins in a line of {@code depth} levels. */
    static void write(JsonValue value, Form form, int depth, StringBuilder out) {
        switch (value) {
            case JsonObject(var members) -> {
                out.append('{');
                String separator = "";
                for (Member member : members) {
                    out.append(separator).append(form.lineStart(depth + 1));
                    out.append(quoted(member.name())).append(form.colon());
                    write(member.value(), form, depth + 1, out);
                    separator = form.multiLine() ? "," : "," + form.afterComma();
                }
                out.append(members.isEmpty() ? "" : form.lineStart(depth)).append('}');
            }
            case JsonArray(var elements) -> {
                out.append('[');
                String separator = "";
                for (JsonValue element : elements) {
                    out.append(separator).append(form.lineStart(depth + 1));
                    write(element, form, depth + 1, out);
                    separator = form.multiLine() ? "," : "," + form.afterComma();
                }
                out.append(elements.isEmpty() ? "" : form.lineStart(depth)).append(']');
            }
            case JsonString string -> out.append(string.raw());
            case JsonNumber number -> out.append(number.raw());
            case JsonLiteral literal -> out.append(literal);
        }
    }

    /** A text as a JSON string, escaped only where it must be. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20 || isLone(text, i)) {
                        out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /** Half a surrogate pair cannot be written in UTF-8, only as an escape. */
    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
