package org.masora.hub.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Someone who can sign in.
 *
 * @param number never changes, unlike everything else
 * @param admin whether this account runs the hub: it may make accounts, and owns every repository
 * @param nextToken the number that the next token gets
 */
public record Account(
        long number,
        String name,
        String fullName,
        String email,
        boolean admin,
        Instant created,
        PasswordHash password,
        List<Token> tokens,
        long nextToken) {
    /** Copies the list. */
    public Account {
        tokens = List.copyOf(tokens);
    }

    /** The token of this number, if it is one of this account's. */
    public Optional<Token> token(long tokenNumber) {
        return tokens.stream().filter(token -> token.number() == tokenNumber).findFirst();
    }

    /** How the account is named in commits. */
    public String commitName() {
        return fullName.isBlank() ? name : fullName;
    }

    Account with(String newFullName, boolean isAdmin, PasswordHash newPassword) {
        return new Account(number, name, newFullName, email, isAdmin, created, newPassword, tokens, nextToken);
    }

    Account withToken(Token token) {
        List<Token> more = Stream.concat(tokens.stream(), Stream.of(token)).toList();
        return new Account(number, name, fullName, email, admin, created, password, more, nextToken + 1);
    }

    Account withoutToken(long tokenNumber) {
        List<Token> fewer =
                tokens.stream().filter(token -> token.number() != tokenNumber).toList();
        return new Account(number, name, fullName, email, admin, created, password, fewer, nextToken);
    }
}
