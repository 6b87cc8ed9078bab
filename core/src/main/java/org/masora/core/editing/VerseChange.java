package org.masora.core.editing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.VerseSigns.FixedPart;
import org.masora.core.editing.VerseSigns.Hidden;
import org.masora.core.editing.VerseSigns.Role;
import org.masora.core.editing.VerseSigns.Sign;

/** Writes a verse anew with what was typed into it, and reads it again to prove that nothing else came of it. */
final class VerseChange {
    private static final int NONE = -1;

    private final byte[] unit;
    private final Function<byte[], Optional<VerseSigns>> reader;
    private final VerseSigns before;
    private final int[] wanted;
    private final SignMatch match;
    private final boolean[] dropped;
    private final List<String> unaligned = new ArrayList<>();
    /** The fixed pieces' signs, by their numbers. */
    private final List<Sign> fixedSigns;

    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** What was written, as it shall be read again. */
    private final List<Integer> written = new ArrayList<>();

    private Caution caution = Caution.PLAIN;
    private int nextHidden;
    private int lastOld;
    private boolean needsDelimiter;
    private boolean afterTyped;
    /** The sign before which the last thing written was a hidden space; -1 where it was something else. */
    private int spaceBefore = NONE;

    /** How signs are written that could become markup. */
    private enum Caution {
        /** A typed backslash never stands as such. */
        PLAIN,
        /** Nor does a typed bar. */
        NO_BAR,
        /** Nor do those that stood there. */
        NOTHING_OLD
    }

    private VerseChange(byte[] unit, Function<byte[], Optional<VerseSigns>> reader, VerseSigns before, int[] wanted) {
        this.unit = unit;
        this.reader = reader;
        this.before = before;
        this.wanted = wanted;
        this.match = SignMatch.of(before.values(), wanted);
        this.dropped = new boolean[before.hidden().size()];
        this.fixedSigns = before.signs().stream().filter(Sign::isFixed).toList();
    }

    /** @param reader what read the unit, and shall find in what is written what was meant */
    static Edited make(
            byte[] unit, Function<byte[], Optional<VerseSigns>> reader, VerseSigns before, List<Piece> typed) {
        if (joined(typed).equals(before.pieces())) {
            return new Edited.Same();
        }
        Optional<int[]> values = values(before, typed);
        if (values.isEmpty()) {
            return new Edited.Impossible();
        }
        int[] wanted = withWholeStyles(before, before.normalized(values.get()));
        if (Arrays.equals(wanted, before.values())) {
            return new Edited.Same();
        }
        VerseChange change = new VerseChange(unit, reader, before, wanted);
        change.dropLostAlignments();
        for (Caution caution : Caution.values()) {
            Optional<byte[]> written = change.write(caution);
            if (written.isPresent()) {
                return new Edited.Changed(
                        written.get(),
                        change.removed(),
                        change.unaligned,
                        hasWords(before.values()) && !hasWords(wanted));
            }
        }
        return new Edited.Impossible();
    }

    /** With neighbouring words as one piece. */
    private static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Words(var text)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Piece.Words(var earlier)) {
                joined.set(joined.size() - 1, new Piece.Words(earlier + text));
            } else if (!piece.equals(new Piece.Words(""))) {
                joined.add(piece);
            }
        }
        return joined;
    }

    private static boolean hasWords(int[] values) {
        return Arrays.stream(values).anyMatch(value -> value >= 0 && value != VerseSigns.SPACE);
    }

    /** What was typed, as values of signs; empty where a fixed piece is none of the verse or out of its order. */
    private static Optional<int[]> values(VerseSigns before, List<Piece> typed) {
        IntStream.Builder values = IntStream.builder();
        int last = NONE;
        for (Piece piece : typed) {
            switch (piece) {
                case Piece.Words(var text) -> text.codePoints().forEach(point -> harmless(point, values));
                case Fixed fixed -> {
                    if (fixed.number() <= last
                            || fixed.number() >= before.fixed().size()) {
                        return Optional.empty();
                    }
                    last = fixed.number();
                    values.add(-1 - last);
                }
            }
        }
        return Optional.of(values.build().toArray());
    }

    /** Line breaks become spaces; what is no character of a text goes. */
    private static void harmless(int point, IntStream.Builder values) {
        boolean breaksLine = (point >= '\t' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
        boolean noCharacter = Character.isISOControl(point)
                || Character.getType(point) == Character.SURROGATE
                || (point & 0xFFFE) == 0xFFFE
                || point == 0xFEFF
                || point == 0xFFFC;
        if (breaksLine) {
            values.add(VerseSigns.SPACE);
        } else if (!noCharacter) {
            values.add(point);
        }
    }

    /** Without styles that lost one of their ends, and without paragraph marks at the end that did not stand there. */
    private static int[] withWholeStyles(VerseSigns before, int[] values) {
        boolean[] there = new boolean[before.fixed().size()];
        for (int value : values) {
            if (value < 0) {
                there[-1 - value] = true;
            }
        }
        int[] whole = Arrays.stream(values)
                .filter(value -> {
                    int partner = value < 0 ? before.fixed().get(-1 - value).partner() : NONE;
                    return partner == NONE || there[partner];
                })
                .toArray();
        int lastBefore = before.signs().isEmpty() ? 0 : before.signs().getLast().value();
        int count = whole.length;
        while (count > 0 && before.isParagraph(whole[count - 1]) && whole[count - 1] != lastBefore) {
            count--;
        }
        return before.normalized(Arrays.copyOf(whole, count));
    }

    private List<Fixed> removed() {
        boolean[] there = new boolean[before.fixed().size()];
        Arrays.stream(wanted).filter(value -> value < 0).forEach(value -> there[-1 - value] = true);
        return before.fixed().stream()
                .map(FixedPart::piece)
                .filter(piece -> !there[piece.number()])
                .toList();
    }

    // What is hidden

    /** The wrapper of a word goes where the word is not the same any more; an alignment, where it has lost all its words. */
    private void dropLostAlignments() {
        List<Hidden> hidden = before.hidden();
        for (int i = 0; i < hidden.size(); i++) {
            Hidden open = hidden.get(i);
            if (open.role() == Role.WORD_START && !match.keepsWord(open.before(), end(open))) {
                dropped[i] = true;
                dropped[open.partner()] = true;
                unaligned.add(words(open.before(), end(open)));
            }
        }
        for (int i = 0; i < hidden.size(); i++) {
            Hidden open = hidden.get(i);
            if (open.role() == Role.ALIGNMENT_START && open.partner() != NONE && hasLostAllWords(i, open.partner())) {
                dropped[i] = true;
                dropped[open.partner()] = true;
            }
        }
    }

    private int end(Hidden open) {
        return before.hidden().get(open.partner()).before();
    }

    private boolean hasLostAllWords(int from, int to) {
        boolean hadWords = false;
        for (int i = from + 1; i < to; i++) {
            if (before.hidden().get(i).role() == Role.WORD_START) {
                if (!dropped[i]) {
                    return false;
                }
                hadWords = true;
            }
        }
        return hadWords;
    }

    private String words(int from, int to) {
        StringBuilder words = new StringBuilder();
        before.signs().subList(from, to).forEach(sign -> words.appendCodePoint(sign.value()));
        return words.toString().strip();
    }

    // Writing

    private Optional<byte[]> write(Caution how) {
        caution = how;
        out = new ByteArrayOutputStream();
        written.clear();
        nextHidden = 0;
        lastOld = NONE;
        spaceBefore = NONE;
        afterTyped = false;
        out.write(unit, 0, before.prefix());
        needsDelimiter = before.prefix() > 0 && !VerseMarkup.isSpace((char) unit[before.prefix() - 1]);
        for (int i = 0; i < wanted.length; i++) {
            int old = match.oldOf(i);
            if (old == NONE) {
                hiddenBelongingToBefore();
                typed(wanted[i]);
            } else {
                hiddenUpTo(old);
                stood(before.signs().get(old));
                lastOld = old;
            }
        }
        hiddenUpTo(before.signs().size());
        byte[] result = out.toByteArray();
        return readsAsWritten(result) ? Optional.of(result) : Optional.empty();
    }

    /** Everything hidden before this sign. */
    private void hiddenUpTo(int sign) {
        while (nextHidden < before.hidden().size()
                && before.hidden().get(nextHidden).before() <= sign) {
            hidden(nextHidden++);
        }
    }

    /** What closes something right behind the last sign that stood there. */
    private void hiddenBelongingToBefore() {
        while (nextHidden < before.hidden().size()
                && before.hidden().get(nextHidden).before() <= lastOld + 1
                && before.hidden().get(nextHidden).role().belongsToBefore()) {
            hidden(nextHidden++);
        }
    }

    private void hidden(int index) {
        Hidden one = before.hidden().get(index);
        boolean secondSpace = one.role().isSpace() && spaceBefore != NONE && spaceBefore != one.before();
        if (dropped[index] || secondSpace) {
            return;
        }
        out.write(unit, one.start(), one.end() - one.start());
        needsDelimiter = false;
        afterTyped = false;
        spaceBefore = NONE;
        if (one.role().isSpace()) {
            written.add(VerseSigns.SPACE);
            spaceBefore = one.before();
        }
    }

    private void typed(int value) {
        spaceBefore = NONE;
        delimit();
        text(safe(value, caution != Caution.PLAIN, true));
        afterTyped = true;
    }

    private int safe(int point, boolean bars, boolean backslashes) {
        if (point == '\\' && backslashes) {
            return 0xFF3C;
        }
        return point == '|' && bars ? 0xFF5C : point;
    }

    private void text(int point) {
        byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        out.write(utf8, 0, utf8.length);
        written.add(point);
    }

    private void delimit() {
        if (needsDelimiter) {
            out.write(' ');
        }
        needsDelimiter = false;
    }

    private void stood(Sign sign) {
        spaceBefore = NONE;
        if (!sign.isFixed()) {
            int point = sign.value();
            int safe = safe(point, caution == Caution.NOTHING_OLD, caution == Caution.NOTHING_OLD);
            delimit();
            if (safe == point) {
                out.write(unit, sign.start(), sign.end() - sign.start());
                written.add(point);
            } else {
                text(safe);
            }
            afterTyped = false;
            return;
        }
        FixedPart part = before.fixed().get(sign.number());
        if (part.isBlock() && afterTyped) {
            out.write('\n');
        }
        out.write(unit, sign.start(), sign.end() - sign.start());
        written.add(sign.value());
        needsDelimiter = part.needsDelimiter();
        afterTyped = false;
    }

    /** Whether a reader finds exactly what was meant to be written: the same words, the same fixed pieces, no more. */
    private boolean readsAsWritten(byte[] result) {
        int[] meant =
                before.normalized(written.stream().mapToInt(Integer::intValue).toArray());
        Optional<VerseSigns> read = reader.apply(result);
        if (read.isEmpty() || read.get().signs().size() != meant.length) {
            return false;
        }
        for (int i = 0; i < meant.length; i++) {
            Sign found = read.get().signs().get(i);
            boolean same = meant[i] >= 0
                    ? found.value() == meant[i]
                    : found.isFixed() && Arrays.equals(fixedBytes(meant[i]), VerseReader.content(result, found));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private byte[] fixedBytes(int value) {
        return VerseReader.content(unit, fixedSigns.get(-1 - value));
    }
}
