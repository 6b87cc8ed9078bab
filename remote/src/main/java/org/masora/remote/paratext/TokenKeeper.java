package org.masora.remote.paratext;

import java.io.IOException;

/**
 * Where a person's tokens are kept. A refresh token is good only once, so the new pair is on the disk before
 * anything else happens.
 */
public interface TokenKeeper {

    /** The tokens as they are kept now. */
    Tokens current();

    /**
     * Replaces the tokens; one replacement at a time, across the programs of this computer too.
     *
     * @param how is given what is kept now, and makes the new pair of it; when it fails nothing changes
     * @return what is kept now, on the disk
     */
    Tokens replace(Replacement how) throws IOException;

    /** Keeps them as long as the program runs, and for it alone. */
    static TokenKeeper inMemory(Tokens tokens) {
        return new TokenKeeper() {
            private Tokens kept = tokens;

            @Override
            public synchronized Tokens current() {
                return kept;
            }

            @Override
            public synchronized Tokens replace(Replacement how) throws IOException {
                kept = how.instead(kept);
                return kept;
            }
        };
    }

    /** Makes new tokens of old ones. */
    interface Replacement {
        Tokens instead(Tokens kept) throws IOException;
    }
}
