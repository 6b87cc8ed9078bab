package org.masora.app.web.html;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of markup. There is no way to make one of a text without escaping it, so what comes from a project, a server
 * or a person can never become markup.
 */
public final class Html implements Part {
    /** Nothing. */
    public static final Html EMPTY = new Html("");

    private static final Pattern TAG = Pattern.compile("[a-z][a-z0-9]*");
    private static final Set<String> WITHOUT_END = Set.of("br", "hr", "img", "input", "link", "meta", "wbr");
    private static final Set<String> NEVER = Set.of("style", "iframe", "object", "embed");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** A text, as such. */
    public static Html text(String text) {
        return new Html(escape(text));
    }

    /** Several pieces, one after the other. */
    public static Html of(Collection<Html> pieces) {
        StringBuilder all = new StringBuilder();
        pieces.forEach(piece -> all.append(piece.markup));
        return new Html(all.toString());
    }

    /** An element; its attributes are those among the parts, of a repeated one the last. */
    static Html element(String tag, Part... parts) {
        if (!TAG.matcher(tag).matches() || NEVER.contains(tag)) {
            throw new IllegalArgumentException("no element: " + tag);
        }
        StringBuilder start = new StringBuilder("<").append(tag);
        StringBuilder inside = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Attribute(var name, var value) -> {
                    start.append(' ').append(name);
                    if (!value.isEmpty()) {
                        start.append("=\"").append(escape(value)).append('"');
                    }
                }
                case Html html -> inside.append(html.markup);
            }
        }
        start.append('>');
        if (WITHOUT_END.contains(tag)) {
            if (!inside.isEmpty()) {
                throw new IllegalArgumentException("nothing stands in " + tag);
            }
            return new Html(start.toString());
        }
        if (tag.equals("script") && !inside.isEmpty()) {
            throw new IllegalArgumentException("scripts are files");
        }
        return new Html(
                start.append(inside).append("</").append(tag).append('>').toString());
    }

    /** A whole document with this root element. */
    public String document() {
        return "<!DOCTYPE html>" + markup;
    }

    /** The markup. */
    public String markup() {
        return markup;
    }

    /** Whether it is nothing. */
    public boolean isEmpty() {
        return markup.isEmpty();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\0' -> escaped.append('\uFFFD');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Html html && markup.equals(html.markup);
    }

    @Override
    public int hashCode() {
        return Objects.hash(markup);
    }

    @Override
    public String toString() {
        return markup;
    }
}
