package org.masora.core.usfm;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.VerseRange;

/**
 * One USFM file, read without loss. It holds the bytes it was made of and never changes.
 *
 * <p>Reading takes time and memory in proportion to the length of the file, whatever its bytes are.
 */
public final class UsfmDocument {
    private final byte[] bytes;
    private final UsfmTokens tokens;
    private final UsfmTree tree;
    private final List<Unit> units;
    private final Map<UnitKey, Unit> unitsByKey;
    private final Optional<BookCode> book;
    private final List<Problem> problems;

    private UsfmDocument(byte[] bytes) {
        this.bytes = bytes;
        ProblemList found = new ProblemList();
        tokens = Tokenizer.tokenize(bytes);
        tree = TreeBuilder.build(tokens, found);
        units = UnitSplitter.split(bytes, tokens, tree);
        unitsByKey = HashMap.newHashMap(units.size());
        units.forEach(unit -> unitsByKey.put(unit.key(), unit));
        book = findBook();
        problems = problems(found);
    }

    private List<Problem> problems(ProblemList found) {
        if (ByteCheck.isUtf16(bytes)) {
            // Everything else would be a consequence of this.
            ProblemList encoding = new ProblemList();
            encoding.add(ProblemCode.ENCODING_UTF16, 0);
            return encoding.resolve(bytes, book, units);
        }
        ByteCheck.check(bytes, found);
        StructureCheck.check(bytes, tokens, tree, book, found);
        return found.resolve(bytes, book, units);
    }

    /** Reads any bytes; what is wrong with them is found in {@link #problems}. The array is copied. */
    public static UsfmDocument parse(byte[] bytes) {
        return new UsfmDocument(bytes.clone());
    }

    /**
     * Reads only what stands before the first chapter and one chapter, where that can be told without reading all of
     * the file; else all of it. The book and the bodies of the chapter's verses are those of {@link #parse}.
     *
     * @param chapter from 1
     */
    public static UsfmDocument parseChapter(byte[] bytes, int chapter) {
        return chapter == 0 ? parse(bytes) : ChapteredFile.of(bytes).chapter(chapter);
    }

    /**
     * Where the chapters of a file stand, without reading them; the first span is what stands before them. A chapter
     * whose bytes are the same in two such files has the same verses in both. Empty where that can be told only by
     * reading all of the file.
     */
    public static Optional<List<ChapterSpan>> chapterSpans(byte[] bytes) {
        return new ChapterCutter(bytes).spans();
    }

    /**
     * As {@link #chapterSpans(byte[])}, and quicker where much is as it is in another file.
     *
     * @param other the other file
     * @param known what was found of it; none where it cannot be told
     */
    public static Optional<List<ChapterSpan>> chapterSpans(byte[] bytes, byte[] other, List<ChapterSpan> known) {
        return new ChapterCutter(bytes).spans(other, known);
    }

    /** A copy of the bytes it was read from. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes the file has. */
    public int length() {
        return bytes.length;
    }

    /** A copy of some of the bytes. */
    public byte[] bytes(int start, int end) {
        byte[] part = new byte[end - start];
        System.arraycopy(bytes, start, part, 0, part.length);
        return part;
    }

    /** A copy of the bytes of a unit. */
    public byte[] bytes(Unit unit) {
        return bytes(unit.start(), unit.end());
    }

    /** Some of the bytes as text; what is no UTF-8 becomes replacement characters. */
    public String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** The bytes of a unit as text; what is no UTF-8 becomes replacement characters. */
    public String text(Unit unit) {
        return text(unit.start(), unit.end());
    }

    /** The tokens; their spans, one after the other, are the file. */
    public UsfmTokens tokens() {
        return tokens;
    }

    /** The structure over the tokens. */
    public UsfmTree tree() {
        return tree;
    }

    /** The units in the order of the file; their spans, one after the other, are the file. */
    public List<Unit> units() {
        return units;
    }

    /** The unit of this name. */
    public Optional<Unit> unit(UnitKey key) {
        return Optional.ofNullable(unitsByKey.get(key));
    }

    /** The bodies that hold any of these verses, or a part of them, in the order of the file. */
    public List<Unit> bodies(int chapter, VerseRange verses) {
        return units.stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY && unit.key().chapter() == chapter)
                .filter(unit -> unit.key().verses().filter(verses::overlaps).isPresent())
                .toList();
    }

    /** The book that the {@code \id} line names. */
    public Optional<BookCode> book() {
        return book;
    }

    /** What a reader of the file should know, in the order of the file. At most a hundred of each code are listed. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * The file with other bytes in some units, and all other units byte for byte as they are.
     *
     * @param replacements new bytes for units of this document; another key is a mistake of the caller
     */
    public byte[] withReplaced(Map<UnitKey, byte[]> replacements) {
        int length = bytes.length;
        for (Map.Entry<UnitKey, byte[]> replacement : replacements.entrySet()) {
            Unit unit = unitsByKey.get(replacement.getKey());
            if (unit == null) {
                throw new IllegalArgumentException("no unit " + replacement.getKey());
            }
            length += replacement.getValue().length - unit.length();
        }
        byte[] result = new byte[length];
        int at = 0;
        for (Unit unit : units) {
            byte[] replacement = replacements.get(unit.key());
            byte[] source = replacement == null ? bytes : replacement;
            int from = replacement == null ? unit.start() : 0;
            int count = replacement == null ? unit.length() : replacement.length;
            System.arraycopy(source, from, result, at, count);
            at += count;
        }
        return result;
    }

    /** The unit as the smallest things that a merge may move; together they are the unit. */
    public List<Atom> atoms(Unit unit) {
        return AtomReader.read(tokens, tree, firstToken(unit.start()), firstToken(unit.end()));
    }

    /**
     * The text of a unit as a reader sees it: no markers, notes, figures, headings or numbers; runs of white space are
     * one space, escapes and {@code ~} are what they stand for.
     */
    public String verseText(Unit unit) {
        return VerseText.read(bytes, tokens, tree, firstToken(unit.start()), firstToken(unit.end()));
    }

    /** Whether {@link #verseText} is empty, which is found out without making it. */
    public boolean isBlank(Unit unit) {
        return VerseText.isBlank(bytes, tokens, tree, firstToken(unit.start()), firstToken(unit.end()));
    }

    /** The first token that starts at the offset or after it. */
    private int firstToken(int offset) {
        int low = 0;
        int high = tokens.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.start(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<BookCode> findBook() {
        for (int node = 0; node < tree.count(); node = tree.next(node)) {
            int token = tree.firstToken(node);
            if (tree.kind(node) == NodeKind.PARAGRAPH && tokens.category(token) == MarkerCategory.IDENTIFICATION) {
                for (int argument = token + 1; argument < tree.endToken(node); argument++) {
                    if (tokens.is(argument, TokenKind.ARG)) {
                        return BookCode.find(tokens.text(argument));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
