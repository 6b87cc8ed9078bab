package org.masora.app.web.pages.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.app.web.server.Visit;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.engine.Editing.Agreed;

/** What the editor sends: the verse as it stands there, piece by piece, and the bytes it was opened on. */
final class Typed {
    private static final String WORDS = "w:";
    private static final String FIXED = "f:";

    private Typed() {}

    /** A fixed piece of which only the number is known. */
    static Fixed fixed(int number) {
        return new Fixed(number, Piece.Kind.OTHER, "", "");
    }

    /** The pieces in their order. */
    static List<Piece> pieces(Visit visit) {
        List<Piece> pieces = new ArrayList<>();
        for (String piece : visit.values("piece")) {
            if (piece.startsWith(WORDS)) {
                pieces.add(new Piece.Words(piece.substring(WORDS.length())));
            } else if (piece.startsWith(FIXED)) {
                Spot.number(piece.substring(FIXED.length())).ifPresent(number -> pieces.add(fixed(number)));
            }
        }
        return pieces;
    }

    /** The words alone. */
    static String words(List<Piece> pieces) {
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
    static Agreed agreed(Visit visit) {
        if (visit.value("yes").isEmpty()) {
            return Agreed.NOTHING;
        }
        boolean emptied = false;
        Set<Integer> removed = new HashSet<>();
        for (String yes : visit.values("agreed")) {
            emptied |= yes.equals("empty");
            Spot.number(yes).ifPresent(removed::add);
        }
        return new Agreed(emptied, removed);
    }

    /** The bytes it was opened on; none for an empty text. */
    static byte[] opened(Visit visit) {
        return decoded(visit.value("opened").orElse(""));
    }

    /** The bytes that a person has seen beside their own and wants to replace. */
    static Optional<byte[]> over(Visit visit) {
        return visit.value("over").map(text -> decoded(text.substring(1)));
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notOurs) {
            return new byte[0];
        }
    }

    static String written(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
