package org.masora.app.web.html;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An attribute of an element. Scripts and styles in attributes do not exist here, because the page's content policy
 * would not run them; and an address leads into this page, or to a site in the open by {@code https}.
 *
 * @param name in small letters
 * @param value unescaped
 */
public record Attribute(String name, String value) implements Part {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction");
    /** Below the page, encrypted, or on this computer, where a hub can stand in for a server. */
    private static final Pattern ADDRESS =
            Pattern.compile("(/(?!/)|#|https://|http://(?:127\\.0\\.0\\.1|localhost|\\[::1]):[0-9]).*");

    /** Checks that it can do no harm. */
    public Attribute {
        if (!NAME.matcher(name).matches() || name.startsWith("on") || name.equals("style")) {
            throw new IllegalArgumentException("no attribute: " + name);
        }
        if (ADDRESSES.contains(name)
                && !ADDRESS.matcher(value.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("no address: " + value);
        }
    }
}
