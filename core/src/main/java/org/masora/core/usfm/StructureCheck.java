package org.masora.core.usfm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.VerseRange;

/** Finds what is wrong with a document that has been read: what it lacks, and what stands in the wrong place. */
final class StructureCheck {
    private static final int R = MarkerTable.standard().number("r");
    private static final int REF = MarkerTable.standard().number("ref");

    private final byte[] bytes;
    private final UsfmTokens tokens;
    private final UsfmTree tree;
    private final Optional<BookCode> book;
    private final ProblemList problems;
    private final VerseOrder order;
    /** How many milestones of each marker have started and not ended, and where the last one did. */
    private final int[] openMilestones = new int[MarkerTable.standard().size()];

    private final int[] lastMilestones = new int[openMilestones.length];
    private boolean inChapter;
    private boolean idSeen;
    private boolean textBeforeChapter;
    private boolean refusedByScribe;

    private StructureCheck(
            byte[] bytes, UsfmTokens tokens, UsfmTree tree, Optional<BookCode> book, ProblemList problems) {
        this.bytes = bytes;
        this.tokens = tokens;
        this.tree = tree;
        this.book = book;
        this.problems = problems;
        this.order = new VerseOrder(problems);
    }

    static void check(byte[] bytes, UsfmTokens tokens, UsfmTree tree, Optional<BookCode> book, ProblemList problems) {
        new StructureCheck(bytes, tokens, tree, book, problems).run();
    }

    private void run() {
        int node = 0;
        while (node < tree.count()) {
            node = node(node);
        }
        for (int marker = 0; marker < openMilestones.length; marker++) {
            if (openMilestones[marker] > 0) {
                unmatched(marker, lastMilestones[marker]);
            }
        }
        tokens();
        if (!idSeen) {
            problems.add(ProblemCode.ID_MISSING, 0);
        }
        if (!inChapter && book.isPresent() && book.get().isScripture()) {
            problems.add(ProblemCode.CHAPTERS_ABSENT, bytes.length);
        }
    }

    /** Checks a node; the next one to look at, which is not inside a sidebar: no verses are counted there. */
    private int node(int node) {
        int token = tree.firstToken(node);
        switch (tree.kind(node)) {
            case PARAGRAPH -> paragraph(token);
            case CHAPTER -> chapter(node);
            case VERSE -> verse(node);
            case MILESTONE -> milestone(token);
            case CHARACTER -> character(node, token);
            case SIDEBAR -> {
                return tree.next(node);
            }
            case TABLE, ROW, CELL, NOTE, FIGURE, PERIPHERAL -> {}
        }
        return node + 1;
    }

    private void paragraph(int token) {
        MarkerCategory category = tokens.category(token);
        if (category == MarkerCategory.IDENTIFICATION) {
            identification(token);
        } else if (category == MarkerCategory.VERSE_PARAGRAPH && !inChapter && !textBeforeChapter) {
            textBeforeChapter = true;
            if (book.isPresent() && book.get().isScripture()) {
                problems.add(ProblemCode.PARAGRAPH_BEFORE_CHAPTER, tokens.start(token), name(token));
            }
        }
    }

    private void identification(int token) {
        if (idSeen) {
            problems.add(ProblemCode.ID_REPEATED, tokens.start(token));
            return;
        }
        idSeen = true;
        for (int before = 0; before < token; before++) {
            if (!isBlank(before) && !tokens.is(before, TokenKind.BOM)) {
                problems.add(ProblemCode.ID_NOT_FIRST, tokens.start(token));
                break;
            }
        }
        if (book.isEmpty()) {
            int argument = token + 1;
            while (argument < tokens.count() && isBlank(argument)) {
                argument++;
            }
            boolean present = argument < tokens.count() && tokens.is(argument, TokenKind.ARG);
            problems.add(ProblemCode.BOOK_UNKNOWN, tokens.start(token), present ? tokens.text(argument) : "");
        }
    }

    private boolean isBlank(int token) {
        return tokens.is(token, TokenKind.WS) || tokens.is(token, TokenKind.NL);
    }

    private void chapter(int node) {
        inChapter = true;
        int offset = tokens.start(tree.firstToken(node));
        int argument = tree.endToken(node) - 1;
        int number = tokens.is(argument, TokenKind.ARG)
                ? Numbers.chapter(bytes, tokens.start(argument), tokens.end(argument))
                : 0;
        if (number == 0) {
            problems.add(ProblemCode.CHAPTER_WITHOUT_NUMBER, offset);
        }
        order.chapter(number, offset);
    }

    private void verse(int node) {
        int token = tree.firstToken(node);
        int offset = tokens.start(token);
        int argument = tree.endToken(node) - 1;
        if (!tokens.is(argument, TokenKind.ARG)) {
            problems.add(ProblemCode.VERSE_WITHOUT_NUMBER, offset);
        } else {
            number(argument, offset);
        }
        if (!inChapter) {
            problems.add(ProblemCode.VERSE_OUTSIDE_CHAPTER, offset, tokens.text(argument));
        }
        int parent = tree.parent(node);
        if (parent != UsfmTree.ROOT) {
            place(parent, offset);
        }
    }

    private void place(int parent, int offset) {
        int token = tree.firstToken(parent);
        switch (tree.kind(parent)) {
            case CHARACTER -> problems.add(ProblemCode.CHARACTER_CROSSES_VERSE, offset, name(token));
            case PARAGRAPH -> {
                MarkerCategory category = tokens.category(token);
                if (category.isHeading() && category != MarkerCategory.DESCRIPTION) {
                    problems.add(ProblemCode.VERSE_IN_HEADING, offset, name(token));
                }
            }
            case CHAPTER, VERSE, TABLE, ROW, CELL, NOTE, FIGURE, MILESTONE, SIDEBAR, PERIPHERAL -> {}
        }
    }

    private void number(int argument, int offset) {
        int from = tokens.start(argument);
        int to = tokens.end(argument);
        int plain = Numbers.plain(bytes, from, to);
        boolean standard = bytes[from] != '0';
        if (plain >= 0) {
            order.verse(plain, offset);
        } else {
            String written = tokens.text(argument);
            Optional<VerseRange> range = VerseRange.parse(written);
            range.ifPresent(verses -> order.verses(verses, offset));
            standard &= range.isPresent() && hasStandardDigits(from, to);
        }
        boolean separated = argument + 1 == tokens.count()
                || !(tokens.is(argument + 1, TokenKind.TEXT) || tokens.is(argument + 1, TokenKind.ESCAPE));
        if (!standard || !separated) {
            int shown = Math.min(to + (separated ? 0 : 8), bytes.length);
            String written = new String(bytes, from, shown - from, StandardCharsets.UTF_8);
            problems.add(ProblemCode.VERSE_NUMBER_MALFORMED, offset, written);
        }
    }

    /** Whether all digits are those of ASCII, and no dash is longer than a hyphen. */
    private boolean hasStandardDigits(int from, int to) {
        int at = from;
        while (at < to) {
            int point = VerseLexer.codePoint(bytes, at);
            if (point < 0 || (point > '9' && Character.isDigit(point)) || point == 0x2013) {
                return false;
            }
            at += VerseLexer.size(point);
        }
        return true;
    }

    private void milestone(int token) {
        int marker = tokens.markerNumber(token);
        switch (MarkerTable.standard().role(marker)) {
            case START -> {
                openMilestones[marker]++;
                lastMilestones[marker] = tokens.start(token);
            }
            case END -> {
                int start = MarkerTable.standard().startOf(marker);
                if (openMilestones[start] == 0) {
                    unmatched(marker, tokens.start(token));
                } else {
                    openMilestones[start]--;
                }
            }
            case ALONE -> {}
        }
    }

    private void unmatched(int marker, int offset) {
        problems.add(
                ProblemCode.MILESTONE_UNMATCHED,
                offset,
                MarkerTable.standard().marker(marker).name());
    }

    private void character(int node, int token) {
        int parent = tree.parent(node);
        if (!refusedByScribe
                && parent != UsfmTree.ROOT
                && tokens.markerNumber(token) == REF
                && tokens.markerNumber(tree.firstToken(parent)) == R) {
            refusedByScribe = true;
            problems.add(ProblemCode.SCRIBE_CANNOT_OPEN, tokens.start(token));
        }
    }

    private void tokens() {
        for (int token = 0; token < tokens.count(); token++) {
            int from = tokens.start(token);
            if (tokens.is(token, TokenKind.ATTRS)) {
                int to = tokens.end(token);
                if (!AttributeCheck.isWellFormed(bytes, from, to) && !isOldFigure(token)) {
                    problems.add(ProblemCode.ATTRIBUTES_MALFORMED, from, tokens.text(token));
                }
            } else if (bytes[from] == '\\' && tokens.is(token, TokenKind.TEXT) && isAlone(from)) {
                problems.add(ProblemCode.BACKSLASH_ALONE, from);
            }
        }
    }

    /** Whether these are the six fields by position that figures had before USFM 3. */
    private boolean isOldFigure(int attributes) {
        if (attributes + 1 == tokens.count()
                || !tokens.is(attributes + 1, TokenKind.MARKER)
                || tokens.category(attributes + 1) != MarkerCategory.FIGURE) {
            return false;
        }
        int bars = 0;
        for (int at = tokens.start(attributes); at < tokens.end(attributes); at++) {
            if (bytes[at] == '|') {
                bars++;
            }
        }
        return bars > 1;
    }

    /** Whether no name follows; in a remark a backslash may stand in front of one. */
    private boolean isAlone(int backslash) {
        return backslash + 1 == bytes.length || !Character.isLetter(bytes[backslash + 1]);
    }

    private String name(int token) {
        return tokens.marker(token).name();
    }
}
