package org.masora.app.web.editor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.app.web.server.Visit;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.engine.Editing.Agreed;

/** What the editor sends: the text as it stands there, piece by piece, and the bytes it was opened on. */
public final class Typed {
    private static final String WORDS = "w:";
    private static final String FIXED = "f:";
    private static final int LONGEST_NUMBER = 4;

    private Typed() {}

    /** A fixed piece of which only the number is known. */
    static Fixed fixed(int number) {
        return new Fixed(number, Piece.Kind.OTHER, "", "");
    }

    /** A number of at most four digits. */
    public static Optional<Integer> number(String text) {
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** The pieces in their order. */
    public static List<Piece> pieces(Visit visit) {
        List<Piece> pieces = new ArrayList<>();
        visit.values(Editor.LINES).forEach(lines -> pieces.add(new Piece.Words(lines)));
        for (String piece : visit.values("piece")) {
            if (piece.startsWith(WORDS)) {
                pieces.add(new Piece.Words(piece.substring(WORDS.length())));
            } else if (piece.startsWith(FIXED)) {
                number(piece.substring(FIXED.length())).ifPresent(number -> pieces.add(fixed(number)));
            }
        }
        return pieces;
    }

    /** The pieces of a draft, with what its fixed pieces are. */
    public static List<Piece> known(List<Piece> typed, Optional<EditableVerse> opened) {
        List<Piece> known = new ArrayList<>();
        for (Piece piece : typed) {
            switch (piece) {
                case Piece.Words words -> known.add(words);
                case Fixed fixed ->
                    opened.flatMap(verse -> verse.fixed(fixed.number())).ifPresent(known::add);
            }
        }
        return known;
    }

    /** The words alone. */
    public static String words(List<Piece> pieces) {
        StringBuilder words = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Words(var text) -> words.append(text);
                case Fixed _ -> words.append(' ');
            }
        }
        return words.toString().replaceAll("\\s+", " ").strip();
    }

    /** What was said yes to; a question that was not answered is none. */
    public static Agreed agreed(Visit visit) {
        if (visit.value("yes").isEmpty()) {
            return Agreed.NOTHING;
        }
        boolean emptied = false;
        Set<Integer> removed = new HashSet<>();
        for (String yes : visit.values("agreed")) {
            emptied |= yes.equals("empty");
            number(yes).ifPresent(removed::add);
        }
        return new Agreed(emptied, removed);
    }

    /** The bytes it was opened on; none for an empty text. */
    public static byte[] opened(Visit visit) {
        return decoded(visit.value("opened").orElse(""));
    }

    /** The bytes that a person has seen beside their own and wants to replace. */
    public static Optional<byte[]> over(Visit visit) {
        return visit.value("over").map(text -> decoded(text.substring(1)));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    /** Bytes as a form sends them. */
    public static String written(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Bytes as a text. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
