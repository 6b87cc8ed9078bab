package org.masora.remote.paratext;

import java.util.Optional;

/**
 * Masora's registration with the Paratext Registry, as whoever runs it was given it; none is shipped.
 *
 * @param id the client's id
 * @param secret its secret, where it has one
 */
public record OAuthClient(String id, Optional<String> secret) {

    public OAuthClient {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a client without an id");
        }
    }

    @Override
    public String toString() {
        return "OAuthClient[" + id + "]";
    }
}
