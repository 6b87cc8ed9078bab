package org.masora.remote.door43;

import org.masora.remote.Credentials;

/** What became of an attempt to log in with the right password. */
public sealed interface Login {

    /**
     * Logged in.
     *
     * @param token what every later request is made with; to be kept secret
     * @param tokenId its number, for {@link Door43Server#logout}
     * @param tokenName what it is called on the person's page of access tokens
     */
    record SignedIn(Account account, Credentials token, long tokenId, String tokenName) implements Login {}

    /** The account is protected by a second factor: ask for the code of the moment. */
    record CodeNeeded() implements Login {}

    /** The code is not, or no longer, the right one. */
    record CodeWrong() implements Login {}
}
