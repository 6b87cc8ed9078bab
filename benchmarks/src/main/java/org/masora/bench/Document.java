package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document that tells what was measured. What people wrote around the measured part stays. */
final class Document {

    static final String BEGIN = "<!-- measured: begin -->";
    static final String END = "<!-- measured: end -->";

    private Document() {}

    /** Puts new tables between the marks. */
    static void update(Path file, String tables) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " lacks the marks " + BEGIN + " and " + END);
        }
        Files.writeString(file, text.substring(0, begin) + BEGIN + "\n" + tables + "\n" + text.substring(end));
    }
}
