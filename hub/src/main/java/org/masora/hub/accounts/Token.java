package org.masora.hub.accounts;

import java.time.Instant;

/**
 * An access token as it is kept; the token itself is told once, to the one who asked for it.
 *
 * @param number its number within its account
 * @param name what its owner called it; not unique
 * @param sha256 hash of the token, hexadecimal
 * @param lastEight the token's last eight characters, by which people recognise it
 */
public record Token(long number, String name, String sha256, String lastEight, Scopes scopes, Instant created) {}
