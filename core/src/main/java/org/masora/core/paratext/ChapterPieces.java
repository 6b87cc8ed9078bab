package org.masora.core.paratext;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/**
 * A book in pieces, one for each chapter and one for what stands before the first, by bytes. Together they are the file.
 */
final class ChapterPieces {

    /** The number of what stands before the first chapter. */
    static final int HEAD = 0;

    private static final int MAX_DIGITS = 3;

    private final SequencedMap<Integer, byte[]> pieces;

    private ChapterPieces(SequencedMap<Integer, byte[]> pieces) {
        this.pieces = pieces;
    }

    /** Empty where a chapter is there twice or out of its order: then nobody can say which one is meant. */
    static Optional<ChapterPieces> of(byte[] book) {
        SequencedMap<Integer, byte[]> pieces = new LinkedHashMap<>();
        int chapter = HEAD;
        int from = 0;
        for (int at = 0; at + 3 < book.length; at++) {
            boolean begins = book[at] == '\\' && book[at + 1] == 'c' && book[at + 2] == ' ' && isDigit(book[at + 3]);
            if (begins) {
                int next = number(book, at + 3);
                if (next <= chapter) {
                    return Optional.empty();
                }
                pieces.put(chapter, Arrays.copyOfRange(book, from, at));
                chapter = next;
                from = at;
            }
        }
        pieces.put(chapter, Arrays.copyOfRange(book, from, book.length));
        return Optional.of(new ChapterPieces(pieces));
    }

    private static int number(byte[] book, int at) {
        int number = 0;
        for (int i = at; i < Math.min(book.length, at + MAX_DIGITS) && isDigit(book[i]); i++) {
            number = 10 * number + book[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The chapters whose bytes are not the same in both. */
    NavigableSet<Integer> differing(ChapterPieces other) {
        NavigableSet<Integer> differing = new TreeSet<>(pieces.keySet());
        differing.addAll(other.pieces.keySet());
        differing.removeIf(chapter -> Arrays.equals(pieces.get(chapter), other.pieces.get(chapter)));
        return differing;
    }

    /** This book with some chapters as another one has them, or without them where it does not. */
    byte[] with(Set<Integer> chapters, ChapterPieces other) {
        List<Integer> order = new ArrayList<>(new TreeSet<>(pieces.keySet()));
        chapters.stream().filter(chapter -> !order.contains(chapter)).forEach(order::add);
        order.sort(null);
        ByteArrayOutputStream book = new ByteArrayOutputStream();
        for (int chapter : order) {
            byte[] piece = (chapters.contains(chapter) ? other : this).pieces.get(chapter);
            if (piece != null) {
                book.writeBytes(piece);
            }
        }
        return book.toByteArray();
    }
}
