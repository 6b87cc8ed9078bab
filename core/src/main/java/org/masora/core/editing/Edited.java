package org.masora.core.editing;

import java.util.List;
import org.masora.core.editing.Piece.Fixed;

/** What typed text makes of the unit that it was typed into. */
public sealed interface Edited {

    /** Nothing was changed. */
    record Same() implements Edited {}

    /**
     * Something was changed.
     *
     * @param unit the unit's new bytes
     * @param removed the fixed pieces that are gone
     * @param unaligned words that were aligned with words of the source text, and are no more
     * @param emptied whether there were words, and none are left
     */
    record Changed(byte[] unit, List<Fixed> removed, List<String> unaligned, boolean emptied) implements Edited {
        public Changed {
            removed = List.copyOf(removed);
            unaligned = List.copyOf(unaligned);
        }
    }

    /** These pieces were not made of this unit, or what stands there cannot be changed safely. */
    record Impossible() implements Edited {}
}
