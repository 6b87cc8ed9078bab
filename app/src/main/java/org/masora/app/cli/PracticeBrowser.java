package org.masora.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for the page as a browser does; shows it to nobody. */
final class PracticeBrowser {
    private static final Pattern CODE = Pattern.compile("name=\"code\" value=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("data-token=\"([^\"]+)\"");
    private static final Pattern PIECE = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"|data-src=\"([^\"]+)\"");

    private final String address;
    private final String cookie;
    private final String token;

    private PracticeBrowser(String address, String cookie, String token) {
        this.address = address;
        this.cookie = cookie;
        this.token = token;
    }

    /**
     * Is let in.
     *
     * @param address of the page, without a last slash
     * @param doorFile the content of the file that a browser is opened with
     */
    static PracticeBrowser enter(String address, String doorFile) throws IOException {
        HttpURLConnection connection = connection(address + "/door");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write(("code=" + first(CODE, doorFile)).getBytes(StandardCharsets.UTF_8));
        String let = answer(connection);
        String cookie = connection.getHeaderField("Set-Cookie").split(";", 2)[0];
        return new PracticeBrowser(address, cookie, first(TOKEN, let));
    }

    /** Goes to an address: the frame comes first, then what it names, then the screen. */
    void visit(String screen) throws IOException {
        String frame = ask(screen, Map.of("Sec-Fetch-Mode", "navigate"));
        for (String piece : named(frame)) {
            show(piece);
        }
        for (String piece : named(show(screen))) {
            show(piece);
        }
    }

    /** Fetches a screen or a piece of one. */
    String show(String path) throws IOException {
        return ask(path, Map.of("Masora-Page", token));
    }

    private String ask(String path, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = connection(address + path);
        connection.setRequestProperty("Cookie", cookie);
        connection.setRequestProperty("Accept-Language", "en-US,en;q=0.9");
        headers.forEach(connection::setRequestProperty);
        return answer(connection);
    }

    private static HttpURLConnection connection(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> named(String markup) {
        List<String> found = new ArrayList<>();
        Matcher matcher = PIECE.matcher(markup);
        while (matcher.find()) {
            found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return found;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("not found: " + pattern);
        }
        return matcher.group(1);
    }
}
