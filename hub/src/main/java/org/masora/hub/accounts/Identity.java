package org.masora.hub.accounts;

import java.util.Optional;

/** Who is asking. */
public sealed interface Identity {
    /** Nobody who said a name. */
    record Anonymous() implements Identity {}

    /**
     * Somebody with good credentials.
     *
     * @param scopes what the token allows; empty for a password, which allows everything
     */
    record SignedIn(Account account, Optional<Scopes> scopes) implements Identity {}

    /**
     * Somebody with credentials that are not good.
     *
     * @param message why, in the words of Gitea
     */
    record Rejected(String message) implements Identity {}
}
