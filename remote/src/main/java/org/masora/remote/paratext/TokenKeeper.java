package org.masora.remote.paratext;

import java.io.IOException;

/**
 * Where a person's tokens are kept. A refresh token is good only once, so the new pair is on the disk before
 * anything else happens; and before the server is asked for it, it is on the disk that it is being asked.
 */
public interface TokenKeeper {

    /** The tokens as they are kept now. */
    Tokens current();

    /**
     * Replaces the tokens; one replacement at a time, across the programs of this computer too. Where somebody else
     * has replaced the used ones meanwhile, nothing happens.
     *
     * <p>Before the new pair is made, {@link Tokens#beingReplaced} is kept in the place of the old one: a disk that
     * takes nothing shows itself before the old pair is given up, and who comes after a crash asks at once, with the
     * old refresh token, which the server takes for a while.
     *
     * @param used the tokens that are not good any more
     * @param how makes the new pair of what is kept now
     * @return what is kept now, on the disk
     */
    Tokens replace(Tokens used, Replacement how) throws IOException;

    /** Keeps them as long as the program runs, and for it alone. */
    static TokenKeeper inMemory(Tokens tokens) {
        return new TokenKeeper() {
            private Tokens kept = tokens;

            @Override
            public synchronized Tokens current() {
                return kept;
            }

            @Override
            public synchronized Tokens replace(Tokens used, Replacement how) throws IOException {
                kept = kept.replace(used) ? kept : how.instead(kept);
                return kept;
            }
        };
    }

    /** Makes new tokens of old ones. */
    interface Replacement {
        Tokens instead(Tokens kept) throws IOException;
    }
}
