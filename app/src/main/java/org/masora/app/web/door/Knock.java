package org.masora.app.web.door;

import java.util.Optional;

/**
 * What a request says of itself.
 *
 * @param method in capitals
 * @param path without the query
 * @param host the header {@code Host}
 * @param origin the header {@code Origin}: who made the browser send it
 * @param fetchSite the header {@code Sec-Fetch-Site}
 * @param fetchMode the header {@code Sec-Fetch-Mode}
 * @param cookie the session's cookie
 * @param pageToken the header {@value #PAGE_TOKEN}
 * @param bearer the token of an editor or another program
 */
public record Knock(
        String method,
        String path,
        Optional<String> host,
        Optional<String> origin,
        Optional<String> fetchSite,
        Optional<String> fetchMode,
        Optional<String> cookie,
        Optional<String> pageToken,
        Optional<String> bearer) {
    /** The header with the page's token. */
    public static final String PAGE_TOKEN = "Masora-Page";

    /** Keeps the secrets to itself. */
    @Override
    public String toString() {
        return "Knock[" + method + " " + path + "]";
    }

    /** Whether a person went there, as opposed to a page that fetches something. */
    boolean isVisit() {
        return method.equals("GET")
                && pageToken.isEmpty()
                && fetchMode.map("navigate"::equals).orElse(true);
    }
}
