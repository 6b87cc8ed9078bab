package org.masora.app.web.pages.text;

import java.time.Instant;
import java.util.List;
import org.masora.core.editing.Piece;

/**
 * What somebody typed and did not save yet.
 *
 * @param spot what it was typed into
 * @param opened the bytes of the unit, or the frame's text, when it was opened
 * @param typed the verse as it stood in the editor; of a fixed piece only the number counts
 * @param time when
 */
record Draft(Spot spot, byte[] opened, List<Piece> typed, Instant time) {
    Draft {
        typed = List.copyOf(typed);
    }
}
