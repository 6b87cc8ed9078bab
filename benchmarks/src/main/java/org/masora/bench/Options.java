package org.masora.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of {@code ./bench} is to do.
 *
 * @param root the project's folder
 * @param quick a smoke run: everything once, on a tiny project
 * @param json lines of JSON in place of tables
 * @param write the document whose measured part is written anew
 * @param parts what is measured
 */
record Options(Path root, boolean quick, boolean json, Optional<Path> write, Set<Part> parts) {

    static final String HELP = """
            Usage: ./bench [--quick] [--json] [--write FILE] [PART…]
            Measures Masora beside the git program and prints tables.
              --quick       a smoke run on a tiny project
              --json        a line of JSON for each result, in place of tables
              --write FILE  also writes the tables into FILE, between its two marks
            PART is exchange, merge, history, parse, start, paratext or page; all but the last two if none is named.
            Paratext is measured beside hg, with a stand-in for its servers; page is the local page under a heavy load,
            in a Chromium whose processor is made four times slower. With start the exchanges are also measured as a
            person types them, each command a new process. Alone, cases reports on the real merges of the corpus, beside
            other mergers of text (merge of RCS, wiggle, …) as far as they are installed:
            ./bench cases --write docs/merging-cases.md, with --quick without wiggle, which takes minutes. And
            ./bench pictures makes the pictures of the page in docs/pictures anew, from the sample project.
            The environment variable MASORA_CORPUS names the folder of real texts, else ../shared/corpus is looked at;
            without it a made-up project of the same size is used.
            """;

    /** What can be measured alone. */
    enum Part {
        EXCHANGE,
        MERGE,
        HISTORY,
        PARSE,
        START,
        /** With a stand-in for Paratext's servers, beside hg; only when it is asked for. */
        PARATEXT,
        /** The page in a slow browser, under a heavy load; only when it is asked for. */
        PAGE,
        /** The pictures for the README; nothing is measured. */
        PICTURES,
        /** The real merges of the corpus: a report of its own, which only is made when it is asked for. */
        CASES
    }

    static Options of(List<String> arguments) {
        Path root = Path.of(System.getProperty("masora.root", "")).toAbsolutePath();
        boolean quick = false;
        boolean json = false;
        Optional<Path> write = Optional.empty();
        Set<Part> parts = EnumSet.noneOf(Part.class);
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.removeFirst();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--json" -> json = true;
                case "--write" -> {
                    if (left.isEmpty()) {
                        throw new IllegalArgumentException("--write needs a file\n" + HELP);
                    }
                    write = Optional.of(Path.of(left.removeFirst()));
                }
                default -> parts.add(part(argument));
            }
        }
        return new Options(
                root,
                quick,
                json,
                write,
                parts.isEmpty()
                        ? EnumSet.complementOf(EnumSet.of(Part.CASES, Part.PARATEXT, Part.PAGE, Part.PICTURES))
                        : parts);
    }

    private static Part part(String argument) {
        for (Part part : Part.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(argument)) {
                return part;
            }
        }
        throw new IllegalArgumentException("not understood: " + argument + "\n" + HELP);
    }

    boolean wants(Part part) {
        return parts.contains(part);
    }
}
