package org.masora.core.usfm;

import java.util.Arrays;

/**
 * Builds the tree in one pass over the tokens. It knows what closes what: a paragraph ends all styles and notes, a verse
 * or chapter ends a note that was left open, a part of a note ends the part before it, and a sidebar without its end is
 * none, so that it cannot hide the verses after it.
 */
final class TreeBuilder {
    /** Styles inside styles beyond this are leaves: real texts have three or four, and searches stay bounded. */
    private static final int MAX_INLINE_DEPTH = 40;

    /** Sidebar, peripheral, table, row and cell, and one more sidebar for each that is written inside another. */
    private static final int MAX_SIDEBARS = 8;

    private static final int MAX_DEPTH = MAX_INLINE_DEPTH + MAX_SIDEBARS + 8;

    private final UsfmTokens tokens;
    private final ProblemList problems;
    private final boolean[] sidebarStart;

    private NodeKind[] kinds;
    private int[] firsts;
    private int[] ends;
    private int[] nexts;
    private int[] parents;
    private boolean[] closed;
    private int count;

    private final int[] stack = new int[MAX_DEPTH];
    private int depth;
    private int inlineDepth;
    private int openNotes;
    private int openFigures;

    private TreeBuilder(UsfmTokens tokens, ProblemList problems) {
        this.tokens = tokens;
        this.problems = problems;
        int expected = tokens.count() / 3 + 16;
        kinds = new NodeKind[expected];
        firsts = new int[expected];
        ends = new int[expected];
        nexts = new int[expected];
        parents = new int[expected];
        closed = new boolean[expected];
        sidebarStart = matchedSidebars();
    }

    static UsfmTree build(UsfmTokens tokens, ProblemList problems) {
        return new TreeBuilder(tokens, problems).run();
    }

    private UsfmTree run() {
        int token = 0;
        while (token < tokens.count()) {
            if (!tokens.is(token, TokenKind.MARKER)) {
                token++;
            } else if (tokens.isClosing(token)) {
                close(token);
                token++;
            } else {
                token = open(token);
            }
        }
        popTo(0, tokens.count());
        return new UsfmTree(kinds, firsts, ends, nexts, parents, closed, count);
    }

    /** Which {@code \esb} have their {@code \esbe} in the same chapter; where there are none, an empty array. */
    private boolean[] matchedSidebars() {
        boolean[] matched = new boolean[0];
        int[] open = new int[MAX_SIDEBARS];
        int opened = 0;
        for (int token = 0; token < tokens.count(); token++) {
            if (!tokens.is(token, TokenKind.MARKER) || tokens.isClosing(token)) {
                continue;
            }
            MarkerCategory category = tokens.category(token);
            if (category == MarkerCategory.SIDEBAR_START) {
                if (opened < MAX_SIDEBARS) {
                    open[opened++] = token;
                }
            } else if (category == MarkerCategory.SIDEBAR_END && opened > 0) {
                if (matched.length == 0) {
                    matched = new boolean[tokens.count()];
                }
                matched[open[--opened]] = true;
            } else if (category == MarkerCategory.CHAPTER || category == MarkerCategory.IDENTIFICATION) {
                opened = 0;
            }
        }
        return matched;
    }

    /** Handles an opening marker; the token to go on with. */
    private int open(int token) {
        MarkerCategory category = tokens.category(token);
        return switch (category) {
            case IDENTIFICATION,
                    HEADER,
                    REMARK,
                    TITLE,
                    INTRODUCTION,
                    SECTION,
                    CHAPTER_PARAGRAPH,
                    DESCRIPTION,
                    VERSE_PARAGRAPH,
                    OTHER_PARAGRAPH,
                    LIST -> paragraph(token);
            case ROW -> row(token);
            case CELL -> cell(token);
            case CHAPTER -> {
                popTo(0, token);
                yield leaf(NodeKind.CHAPTER, token, numberEnd(token));
            }
            case VERSE -> {
                popNotesAndFigures(token);
                yield leaf(NodeKind.VERSE, token, numberEnd(token));
            }
            case PERIPHERAL -> {
                popTo(0, token);
                yield push(NodeKind.PERIPHERAL, token);
            }
            case SIDEBAR_START -> sidebar(token);
            case SIDEBAR_END -> sidebarEnd(token);
            case NOTE -> inline(NodeKind.NOTE, token);
            case NOTE_CHARACTER -> noteCharacter(token);
            case CHARACTER_OR_NOTE_CHARACTER ->
                openNotes > 0 ? noteCharacter(token) : inline(NodeKind.CHARACTER, token);
            case CHARACTER, ATTRIBUTE -> inline(NodeKind.CHARACTER, token);
            case FIGURE -> inline(NodeKind.FIGURE, token);
            case MILESTONE -> milestone(token);
            case CUSTOM, UNKNOWN -> unknown(token, category);
        };
    }

    private int paragraph(int token) {
        popToContainer(token);
        return push(NodeKind.PARAGRAPH, token);
    }

    private int row(int token) {
        popInline(token);
        while (depth > 0 && !isContainer(kinds[top()]) && kinds[top()] != NodeKind.TABLE) {
            pop(token);
        }
        if (depth == 0 || kinds[top()] != NodeKind.TABLE) {
            push(NodeKind.TABLE, token);
        }
        return push(NodeKind.ROW, token);
    }

    private int cell(int token) {
        popInline(token);
        if (depth > 0 && kinds[top()] == NodeKind.CELL) {
            pop(token);
        }
        if (depth == 0 || kinds[top()] != NodeKind.ROW) {
            problems.add(ProblemCode.CELL_OUTSIDE_ROW, tokens.start(token), name(token));
        }
        return push(NodeKind.CELL, token);
    }

    private int sidebar(int token) {
        if (token >= sidebarStart.length || !sidebarStart[token]) {
            problems.add(ProblemCode.SIDEBAR_NOT_CLOSED, tokens.start(token));
            return paragraph(token);
        }
        popToContainer(token);
        return push(NodeKind.SIDEBAR, token);
    }

    private int sidebarEnd(int token) {
        popToContainer(token);
        if (depth > 0 && kinds[top()] == NodeKind.SIDEBAR) {
            closed[top()] = true;
            pop(token + 1);
            return token + 1;
        }
        problems.add(ProblemCode.SIDEBAR_END_ALONE, tokens.start(token));
        return leaf(NodeKind.PARAGRAPH, token, token + 1);
    }

    private int noteCharacter(int token) {
        if (openNotes == 0) {
            problems.add(ProblemCode.NOTE_PART_OUTSIDE_NOTE, tokens.start(token), name(token));
        } else if (!tokens.isNested(token)) {
            while (kinds[top()] != NodeKind.NOTE) {
                pop(token);
            }
        }
        return inline(NodeKind.CHARACTER, token);
    }

    private int milestone(int token) {
        int end = token + 1;
        while (end < tokens.count() && (tokens.is(end, TokenKind.WS) || tokens.is(end, TokenKind.ATTRS))) {
            end++;
        }
        int closer = end;
        if (closer < tokens.count() && tokens.is(closer, TokenKind.NL)) {
            closer++;
        }
        boolean isClosed = closer < tokens.count() && tokens.is(closer, TokenKind.MS_CLOSE);
        if (!isClosed) {
            problems.add(ProblemCode.MILESTONE_NOT_CLOSED, tokens.start(token), name(token));
        }
        int node = count;
        int next = leaf(NodeKind.MILESTONE, token, isClosed ? closer + 1 : end);
        closed[node] = isClosed;
        return next;
    }

    /** At the start of a line an unknown marker is a paragraph, inside a line or a note a character style. */
    private int unknown(int token, MarkerCategory category) {
        if (category == MarkerCategory.UNKNOWN) {
            problems.add(ProblemCode.MARKER_UNKNOWN, tokens.start(token), name(token));
        }
        boolean startsLine = token == 0 || tokens.is(token - 1, TokenKind.NL) || tokens.is(token - 1, TokenKind.BOM);
        return startsLine && openNotes == 0 && !tokens.isNested(token)
                ? paragraph(token)
                : inline(NodeKind.CHARACTER, token);
    }

    private int inline(NodeKind kind, int token) {
        if (inlineDepth == MAX_INLINE_DEPTH) {
            problems.add(ProblemCode.NESTING_TOO_DEEP, tokens.start(token));
            return leaf(kind, token, token + 1);
        }
        inlineDepth++;
        if (kind == NodeKind.NOTE) {
            openNotes++;
        } else if (kind == NodeKind.FIGURE) {
            openFigures++;
        }
        return push(kind, token);
    }

    private void close(int token) {
        int level = depth - 1;
        boolean isNote = tokens.category(token) == MarkerCategory.NOTE;
        for (; level >= depth - inlineDepth; level--) {
            int node = stack[level];
            if (tokens.sameMarker(firsts[node], token)) {
                popTo(level + 1, token);
                closed[node] = true;
                pop(token + 1);
                return;
            }
            if (kinds[node] == NodeKind.NOTE && !isNote) {
                break;
            }
        }
        problems.add(ProblemCode.CLOSER_WITHOUT_OPENER, tokens.start(token), name(token));
    }

    private int numberEnd(int token) {
        int end = token + 1;
        if (end < tokens.count() && tokens.is(end, TokenKind.WS)) {
            end++;
        }
        return end < tokens.count() && tokens.is(end, TokenKind.ARG) ? end + 1 : token + 1;
    }

    private static boolean isContainer(NodeKind kind) {
        return kind == NodeKind.SIDEBAR || kind == NodeKind.PERIPHERAL;
    }

    private void popToContainer(int token) {
        while (depth > 0 && !isContainer(kinds[top()])) {
            pop(token);
        }
    }

    private void popInline(int token) {
        popTo(depth - inlineDepth, token);
    }

    private void popNotesAndFigures(int token) {
        while (openNotes + openFigures > 0) {
            pop(token);
        }
    }

    private void popTo(int level, int token) {
        while (depth > level) {
            pop(token);
        }
    }

    private void pop(int endToken) {
        int node = stack[--depth];
        ends[node] = endToken;
        nexts[node] = count;
        switch (kinds[node]) {
            case NOTE -> {
                inlineDepth--;
                openNotes--;
                reportUnclosed(node, ProblemCode.NOTE_NOT_CLOSED);
            }
            case FIGURE -> {
                inlineDepth--;
                openFigures--;
                reportUnclosed(node, ProblemCode.FIGURE_NOT_CLOSED);
            }
            case CHARACTER -> {
                inlineDepth--;
                if (tokens.category(firsts[node]).isPair() && !mayEndByItself(node)) {
                    reportUnclosed(node, ProblemCode.CHARACTER_NOT_CLOSED);
                }
            }
            case PARAGRAPH, CHAPTER, VERSE, TABLE, ROW, CELL, MILESTONE, SIDEBAR, PERIPHERAL -> {}
        }
    }

    /** Whether it is a part of a note, which needs no closing marker. */
    private boolean mayEndByItself(int node) {
        MarkerCategory category = tokens.category(firsts[node]);
        return openNotes > 0
                && (category == MarkerCategory.NOTE_CHARACTER
                        || category == MarkerCategory.CHARACTER_OR_NOTE_CHARACTER);
    }

    private void reportUnclosed(int node, ProblemCode code) {
        if (!closed[node]) {
            problems.add(code, tokens.start(firsts[node]), name(firsts[node]));
        }
    }

    private String name(int token) {
        return tokens.marker(token).name();
    }

    private int top() {
        return stack[depth - 1];
    }

    /** Makes a node and leaves it open; the next token. */
    private int push(NodeKind kind, int token) {
        int node = add(kind, token);
        stack[depth++] = node;
        return kind == NodeKind.TABLE ? token : token + 1;
    }

    private int leaf(NodeKind kind, int token, int end) {
        int node = add(kind, token);
        ends[node] = end;
        nexts[node] = node + 1;
        return end;
    }

    private int add(NodeKind kind, int token) {
        if (count == kinds.length) {
            int larger = count + (count >> 1);
            kinds = Arrays.copyOf(kinds, larger);
            firsts = Arrays.copyOf(firsts, larger);
            ends = Arrays.copyOf(ends, larger);
            nexts = Arrays.copyOf(nexts, larger);
            parents = Arrays.copyOf(parents, larger);
            closed = Arrays.copyOf(closed, larger);
        }
        kinds[count] = kind;
        firsts[count] = token;
        parents[count] = depth == 0 ? UsfmTree.ROOT : top();
        return count++;
    }
}
