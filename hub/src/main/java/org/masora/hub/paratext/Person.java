package org.masora.hub.paratext;

import java.util.List;
import java.util.Optional;
import org.masora.hub.accounts.PasswordHash;

/**
 * A person as they are kept.
 *
 * @param key what preparations and state files call them
 * @param sub the user id: 17 letters and digits
 * @param name the Paratext user name
 * @param password for the page where people sign in; without one they cannot
 */
record Person(
        long number,
        String key,
        String sub,
        String name,
        Optional<PasswordHash> password,
        List<RefreshToken> refreshTokens) {
    Person {
        refreshTokens = List.copyOf(refreshTokens);
    }

    Person with(List<RefreshToken> tokens) {
        return new Person(number, key, sub, name, password, tokens);
    }
}
