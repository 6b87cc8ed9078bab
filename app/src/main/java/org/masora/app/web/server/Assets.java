package org.masora.app.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.app.web.door.Door;

/** The page's own files: scripts, looks, icons, fonts. Their addresses change with their content. */
public final class Assets {
    private static final String FOLDER = "/org/masora/app/web/assets/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    /** What belongs together gets one stamp, so that files which name each other agree. */
    private static final String[] STAMPED = {"page.js", "text.js", "events.js", "door.js", "page.css", "fonts.css"};

    private final String stamp;
    private final Map<String, byte[]> known = new TreeMap<>();

    /** Reads the files that every page needs. */
    public Assets() {
        MessageDigest digest = sha256();
        for (String name : STAMPED) {
            byte[] content =
                    read(name).orElseThrow(() -> new IllegalStateException("the program is incomplete: " + name));
            known.put(name, content);
            digest.update(content);
        }
        stamp = HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 6));
    }

    /** What the addresses of all files hold, so that an open page can tell whether it is of another build. */
    String stamp() {
        return stamp;
    }

    /** Where a file is found. */
    public String address(String name) {
        return Door.ASSETS + stamp + "/" + name;
    }

    /** A file's content. */
    Optional<byte[]> content(String name) {
        byte @Nullable [] stamped = known.get(name);
        return stamped == null ? read(name) : Optional.of(stamped);
    }

    /** A file's type. */
    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static Optional<byte[]> read(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
