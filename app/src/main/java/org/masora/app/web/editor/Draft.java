package org.masora.app.web.editor;

import java.time.Instant;
import java.util.List;
import org.masora.core.editing.Piece;

/**
 * What somebody typed and did not save yet.
 *
 * @param subject what it was typed into, as the screen names it; one line
 * @param opened the bytes that the editor was opened on
 * @param typed the text as it stood in the editor; of a fixed piece only the number counts
 * @param time when
 */
public record Draft(String subject, byte[] opened, List<Piece> typed, Instant time) {
    public Draft {
        typed = List.copyOf(typed);
    }
}
