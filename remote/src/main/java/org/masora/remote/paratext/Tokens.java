package org.masora.remote.paratext;

import java.time.Instant;

/**
 * What proves to Paratext's servers who somebody is. Never shown, logged or part of an address.
 *
 * @param access goes with every request
 * @param expires when the access token runs out, by this computer's clock
 * @param refresh good for the next pair, once
 */
public record Tokens(String access, Instant expires, String refresh) {

    public Tokens {
        if (!usable(refresh) || !(access.isEmpty() || usable(access))) {
            throw new IllegalArgumentException("not a usable token");
        }
    }

    /** Of somebody who brings a refresh token and nothing else. */
    public static Tokens ofRefreshToken(String refresh) {
        return new Tokens("", Instant.EPOCH, refresh);
    }

    /** The same while another pair is being asked for: the access token is not used any more. */
    public Tokens beingReplaced() {
        return ofRefreshToken(refresh);
    }

    /** Whether these are another pair than the one that was used, ready to be used instead. */
    public boolean replace(Tokens used) {
        return !access.isEmpty() && !access.equals(used.access());
    }

    private static boolean usable(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    @Override
    public String toString() {
        return "Tokens[hidden, until " + expires + "]";
    }
}
