package org.masora.app.web.server;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.words.PageWords;

/** One request of the page, as a screen sees it. */
public final class Visit {
    private final Context context;
    private final PageWords words;

    Visit(Context context, PageWords words) {
        this.context = context;
        this.words = words;
    }

    /** The page's words, in the language of the window that asks. */
    public PageWords words() {
        return words;
    }

    /** What stands in the address for {@code {name}}. */
    public String part(String name) {
        return context.pathParam(name);
    }

    /** A field of the form or of the address's query, without white space around it; empty if there is nothing. */
    public Optional<String> value(String name) {
        return values(name).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** A field that names a whole path; empty where there is none, or something else stands there. */
    public Optional<Path> path(String name) {
        try {
            return value(name).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** A field as it was typed, for passwords and texts. */
    public String exact(String name) {
        return values(name).stream().findFirst().orElse("");
    }

    /** Every value of a field that may be given several times. */
    public List<String> values(String name) {
        return context.method().toString().equals("GET") ? context.queryParams(name) : context.formParams(name);
    }

    /** An address with the fields that this one was asked with, so that a piece is fetched anew as it is shown. */
    public String address(String path) {
        String query = context.method().toString().equals("GET") ? context.queryString() : null;
        return query == null ? path : path + "?" + query;
    }

    /** An address with these names and values, in turn. */
    public static String address(String path, String... namesAndValues) {
        StringBuilder address = new StringBuilder(path);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            address.append(i == 0 ? '?' : '&')
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return address.toString();
    }
}
