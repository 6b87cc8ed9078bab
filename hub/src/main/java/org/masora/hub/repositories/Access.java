package org.masora.hub.repositories;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How far someone's rights reach in a repository; each includes those before it. */
public enum Access {
    /** Not even that it exists. */
    NONE,
    /** See and fetch. */
    READ,
    /** Push, and change files over the API. */
    WRITE,
    /** Change settings, protection and collaborators. */
    ADMIN,
    /** Delete it. */
    OWNER;

    /** Whether this reaches at least as far as {@code other}. */
    public boolean includes(Access other) {
        return compareTo(other) >= 0;
    }

    /** Its name in the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The right that a collaborator can be given under this name. */
    public static Optional<Access> forCollaborator(String word) {
        return switch (word) {
            case "read" -> Optional.of(READ);
            case "write" -> Optional.of(WRITE);
            case "admin" -> Optional.of(ADMIN);
            default -> Optional.empty();
        };
    }

    @JsonCreator
    static Access ofRecord(String word) {
        return forCollaborator(word).orElseThrow(() -> new IllegalArgumentException("no such right: " + word));
    }
}
