package org.masora.hub.api;

/** Ends the handling of a request that names something by a name it no longer has. */
final class MovedAway extends RuntimeException {
    private final String location;

    MovedAway(String location) {
        super(location, null, false, false);
        this.location = location;
    }

    /** Where it is now: path and query, relative to the server. */
    String location() {
        return location;
    }
}
