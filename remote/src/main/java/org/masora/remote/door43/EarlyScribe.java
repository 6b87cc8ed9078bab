package org.masora.remote.door43;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Repositories as Scribe up to 0.3.2 left them: called {@code ag-…} or {@code scribe-…}, with the project
 * on a branch {@code USER/YYYY-MM-DD.1}, named after the day it was made, and a README alone on the
 * default branch. Read from the source of v0.1.1 and v0.3.2.
 */
final class EarlyScribe {

    private static final Pattern PROJECT = Pattern.compile("(?:.*/)?(?:ag|scribe)-[^/]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE = Pattern.compile("[^/\\s\\p{Cntrl}]{1,100}/([0-9]{4}-[0-9]{2}-[0-9]{2})\\.1");

    private EarlyScribe() {}

    /** Whether a repository goes by such a name; what stands before its last slash does not matter. */
    static boolean isProject(String name) {
        return PROJECT.matcher(name).matches();
    }

    /** The branch of the newest day; of one day's branches the first by name. */
    static Optional<String> newest(Stream<String> lines) {
        return lines.filter(line -> day(line).isPresent())
                .min(Comparator.comparing((String line) -> day(line).orElseThrow(), Comparator.reverseOrder())
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<LocalDate> day(String line) {
        Matcher matcher = LINE.matcher(line);
        try {
            return matcher.matches() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
        } catch (DateTimeParseException e) {
            // No such day: somebody's branch that looks alike.
            return Optional.empty();
        }
    }
}
