package org.masora.hub.paratext;

import java.time.Instant;
import java.util.Optional;

/**
 * A refresh token as it is kept.
 *
 * @param sha256 hash of the token, hexadecimal
 * @param graceUntil until when it is still good, if it was replaced
 * @param revoked whether it was taken back
 * @param openClient whether it was given to a program that has no secret, by the flow for such programs
 */
record RefreshToken(String sha256, Instant issued, Optional<Instant> graceUntil, boolean revoked, boolean openClient) {
    RefreshToken replaced(Instant until) {
        return new RefreshToken(sha256, issued, Optional.of(graceUntil.orElse(until)), revoked, openClient);
    }

    RefreshToken takenBack() {
        return new RefreshToken(sha256, issued, graceUntil, true, openClient);
    }
}
