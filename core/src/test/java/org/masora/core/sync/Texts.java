package org.masora.core.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;

/** Small projects for tests, made up here. */
final class Texts {
    final Blobs blobs = Blobs.inMemory();

    Snapshot snapshot(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(blobs.write(text.getBytes(UTF_8)))));
        return Snapshot.of(entries);
    }

    ChangeSummary between(Map<String, String> before, Map<String, String> after) {
        return ChangeSummary.between(snapshot(before), snapshot(after), blobs);
    }

    /** A book of one chapter whose verses from 1 say what the function gives. */
    static String book(String code, int verses, IntFunction<String> text) {
        return "\\id " + code + "\n\\h Name\n\\mt1 Name\n\\c 1\n\\p\n"
                + IntStream.rangeClosed(1, verses)
                        .mapToObj(verse -> "\\v " + verse + " " + text.apply(verse) + "\n")
                        .collect(Collectors.joining());
    }

    static String book(String code, int verses) {
        return book(code, verses, verse -> "Words of verse " + verse + ".");
    }

    /** A book whose first verses are empty. */
    static String bookWithout(String code, int verses, int emptied) {
        return book(code, verses, verse -> verse <= emptied ? "" : "Words of verse " + verse + ".");
    }
}
