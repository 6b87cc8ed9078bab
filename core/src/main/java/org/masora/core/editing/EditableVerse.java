package org.masora.core.editing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;

/**
 * A verse (the unit that holds its text: a bridge is one, too) as pieces to edit: words, and what stays fixed between
 * them. Markup that says something of words (alignment, Strong's numbers) is neither seen nor touched as long as its
 * words stay as they are.
 */
public final class EditableVerse {
    private final byte[] unit;
    private final Function<byte[], Optional<VerseSigns>> reader;
    private final VerseSigns signs;

    private EditableVerse(byte[] unit, Function<byte[], Optional<VerseSigns>> reader, VerseSigns signs) {
        this.unit = unit;
        this.reader = reader;
        this.signs = signs;
    }

    private static Optional<EditableVerse> of(byte[] unit, Function<byte[], Optional<VerseSigns>> reader) {
        byte[] own = unit.clone();
        return reader.apply(own).map(signs -> new EditableVerse(own, reader, signs));
    }

    /**
     * Reads a verse.
     *
     * @param unit the bytes of a unit's body
     * @return empty where that is not one whole verse, or no UTF-8: then it cannot be edited like this
     */
    public static Optional<EditableVerse> of(byte[] unit) {
        return of(unit, VerseReader::read);
    }

    /**
     * Reads what stands between verses, such as a heading. Its first marker is as a verse's number: neither seen nor
     * changed.
     *
     * @return empty where these bytes are more than that, or no UTF-8
     */
    public static Optional<EditableVerse> ofHeading(byte[] unit) {
        return of(unit, VerseReader::readBetweenVerses);
    }

    /** The verse, without its number. */
    public List<Piece> pieces() {
        return signs.pieces();
    }

    /**
     * A book with other bytes for one verse.
     *
     * @param key of the verse
     * @param unit what {@link #with} made of it
     * @return empty where another verse would not be read as before: then nothing may be written
     */
    public static Optional<byte[]> inBook(UsfmDocument book, UnitKey key, byte[] unit) {
        byte[] changed = book.withReplaced(Map.of(key, unit));
        UsfmDocument read = UsfmDocument.parse(changed);
        if (read.units().size() != book.units().size()) {
            return Optional.empty();
        }
        for (int i = 0; i < book.units().size(); i++) {
            Unit old = book.units().get(i);
            Unit now = read.units().get(i);
            boolean same = old.key().equals(now.key())
                    && Arrays.equals(old.key().equals(key) ? unit : book.bytes(old), read.bytes(now));
            if (!same) {
                return Optional.empty();
            }
        }
        return Optional.of(changed);
    }

    /** The fixed piece of this number. */
    public Optional<Piece.Fixed> fixed(int number) {
        return number < 0 || number >= signs.fixed().size()
                ? Optional.empty()
                : Optional.of(signs.fixed().get(number).piece());
    }

    /**
     * What the verse becomes when these pieces stand in it. Words are taken as words whatever they hold: line breaks
     * become spaces, and a backslash becomes a sign that looks like it and means nothing. What was not changed keeps its
     * bytes. A style goes with both its ends, and a paragraph mark behind which nothing is left goes, too.
     *
     * @param typed words as typed, and fixed pieces of this verse in their order; others may be missing
     */
    public Edited with(List<Piece> typed) {
        return VerseChange.make(unit, reader, signs, typed);
    }
}
