package org.masora.core.usfm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.masora.core.scripture.VerseRange;

/**
 * Cuts a document into merge units. What introduces a verse is kept apart from the verse before it: in real merges a
 * heading or paragraph mark that one person adds before verse 9 otherwise collides with what another edits in verse 8.
 */
final class UnitSplitter {
    private static final int NONE = -1;
    private static final int MAX_CACHED_VERSE = 200;
    private static final String[] VERSES = new String[MAX_CACHED_VERSE + 1];

    static {
        for (int verse = 0; verse <= MAX_CACHED_VERSE; verse++) {
            VERSES[verse] = Integer.toString(verse);
        }
    }

    private final byte[] bytes;
    private final UsfmTokens tokens;
    private final UsfmTree tree;
    private final List<Unit> units = new ArrayList<>();
    private final Map<UnitKey, Integer> ordinals = new HashMap<>();

    private UnitKey openKey = UnitKey.HEAD;
    private int openStart;
    private int chapter;
    private boolean started;
    private boolean verseSeen;
    /** Where the run starts that would introduce a verse if one came now. */
    private int lead = NONE;

    private boolean inHeading;

    private UnitSplitter(byte[] bytes, UsfmTokens tokens, UsfmTree tree) {
        this.bytes = bytes;
        this.tokens = tokens;
        this.tree = tree;
    }

    static List<Unit> split(byte[] bytes, UsfmTokens tokens, UsfmTree tree) {
        return new UnitSplitter(bytes, tokens, tree).run();
    }

    private List<Unit> run() {
        int token = 0;
        int node = 0;
        while (token < tokens.count()) {
            if (node == tree.count() || tree.firstToken(node) != token) {
                content(token);
                token++;
            } else {
                NodeKind kind = tree.kind(node);
                enter(kind, node, token);
                if (isWhole(kind)) {
                    token = tree.endToken(node);
                    node = tree.next(node);
                } else {
                    node++;
                    token += kind == NodeKind.TABLE ? 0 : 1;
                }
            }
        }
        start(UnitKey.TAIL, verseSeen && lead != NONE ? lead : bytes.length);
        units.add(new Unit(openKey, openStart, bytes.length));
        return List.copyOf(units);
    }

    /** Whether no verse can start inside. */
    private static boolean isWhole(NodeKind kind) {
        return switch (kind) {
            case CHAPTER, VERSE, NOTE, FIGURE, MILESTONE, SIDEBAR -> true;
            case PARAGRAPH, TABLE, ROW, CELL, CHARACTER, PERIPHERAL -> false;
        };
    }

    private void enter(NodeKind kind, int node, int token) {
        switch (kind) {
            case PARAGRAPH, ROW -> paragraph(token);
            case CHAPTER -> chapter(node, token);
            case VERSE -> verse(node, token);
            case SIDEBAR, PERIPHERAL -> {
                lead = NONE;
                inHeading = false;
            }
            case MILESTONE -> {
                if (lead == NONE && isStart(token)) {
                    lead = tokens.start(token);
                }
            }
            case NOTE, FIGURE, CHARACTER -> endLead();
            case TABLE, CELL -> {}
        }
    }

    private void content(int token) {
        switch (tokens.kind(token)) {
            case TEXT, ESCAPE, MARKER, MS_CLOSE -> endLead();
            case BOM, ARG, ATTRS, WS, NL -> {}
        }
    }

    private void endLead() {
        if (!inHeading) {
            lead = NONE;
        }
    }

    private void paragraph(int token) {
        MarkerCategory category = tokens.category(token);
        inHeading = category.isHeading();
        boolean ofBook = !started && category != MarkerCategory.SECTION && category != MarkerCategory.DESCRIPTION;
        boolean ofChapter = category == MarkerCategory.CHAPTER_PARAGRAPH || category == MarkerCategory.IDENTIFICATION;
        if (ofChapter || (ofBook && inHeading)) {
            inHeading = false;
            lead = NONE;
        } else if (lead == NONE) {
            lead = tokens.start(token);
        }
    }

    /** Whether the milestone opens something or is a mere break; one that ends something belongs to what was before. */
    private boolean isStart(int token) {
        int last = tokens.end(token) - 1;
        return !(bytes[last] == 'e' && bytes[last - 1] == '-');
    }

    private void chapter(int node, int token) {
        chapter = number(node);
        start(next(UnitPart.CHAPTER, ""), verseSeen && lead != NONE ? lead : tokens.start(token));
        started = true;
        verseSeen = false;
        lead = NONE;
        inHeading = false;
    }

    private void verse(int node, int token) {
        String verse = verseToken(node);
        UnitKey body = next(UnitPart.BODY, verse);
        start(new UnitKey(UnitPart.LEAD, chapter, verse, body.ordinal()), lead == NONE ? tokens.start(token) : lead);
        start(body, tokens.start(token));
        started = true;
        verseSeen = true;
        lead = NONE;
        inHeading = false;
    }

    private UnitKey next(UnitPart part, String verse) {
        UnitKey first = new UnitKey(part, chapter, verse, 1);
        int ordinal = ordinals.merge(first, 1, Integer::sum);
        return ordinal == 1 ? first : new UnitKey(part, chapter, verse, ordinal);
    }

    private void start(UnitKey key, int offset) {
        units.add(new Unit(openKey, openStart, offset));
        openKey = key;
        openStart = offset;
    }

    /** The chapter number of a node; 0 if it has none that can be one. */
    private int number(int node) {
        int argument = tree.endToken(node) - 1;
        return tokens.is(argument, TokenKind.ARG)
                ? Numbers.chapter(bytes, tokens.start(argument), tokens.end(argument))
                : 0;
    }

    private String verseToken(int node) {
        int argument = tree.endToken(node) - 1;
        if (!tokens.is(argument, TokenKind.ARG)) {
            return "";
        }
        int plain = Numbers.plain(bytes, tokens.start(argument), tokens.end(argument));
        if (plain >= 0 && plain <= MAX_CACHED_VERSE) {
            return VERSES[plain];
        }
        int from = tokens.start(argument);
        String written = new String(bytes, from, tokens.end(argument) - from, StandardCharsets.UTF_8);
        return VerseRange.parse(written).map(VerseRange::toString).orElse(written);
    }
}
