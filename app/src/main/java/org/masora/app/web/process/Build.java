package org.masora.app.web.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;

/**
 * Which build of Masora this is: the later it was built, the newer it counts.
 *
 * @param millis when the program's file was written
 */
public record Build(long millis) {
    /** The build that this process runs. */
    public static Build ofThisProcess() {
        CodeSource source =
                Objects.requireNonNull(Build.class.getProtectionDomain().getCodeSource());
        try {
            return new Build(
                    Files.getLastModifiedTime(Path.of(source.getLocation().toURI()))
                            .toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program lies nowhere", e);
        }
    }
}
