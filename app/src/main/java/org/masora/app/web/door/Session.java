package org.masora.app.web.door;

/**
 * One browser that was let in.
 *
 * @param id its name, no secret
 * @param cookie what the browser shows with every request to this host, whatever the port
 * @param pageToken what only this page knows, and shows with everything it reads or changes
 */
public record Session(String id, String cookie, String pageToken) {
    /** Keeps the secrets to itself. */
    @Override
    public String toString() {
        return "Session[" + id + "]";
    }
}
