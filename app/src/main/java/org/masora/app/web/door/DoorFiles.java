package org.masora.app.web.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.masora.app.home.OwnFile;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;

/**
 * The files that a browser is opened with. Such a file hands a one-time code to Masora, so that no secret is ever in
 * an address, in the browser's history or in the list of processes. Only its owner can read it, and it is removed when
 * its code was used or is too old.
 */
public final class DoorFiles implements AutoCloseable {
    private static final String PREFIX = "open-";
    private static final String SUFFIX = ".html";

    private final Door door;
    private final Path folder;
    private final Map<Path, String> codes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("door").factory());

    public DoorFiles(Door door, Path folder) {
        this.door = door;
        this.folder = folder;
    }

    /** A new file, for one browser, now. */
    public Path make() throws IOException {
        OwnFile.makeFolder(folder);
        String code = door.newCode();
        Path file = folder.resolve(PREFIX + DoorKey.random().substring(0, 12) + SUFFIX);
        codes.put(file, code);
        OwnFile.replace(file, content(code).getBytes(StandardCharsets.UTF_8));
        var _ = later.schedule(this::sweep, Door.CODE_LASTS.toMillis() + 100, TimeUnit.MILLISECONDS);
        return file;
    }

    // This file is no part of the page: no content policy stands around it, and its script is its own.
    private String content(String code) {
        PageWords words = PageWords.english();
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Masora</title></head>
                <body>
                <form method="post" action="%s">
                <input type="hidden" name="code" value="%s">
                <p>%s</p>
                <button>%s</button>
                </form>
                <script>document.forms[0].submit()</script>
                </body>
                </html>
                """.formatted(
                        door.address() + Door.ENTRANCE,
                        code,
                        Html.text(words.text("door.file")).markup(),
                        Html.text(words.text("door.button")).markup());
    }

    /** Removes every file whose code does not work any more, also those of a process that was cut off. */
    public void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                String code = codes.get(file);
                if (code == null || !door.expects(code)) {
                    Files.deleteIfExists(file);
                    codes.remove(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        codes.keySet().forEach(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
