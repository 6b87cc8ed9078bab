package org.masora.app.web.pages.decide;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.editor.Typed;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Edited;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.merge.ConflictType;
import org.masora.engine.Decisions.View;
import org.masora.engine.Editing.Agreed;

/**
 * A text of somebody's own in place of the two that there are: what it begins with, and what comes of what was typed.
 * Scripture is words and fixed pieces; other texts have lines.
 */
final class OwnText {
    private OwnText() {}

    /** Where one begins who writes a text anew: today's. Empty where none can be written here. */
    static Optional<byte[]> anew(View view) {
        return view.today().or(view::published).or(view::other).filter(bytes -> isPossible(view, bytes));
    }

    /** Both texts, one after the other; empty where that is no text to begin with. */
    static Optional<byte[]> both(View view) {
        return view.both().filter(bytes -> isPossible(view, bytes));
    }

    private static boolean isPossible(View view, byte[] opened) {
        return switch (view.type()) {
            case VERSE_TEXT, HEADING -> scripture(view, opened).isPresent();
            case TEXT -> isText(opened);
            case VERSE_BRIDGE, DUPLICATE_VERSES, VERSE_ORDER, DELETED_EDITED, FIELD, BINARY, PATH -> false;
        };
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether its lines count, as those of no Scripture do. */
    static boolean hasLines(View view) {
        return view.type() == ConflictType.TEXT;
    }

    /** The text as words and fixed pieces; empty where it is none. */
    static Optional<EditableVerse> scripture(View view, byte[] opened) {
        return view.type() == ConflictType.VERSE_TEXT ? EditableVerse.of(opened) : EditableVerse.ofHeading(opened);
    }

    /** What stands in the editor when it is opened. */
    static List<Piece> pieces(View view, byte[] opened) {
        return hasLines(view)
                ? List.of(new Piece.Words(Typed.text(opened).stripTrailing()))
                : scripture(view, opened).map(EditableVerse::pieces).orElse(List.of());
    }

    /** A text in words. */
    static String inWords(View view, byte[] text) {
        return Typed.words(pieces(view, text));
    }

    /** What comes of what was typed. */
    sealed interface Made {
        /**
         * A text.
         *
         * @param unaligned words that are not aligned any more
         */
        record Whole(byte[] text, List<String> unaligned) implements Made {}

        /** One, if something else may go with it. */
        record NeedsYes(boolean emptied, List<Fixed> removed) implements Made {}

        /** Nothing that could be saved. */
        record Impossible() implements Made {}
    }

    /** Makes a text of what was typed. */
    static Made made(View view, byte[] opened, List<Piece> typed, Agreed agreed) {
        if (hasLines(view)) {
            return lines(opened, typed, agreed);
        }
        Edited edited = scripture(view, opened).map(verse -> verse.with(typed)).orElseGet(Edited.Impossible::new);
        return switch (edited) {
            case Edited.Same() -> new Made.Whole(opened, List.of());
            case Edited.Changed changed ->
                agreed.covers(changed)
                        ? new Made.Whole(changed.unit(), changed.unaligned())
                        : new Made.NeedsYes(changed.emptied(), changed.removed());
            case Edited.Impossible() -> new Made.Impossible();
        };
    }

    /** What was typed with its lines. */
    static String lines(List<Piece> typed) {
        StringBuilder lines = new StringBuilder();
        for (Piece piece : typed) {
            switch (piece) {
                case Piece.Words(var text) -> lines.append(text);
                case Fixed _ -> {}
            }
        }
        return lines.toString();
    }

    /** With the line ends that the text had. */
    private static Made lines(byte[] opened, List<Piece> typed, Agreed agreed) {
        String before = Typed.text(opened);
        String lines = lines(typed).replace("\r\n", "\n").stripTrailing();
        if (lines.isEmpty() && !before.isBlank() && !agreed.emptied()) {
            return new Made.NeedsYes(true, List.of());
        }
        String ended = before.endsWith("\n") && !lines.isEmpty() ? lines + "\n" : lines;
        String text = before.contains("\r\n") ? ended.replace("\n", "\r\n") : ended;
        return new Made.Whole(text.getBytes(StandardCharsets.UTF_8), List.of());
    }
}
