package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document that tells what was measured. What people wrote around the measured part stays. */
final class Document {

    static final String BEGIN = "<!-- measured: begin -->";
    static final String END = "<!-- measured: end -->";

    /** Around what is measured beside plain hg. */
    static final String PARATEXT = "paratext ";

    /** Around what is measured of the page. */
    static final String PAGE = "page ";

    private Document() {}

    /** Puts new tables between the marks. */
    static void update(Path file, String tables) throws IOException {
        update(file, "", tables);
    }

    /**
     * Puts new tables between marks of their own.
     *
     * @param part of the document; empty for the one that has no name
     */
    static void update(Path file, String part, String tables) throws IOException {
        String text = Files.readString(file);
        String opening = BEGIN.replace("measured", part + "measured");
        int begin = text.indexOf(opening);
        int end = text.indexOf(END.replace("measured", part + "measured"));
        if (begin < 0 || end < begin) {
            throw new IOException(file + " lacks the marks " + opening);
        }
        Files.writeString(file, text.substring(0, begin) + opening + "\n" + tables + "\n" + text.substring(end));
    }
}
