package org.masora.remote;

/**
 * Who speaks to a place, and the secret that proves it. The secret is never part of an address, a
 * message or {@link #toString}.
 *
 * @param user the account's name
 * @param secret an access token, or a password while logging in
 */
public record Credentials(String user, String secret) {

    public Credentials {
        if (user.isBlank() || user.contains(":") || hasControl(user)) {
            throw new IllegalArgumentException("not an account's name");
        }
        if (secret.isEmpty() || hasControl(secret)) {
            throw new IllegalArgumentException("not a usable secret");
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", secret hidden]";
    }
}
