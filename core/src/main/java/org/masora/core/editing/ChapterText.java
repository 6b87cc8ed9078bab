package org.masora.core.editing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.masora.core.usfm.MarkerCategory;
import org.masora.core.usfm.NodeKind;
import org.masora.core.usfm.TokenKind;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.usfm.UsfmTokens;
import org.masora.core.usfm.UsfmTree;

/**
 * A chapter laid out for reading: headings, paragraphs, poetry, with verse numbers, notes and figures in their places.
 *
 * @param blocks in the order of the text
 */
public record ChapterText(List<Block> blocks) {

    public ChapterText {
        blocks = List.copyOf(blocks);
    }

    /**
     * A paragraph, heading, poetry line or the like.
     *
     * @param kind how it is laid out
     * @param level from 1: how deep a line of poetry or a list is set, how small a heading is
     * @param runs what stands in it
     */
    public record Block(Kind kind, int level, List<Run> runs) {
        public Block {
            runs = List.copyOf(runs);
        }
    }

    /** How a block is laid out. */
    public enum Kind {
        /** The title of the book. */
        TITLE,
        /** The heading of a section. */
        HEADING,
        /** What stands under a heading: a parallel passage, the title of a psalm. */
        SUBHEADING,
        /** A paragraph whose first line is set in. */
        PARAGRAPH,
        /** A paragraph whose first line is not. */
        FLUSH,
        /** A line of poetry. */
        POETRY,
        /** An entry of a list. */
        LIST,
        /** A row of a table. */
        ROW,
        /** An empty line. */
        BREAK
    }

    /** What stands in a block. */
    public sealed interface Run {
        /**
         * The number of a verse, or of a bridge of verses.
         *
         * @param label as it is written
         */
        record Verse(UnitKey key, String label) implements Run {}

        /**
         * Text.
         *
         * @param style the marker of the innermost character style; "" for none
         * @param verse the verse it belongs to; empty in headings and before the first verse
         */
        record Words(String text, String style, Optional<UnitKey> verse) implements Run {}

        /** A footnote, endnote or cross reference. */
        record Note(String marker, String text) implements Run {}

        /** A figure; only its caption is shown. */
        record Figure(String caption) implements Run {}

        /** The next cell of a row. */
        record Cell() implements Run {}
    }

    /**
     * Lays out a chapter.
     *
     * @param chapter its number; 0 for what stands before the first
     */
    public static ChapterText of(UsfmDocument book, int chapter) {
        return new ChapterText(new Layout(book, chapter).run());
    }

    /** Which way most of its letters run. */
    public boolean isRightToLeft() {
        int balance = 0;
        for (Block block : blocks) {
            for (Run run : block.runs()) {
                if (run instanceof Run.Words(var text, var _, var _)) {
                    for (int i = 0; i < text.length(); i++) {
                        balance += switch (Character.getDirectionality(text.charAt(i))) {
                            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> 1;
                            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> -1;
                            default -> 0;
                        };
                    }
                }
            }
        }
        return balance > 0;
    }

    /** One walk over the tokens of the chapter. */
    private static final class Layout {
        private final UsfmDocument book;
        private final UsfmTokens tokens;
        private final UsfmTree tree;
        private final List<Unit> units;
        private final List<Block> blocks = new ArrayList<>();
        private final Deque<Style> styles = new ArrayDeque<>();
        private final StringBuilder words = new StringBuilder();
        private List<Run> runs = new ArrayList<>();
        private Kind kind = Kind.PARAGRAPH;
        private int level = 1;
        private boolean isHeading;
        private Optional<UnitKey> verse = Optional.empty();

        private record Style(String marker, int endToken) {}

        Layout(UsfmDocument book, int chapter) {
            this.book = book;
            tokens = book.tokens();
            tree = book.tree();
            units = book.units().stream()
                    .filter(unit -> unit.key().chapter() == chapter)
                    .filter(unit -> unit.length() > 0 && unit.key().part() != UnitPart.TAIL)
                    .toList();
        }

        List<Block> run() {
            int token = 0;
            for (Unit unit : units) {
                while (token < tokens.count() && tokens.start(token) < unit.start()) {
                    token++;
                }
                unit(unit, token);
            }
            endBlock();
            return blocks;
        }

        private void unit(Unit unit, int first) {
            endWords();
            verse = Optional.of(unit.key()).filter(key -> key.part() == UnitPart.BODY);
            int token = first;
            int node = tree.firstNodeFrom(token);
            while (token < tokens.count() && tokens.start(token) < unit.end()) {
                endStyles(token);
                if (node < tree.count() && tree.firstToken(node) == token) {
                    NodeKind what = tree.kind(node);
                    if (isWhole(what, token)) {
                        whole(what, node, token, unit);
                        token = Math.max(token + 1, tree.endToken(node));
                        node = tree.next(node);
                    } else {
                        enter(what, node, token);
                        node++;
                        token += what == NodeKind.TABLE ? 0 : 1;
                    }
                } else {
                    content(token);
                    token++;
                }
            }
        }

        private boolean isWhole(NodeKind what, int token) {
            return switch (what) {
                case CHAPTER, VERSE, NOTE, FIGURE, MILESTONE -> true;
                case PARAGRAPH ->
                    switch (tokens.category(token)) {
                        case IDENTIFICATION, HEADER, REMARK -> true;
                        default -> false;
                    };
                case CHARACTER -> tokens.category(token) == MarkerCategory.ATTRIBUTE;
                case TABLE, ROW, CELL, SIDEBAR, PERIPHERAL -> false;
            };
        }

        private void whole(NodeKind what, int node, int token, Unit unit) {
            int end = Math.max(token + 1, tree.endToken(node));
            switch (what) {
                case VERSE -> {
                    endWords();
                    String label = tokens.kind(end - 1) == TokenKind.ARG
                            ? tokens.text(end - 1)
                            : unit.key().verse();
                    runs.add(new Run.Verse(unit.key(), label));
                }
                case NOTE -> {
                    endWords();
                    runs.add(new Run.Note(tokens.marker(token).name(), VerseMarkup.note(raw(token, end))));
                }
                case FIGURE -> {
                    endWords();
                    runs.add(new Run.Figure(VerseMarkup.caption(raw(token, end))));
                }
                case CHAPTER, MILESTONE, PARAGRAPH, CHARACTER, TABLE, ROW, CELL, SIDEBAR, PERIPHERAL -> {}
            }
        }

        private String raw(int token, int end) {
            return book.text(tokens.start(token), tokens.start(end));
        }

        private void enter(NodeKind what, int node, int token) {
            switch (what) {
                case PARAGRAPH, ROW -> block(token);
                case SIDEBAR, PERIPHERAL -> {
                    endBlock();
                    kind = Kind.PARAGRAPH;
                    level = 1;
                }
                case CELL -> {
                    endWords();
                    if (!runs.isEmpty()) {
                        runs.add(new Run.Cell());
                    }
                }
                case CHARACTER -> {
                    endWords();
                    styles.push(new Style(tokens.marker(token).name(), tree.endToken(node)));
                }
                case TABLE, CHAPTER, VERSE, NOTE, FIGURE, MILESTONE -> {}
            }
        }

        private void endStyles(int token) {
            while (!styles.isEmpty() && styles.element().endToken() <= token) {
                endWords();
                styles.pop();
            }
        }

        private void block(int token) {
            endBlock();
            String marker = tokens.marker(token).name();
            MarkerCategory category = tokens.category(token);
            isHeading = category.isHeading() && category != MarkerCategory.INTRODUCTION;
            level = level(marker);
            kind = switch (category) {
                case TITLE -> Kind.TITLE;
                case SECTION ->
                    (marker.startsWith("s") && !marker.equals("sr") && !marker.equals("sp")) || marker.startsWith("ms")
                            ? Kind.HEADING
                            : Kind.SUBHEADING;
                case CHAPTER_PARAGRAPH, DESCRIPTION -> Kind.SUBHEADING;
                case LIST -> Kind.LIST;
                case ROW -> Kind.ROW;
                case INTRODUCTION -> marker.startsWith("is") ? Kind.HEADING : Kind.PARAGRAPH;
                default -> ofText(marker);
            };
            if (category == MarkerCategory.DESCRIPTION) {
                isHeading = false;
            }
        }

        private static Kind ofText(String marker) {
            if (marker.startsWith("q")) {
                return Kind.POETRY;
            }
            return switch (marker) {
                case "b", "ib", "s5" -> Kind.BREAK;
                case "m", "nb", "pc", "pmo" -> Kind.FLUSH;
                default -> Kind.PARAGRAPH;
            };
        }

        private static int level(String marker) {
            char last = marker.charAt(marker.length() - 1);
            return last >= '1' && last <= '9' ? last - '0' : 1;
        }

        private void content(int token) {
            switch (tokens.kind(token)) {
                case TEXT -> words.append(tokens.text(token).replace("//", " ").replace('~', '\u00A0'));
                case ESCAPE -> words.append(VerseMarkup.sign(tokens.text(token)));
                case WS, NL -> words.append(tokens.isDelimiter(token) ? "" : " ");
                case BOM, MARKER, MS_CLOSE, ARG, ATTRS -> {}
            }
        }

        private void endWords() {
            String text = words.toString().replaceAll("[ \\t]+", " ");
            words.setLength(0);
            boolean first = runs.isEmpty() || runs.getLast() instanceof Run.Verse || endsWithSpace();
            String shown = first ? text.stripLeading() : text;
            if (!shown.isEmpty()) {
                String style = styles.isEmpty() ? "" : styles.element().marker();
                runs.add(new Run.Words(shown, style, isHeading ? Optional.empty() : verse));
            }
        }

        private boolean endsWithSpace() {
            return runs.getLast() instanceof Run.Words(var text, var _, var _) && text.endsWith(" ");
        }

        private void endBlock() {
            endWords();
            styles.clear();
            if (kind == Kind.BREAK) {
                blocks.add(new Block(Kind.BREAK, 1, List.of()));
                // No text should stand there, but it does: unfoldingWord's \\s5 parts verses in the middle of a
                // paragraph.
                kind = Kind.FLUSH;
            }
            if (!runs.isEmpty()) {
                blocks.add(new Block(kind, level, joined(runs)));
            }
            runs = new ArrayList<>();
            kind = Kind.FLUSH;
            level = 1;
            isHeading = false;
        }

        /** Neighbours of one style and verse as one: alignment cuts a verse into its words. */
        private static List<Run> joined(List<Run> runs) {
            List<Run> joined = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < runs.size(); i++) {
                if (!(runs.get(i) instanceof Run.Words(var part, var style, var verse))) {
                    joined.add(runs.get(i));
                    continue;
                }
                text.append(part);
                boolean goesOn = i + 1 < runs.size()
                        && runs.get(i + 1) instanceof Run.Words(var _, var nextStyle, var nextVerse)
                        && isWord(style).equals(isWord(nextStyle))
                        && verse.equals(nextVerse);
                if (!goesOn) {
                    joined.add(new Run.Words(text.toString(), isWord(style), verse));
                    text.setLength(0);
                }
            }
            return joined;
        }

        /** The style as a reader sees it: a word's wrapper is none. */
        private static String isWord(String style) {
            return style.equals("w") || style.equals("wg") || style.equals("wh") || style.equals("wa") ? "" : style;
        }
    }
}
