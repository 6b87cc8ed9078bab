package org.masora.hub.api;

import java.util.List;
import java.util.Optional;

/** Ends the handling of a request with an error answer. Part of the API's ordinary course: carries no stack. */
final class Refusal extends RuntimeException {
    private final int status;
    private final transient Optional<Errors> errors;

    /** The list {@code errors} that a 404 carries, which may be null there. */
    record Errors(Optional<List<String>> texts) {}

    private Refusal(int status, String message, Optional<Errors> errors) {
        super(message, null, false, false);
        this.status = status;
        this.errors = errors;
    }

    Refusal(int status, String message) {
        this(status, message, Optional.empty());
    }

    /** The 404 that says nothing about what is missing: also for what the asker may not know of. */
    static Refusal notFound() {
        return new Refusal(404, "The target couldn't be found.", Optional.of(new Errors(Optional.empty())));
    }

    /** A 404 that says what is missing. */
    static Refusal notFound(String message, String... errors) {
        return new Refusal(
                404,
                message,
                Optional.of(new Errors(errors.length == 0 ? Optional.empty() : Optional.of(List.of(errors)))));
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Optional<Errors> errors() {
        return errors;
    }
}
