package org.masora.app.web.decisions;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.masora.core.usfm.Atom;
import org.masora.core.usfm.UsfmDocument;

/**
 * A text as a reader sees it: words in their order, notes as numbers that lead to what they say, and of the rest of the
 * markup as much as a reader needs.
 *
 * @param pieces in the order of the text
 * @param notes what the notes say, by their numbers less one
 * @param linked how many words are linked to words of the original
 * @param raw the exact text
 */
public record ReadText(List<Piece> pieces, List<String> notes, int linked, String raw) {
    private static final Pattern MARKERS = Pattern.compile("\\\\\\+?[a-zA-Z][a-zA-Z0-9-]*\\*?[ \\t]?");
    private static final Pattern NOTE_START = Pattern.compile("^\\\\\\+?[a-z]+[0-9]?\\s+\\S\\s+");
    private static final Pattern ATTRIBUTES = Pattern.compile("\\|[^|\\\\]*(?=\\\\)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    public ReadText {
        pieces = List.copyOf(pieces);
        notes = List.copyOf(notes);
    }

    /** What a text consists of. */
    public sealed interface Piece {
        /** What makes two pieces say the same. */
        String form();

        /** The piece as plain text, with the space behind it. */
        String text();

        /**
         * A word.
         *
         * @param sign whether it is a sign between words
         */
        record Word(String form, String text, boolean sign) implements Piece {}

        /** A verse begins. */
        record Verse(String number) implements Piece {
            @Override
            public String form() {
                return "\\v " + number;
            }

            @Override
            public String text() {
                return number + " ";
            }
        }

        /** A note stands here. */
        record Note(int number, String says) implements Piece {
            @Override
            public String form() {
                return "\\f " + says;
            }

            @Override
            public String text() {
                return " ";
            }
        }

        /** A new line begins: a paragraph, a line of poetry, a heading. */
        record Line(String marker) implements Piece {
            @Override
            public String form() {
                return "\\" + marker;
            }

            @Override
            public String text() {
                return " ";
            }
        }
    }

    /** Reads a text with the markup of Scripture. */
    public static ReadText ofScripture(byte[] bytes) {
        UsfmDocument document = UsfmDocument.parse(bytes);
        Reader reader = new Reader();
        document.units()
                .forEach(unit -> document.atoms(unit)
                        .forEach(atom -> reader.add(atom.kind(), document.text(atom.start(), atom.end()))));
        return new ReadText(reader.pieces, reader.notes, reader.linked, new String(bytes, StandardCharsets.UTF_8));
    }

    /** Reads a text without markup. */
    public static ReadText ofPlain(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Reader reader = new Reader();
        boolean first = true;
        for (String line : text.strip().split("\\R", -1)) {
            if (!first) {
                reader.pieces.add(new Piece.Line(""));
            }
            first = false;
            reader.words(line);
        }
        return new ReadText(reader.pieces, reader.notes, 0, text);
    }

    /** The words alone, as one line; the number of the first verse goes without saying. */
    public String plain() {
        StringBuilder all = new StringBuilder();
        boolean numbered = !pieces.isEmpty() && pieces.getFirst() instanceof Piece.Verse;
        pieces.subList(numbered ? 1 : 0, pieces.size()).forEach(piece -> all.append(piece.text()));
        return SPACE.matcher(all).replaceAll(" ").strip();
    }

    /** Gathers pieces. */
    private static final class Reader {
        private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

        private final List<Piece> pieces = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private int linked;

        void add(Atom.Kind kind, String text) {
            switch (kind) {
                case TEXT -> words(text.replace("~", "\u00A0").replace("//", ""));
                case SPACE -> space();
                case ESCAPE -> words(text.substring(1));
                case VERSE -> {
                    String number = text.replaceFirst("^\\\\v\\s+", "").strip();
                    pieces.add(new Piece.Verse(number));
                }
                case PARAGRAPH -> pieces.add(new Piece.Line(marker(text)));
                case NOTE -> {
                    String says = note(text);
                    notes.add(says);
                    pieces.add(new Piece.Note(notes.size(), says));
                }
                case MILESTONE -> linked += text.startsWith("\\zaln-s") ? 1 : 0;
                case OPEN -> linked += marker(text).equals("w") ? 1 : 0;
                case CHAPTER, CLOSE, OTHER -> {}
                case FIGURE, SIDEBAR, ROW -> words(SPACE.matcher(without(text)).replaceAll(" "));
            }
        }

        private static String marker(String text) {
            return text.strip().replaceFirst("^\\\\\\+?", "").split("\\s", 2)[0];
        }

        private static String note(String text) {
            return SPACE.matcher(without(NOTE_START.matcher(text.strip()).replaceFirst("")))
                    .replaceAll(" ")
                    .strip();
        }

        private static String without(String text) {
            return MARKERS.matcher(ATTRIBUTES.matcher(text).replaceAll("")).replaceAll("");
        }

        void words(String text) {
            BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);
            breaks.setText(text);
            int start = breaks.first();
            for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
                String word = text.substring(start, end);
                if (word.isBlank() && !word.contains("\u00A0")) {
                    space();
                } else {
                    boolean sign = breaks.getRuleStatus() < BreakIterator.WORD_NONE_LIMIT;
                    pieces.add(new Piece.Word(NFC.normalize(word), word, sign));
                }
                start = end;
            }
        }

        /** White space belongs to the word before it. */
        private void space() {
            if (!pieces.isEmpty()
                    && pieces.getLast() instanceof Piece.Word(var form, var text, var sign)
                    && !text.endsWith(" ")) {
                pieces.set(pieces.size() - 1, new Piece.Word(form, text + " ", sign));
            }
        }
    }
}
