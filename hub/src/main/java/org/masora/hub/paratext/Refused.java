package org.masora.hub.paratext;

import java.util.Map;

/** Ends a request with a refusal. Part of the ordinary course: carries no stack. */
final class Refused extends RuntimeException {
    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * @param code the word that programs go by; the Registry says it
     * @param text the same for people; the Archives say it
     */
    Refused(int status, String code, String text, Map<String, String> headers) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    Refused(int status, String code, String text) {
        this(status, code, text, Map.of());
    }

    static Refused unauthorized() {
        return new Refused(401, "unauthorized", "unauthorized");
    }

    static Refused notFound() {
        return new Refused(404, "not_found", "no such project");
    }

    static Refused badRequest(String text) {
        return new Refused(400, "invalid_request", text);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Map<String, String> headers() {
        return headers;
    }
}
