package org.masora.core.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * An XML document, read without loss. Only what is well-formed by XML 1.0 (fifth edition) becomes
 * one, and of that nothing with a document type; so there are the five entities that need none, and
 * references to characters.
 */
public final class XmlDocument {
    /** How deep elements may lie in each other. */
    public static final int DEEPEST = 100;

    private static final int LARGEST_CHARS = 64 << 20;
    private static final int MOST_ATTRIBUTES = 1000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String opening;
    private final XmlElement whole;

    private XmlDocument(String opening, XmlElement whole) {
        this.opening = opening;
        this.whole = whole;
    }

    /** Reads a text; empty where it is no XML that this reads, or beyond the limits of size and depth. */
    public static Optional<XmlDocument> parse(String text) {
        if (text.length() > LARGEST_CHARS) {
            return Optional.empty();
        }
        try {
            Reader reader = new Reader(text);
            String opening = reader.opening();
            return Optional.of(new XmlDocument(opening, reader.document()));
        } catch (NotWellFormed e) {
            return Optional.empty();
        }
    }

    /** The mark of byte order and the declaration, as far as they are there. */
    public String opening() {
        return opening;
    }

    /** What follows the opening, as an element without tags: it holds the root, and remarks beside it. */
    public XmlElement whole() {
        return whole;
    }

    public XmlElement root() {
        return whole.elements().getFirst();
    }

    /** Whether there is nothing but what XML calls white space. */
    static boolean isBlank(String text) {
        return text.chars().allMatch(c -> isSpace((char) c));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Ends the reading of a text that is no XML; never leaves this class. */
    private static final class NotWellFormed extends Exception {
        private static final long serialVersionUID = 1L;

        NotWellFormed() {
            super("not well-formed", null, false, false);
        }
    }

    /** An element whose end is still to come. */
    private record Open(String name, List<XmlAttribute> attributes, List<XmlNode> content, int start, int innerStart) {}

    private static final class Reader {
        private final String text;
        private final Deque<Open> open = new ArrayDeque<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        String opening() throws NotWellFormed {
            if (text.startsWith(BYTE_ORDER_MARK)) {
                at++;
            }
            if (isDeclaration()) {
                through("?>", 2);
            }
            return text.substring(0, at);
        }

        private boolean isDeclaration() {
            return text.startsWith("<?xml", at) && at + 5 < text.length() && isSpace(text.charAt(at + 5));
        }

        /** What follows the opening. */
        XmlElement document() throws NotWellFormed {
            int start = at;
            Open whole = new Open("", List.of(), new ArrayList<>(), start, start);
            open.push(whole);
            while (at < text.length()) {
                readNode();
            }
            long roots = whole.content().stream()
                    .filter(XmlElement.class::isInstance)
                    .count();
            boolean textOutside =
                    whole.content().stream().anyMatch(node -> node instanceof XmlText words && !words.isBlank());
            if (open.size() != 1 || roots != 1 || textOutside) {
                throw new NotWellFormed();
            }
            return new XmlElement(text, "", List.of(), whole.content(), start, start, text.length(), text.length());
        }

        private void readNode() throws NotWellFormed {
            if (text.charAt(at) != '<') {
                int end = text.indexOf('<', at);
                String written = text.substring(at, end < 0 ? text.length() : end);
                add(new XmlText(written, decoded(written)));
                at += written.length();
            } else if (text.startsWith("<!--", at)) {
                add(new XmlRemark(through("-->", 4)));
            } else if (text.startsWith("<![CDATA[", at) && open.size() > 1) {
                String written = through("]]>", 9);
                add(new XmlText(written, written.substring(9, written.length() - 3)));
            } else if (text.startsWith("<?", at) && !isDeclaration()) {
                add(new XmlRemark(through("?>", 2)));
            } else if (text.startsWith("</", at)) {
                readEndTag();
            } else {
                readStartTag();
            }
        }

        private void add(XmlNode node) {
            open.element().content().add(node);
        }

        private String through(String closing, int openingLength) throws NotWellFormed {
            int start = at;
            int end = text.indexOf(closing, at + openingLength);
            if (end < 0) {
                throw new NotWellFormed();
            }
            at = end + closing.length();
            return text.substring(start, at);
        }

        private void readStartTag() throws NotWellFormed {
            int start = at;
            at++;
            String name = readName();
            List<XmlAttribute> attributes = new ArrayList<>();
            while (true) {
                int spaceStart = at;
                skipSpace();
                if (text.startsWith("/>", at)) {
                    at += 2;
                    add(new XmlElement(text, name, attributes, List.of(), start, at, at, at));
                    return;
                }
                if (text.startsWith(">", at)) {
                    at++;
                    if (open.size() > DEEPEST) {
                        throw new NotWellFormed();
                    }
                    open.push(new Open(name, attributes, new ArrayList<>(), start, at));
                    return;
                }
                if (at == spaceStart) {
                    throw new NotWellFormed();
                }
                readAttribute(start, spaceStart, attributes);
            }
        }

        private void readAttribute(int tagStart, int start, List<XmlAttribute> attributes) throws NotWellFormed {
            String name = readName();
            skipSpace();
            expect('=');
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : ' ';
            if (quote != '"' && quote != '\'') {
                throw new NotWellFormed();
            }
            at++;
            int end = text.indexOf(quote, at);
            if (end < 0) {
                throw new NotWellFormed();
            }
            String written = text.substring(at, end);
            boolean twice = attributes.stream().anyMatch(a -> a.name().equals(name));
            if (twice || written.indexOf('<') >= 0 || attributes.size() == MOST_ATTRIBUTES) {
                throw new NotWellFormed();
            }
            at = end + 1;
            attributes.add(new XmlAttribute(name, decoded(written), start - tagStart, at - tagStart));
        }

        private void readEndTag() throws NotWellFormed {
            int start = at;
            at += 2;
            String name = readName();
            skipSpace();
            expect('>');
            if (open.size() < 2 || !open.element().name().equals(name)) {
                throw new NotWellFormed();
            }
            Open element = open.pop();
            add(new XmlElement(
                    text,
                    name,
                    element.attributes(),
                    element.content(),
                    element.start(),
                    element.innerStart(),
                    start,
                    at));
        }

        private String readName() throws NotWellFormed {
            int start = at;
            while (at < text.length() && isNameChar(text.charAt(at))) {
                at++;
            }
            char first = start < at ? text.charAt(start) : '-';
            if (first == '-' || first == '.' || (first >= '0' && first <= '9')) {
                throw new NotWellFormed();
            }
            return text.substring(start, at);
        }

        /** Of the signs of ASCII those that the standard allows, of all others every one that is no control. */
        private static boolean isNameChar(char c) {
            if (c >= 0x80) {
                return !Character.isISOControl(c) && !Character.isSpaceChar(c);
            }
            return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '-' || c == '.';
        }

        private void skipSpace() {
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
        }

        private void expect(char c) throws NotWellFormed {
            if (at >= text.length() || text.charAt(at) != c) {
                throw new NotWellFormed();
            }
            at++;
        }

        private static String decoded(String written) throws NotWellFormed {
            if (written.indexOf('&') < 0) {
                return written;
            }
            StringBuilder value = new StringBuilder();
            int from = 0;
            for (int i = written.indexOf('&'); i >= 0; i = written.indexOf('&', from)) {
                int end = written.indexOf(';', i);
                if (end < 0) {
                    throw new NotWellFormed();
                }
                value.append(written, from, i).append(referred(written.substring(i + 1, end)));
                from = end + 1;
            }
            return value.append(written.substring(from)).toString();
        }

        private static String referred(String name) throws NotWellFormed {
            return switch (name) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                case "apos" -> "'";
                default -> character(name);
            };
        }

        private static String character(String name) throws NotWellFormed {
            int codePoint;
            if (name.matches("#[0-9]{1,7}")) {
                codePoint = Integer.parseInt(name.substring(1));
            } else if (name.matches("#x[0-9A-Fa-f]{1,6}")) {
                codePoint = Integer.parseInt(name.substring(2), 16);
            } else {
                throw new NotWellFormed();
            }
            if (codePoint == 0 || !Character.isValidCodePoint(codePoint)) {
                throw new NotWellFormed();
            }
            return Character.toString(codePoint);
        }
    }
}
