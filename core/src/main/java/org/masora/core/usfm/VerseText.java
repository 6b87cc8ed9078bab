package org.masora.core.usfm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The text of a verse as a reader sees it, without anything that is not the text itself. */
final class VerseText {
    private final byte[] bytes;
    private final UsfmTokens tokens;
    private final UsfmTree tree;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean spaceDue;

    private VerseText(byte[] bytes, UsfmTokens tokens, UsfmTree tree) {
        this.bytes = bytes;
        this.tokens = tokens;
        this.tree = tree;
    }

    static String read(byte[] bytes, UsfmTokens tokens, UsfmTree tree, int firstToken, int endToken) {
        VerseText reader = new VerseText(bytes, tokens, tree);
        reader.walk(firstToken, endToken, true);
        return reader.text.toString(StandardCharsets.UTF_8);
    }

    static boolean isBlank(byte[] bytes, UsfmTokens tokens, UsfmTree tree, int firstToken, int endToken) {
        VerseText reader = new VerseText(bytes, tokens, tree);
        return !reader.walk(firstToken, endToken, false);
    }

    /** Reads the tokens, to the end or, where {@code all} is false, to the first text; whether there was text. */
    private boolean walk(int firstToken, int endToken, boolean all) {
        int token = firstToken;
        int node = tree.firstNodeFrom(token);
        while (token < endToken) {
            if (node < tree.count() && tree.firstToken(node) == token) {
                if (isSkipped(node, token)) {
                    token = tree.endToken(node);
                    node = tree.next(node);
                } else {
                    spaceDue |= tree.kind(node) != NodeKind.CHARACTER;
                    token += tree.kind(node) == NodeKind.TABLE ? 0 : 1;
                    node++;
                }
                continue;
            }
            add(token, all);
            if (!all && text.size() > 0) {
                return true;
            }
            token++;
        }
        return text.size() > 0;
    }

    private boolean isSkipped(int node, int token) {
        return switch (tree.kind(node)) {
            case CHAPTER, VERSE, NOTE, FIGURE, MILESTONE, SIDEBAR -> true;
            case PARAGRAPH -> tokens.category(token).isHeading();
            case CHARACTER -> tokens.category(token) == MarkerCategory.ATTRIBUTE && tree.isClosed(node);
            case TABLE, ROW, CELL, PERIPHERAL -> false;
        };
    }

    private void add(int token, boolean all) {
        switch (tokens.kind(token)) {
            case TEXT -> {
                for (int at = tokens.start(token); at < tokens.end(token) && (all || text.size() == 0); at++) {
                    at += addText(at, tokens.end(token));
                }
            }
            case ESCAPE -> addEscape(token);
            case WS, NL -> spaceDue |= !tokens.isDelimiter(token);
            case BOM, MARKER, MS_CLOSE, ARG, ATTRS -> {}
        }
    }

    /** Adds the byte, or what the bytes here stand for; how many more than one they are. */
    private int addText(int at, int end) {
        byte b = bytes[at];
        if (Tokenizer.isSpace(b)) {
            spaceDue = true;
        } else if (b == '~') {
            write("\u00A0");
        } else if (b == '/' && at + 1 < end && bytes[at + 1] == '/') {
            return 1;
        } else {
            write(b);
        }
        return 0;
    }

    private void addEscape(int token) {
        byte escaped = bytes[tokens.start(token) + 1];
        if (escaped != 'u' && escaped != 'U') {
            write(escaped);
            return;
        }
        int point = Integer.parseUnsignedInt(tokens.text(token).substring(2), 16);
        write(Character.isValidCodePoint(point) ? Character.toString(point) : "\uFFFD");
    }

    private void write(String string) {
        for (byte b : string.getBytes(StandardCharsets.UTF_8)) {
            write(b);
        }
    }

    private void write(byte b) {
        if (spaceDue && text.size() > 0) {
            text.write(' ');
        }
        spaceDue = false;
        text.write(b);
    }
}
