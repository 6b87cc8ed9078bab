package org.masora.remote.door43;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
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
    private static final Pattern LINE = Pattern.compile("([^/\\s\\p{Cntrl}]{1,100})/([0-9]{4}-[0-9]{2}-[0-9]{2})\\.1");

    private EarlyScribe() {}

    /** Whether a repository goes by such a name; what stands before its last slash does not matter. */
    static boolean isProject(String name) {
        return PROJECT.matcher(name).matches();
    }

    /** The branch of the newest day; of one day's branches the first by name. */
    static Optional<String> newest(Stream<String> lines) {
        return newestFirst(lines).stream().map(ProjectLine::name).findFirst();
    }

    /** The branches of days, the newest first, those of one day by name. */
    static List<ProjectLine> newestFirst(Stream<String> lines) {
        return lines.map(ProjectLine::of)
                .filter(line -> line.begun().isPresent())
                .sorted(Comparator.comparing(
                                (ProjectLine line) -> line.begun().orElseThrow().day(), Comparator.reverseOrder())
                        .thenComparing(ProjectLine::name))
                .toList();
    }

    /** Who began a branch, and on which day; empty where it is none of these. */
    static Optional<ProjectLine.Begun> begun(String line) {
        Matcher matcher = LINE.matcher(line);
        try {
            return matcher.matches()
                    ? Optional.of(new ProjectLine.Begun(matcher.group(1), LocalDate.parse(matcher.group(2))))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            // No such day: somebody's branch that looks alike.
            return Optional.empty();
        }
    }
}
