package org.masora.core.merge;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version numbers and times that programs keep in a line about the file: {@code \id MAT … v0.4.19}, or
 * a time as translationCore writes it. Where two such lines differ in nothing else, the later one is
 * right, and nobody has to be asked.
 */
final class Stamps {
    /** What {@code Date.toString()} gives in JavaScript; the name of the zone depends on the computer's language. */
    private static final String JAVASCRIPT_TIME =
            "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT[+-]\\d{4}";

    private static final Pattern STAMP =
            Pattern.compile("(" + JAVASCRIPT_TIME + ")(?: \\([^()\\\\]*\\))?|(?<!\\d)\\d{1,18}(?!\\d)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH);

    private Stamps() {}

    /**
     * The line with the later stamps; empty where the lines differ in more than stamps.
     *
     * @param untouched how many of the first words have to be equal, numbers in them included
     */
    static Optional<String> later(String one, String two, int untouched) {
        if (!firstWords(one, untouched).equals(firstWords(two, untouched))
                || !STAMP.matcher(one).replaceAll("#").equals(STAMP.matcher(two).replaceAll("#"))) {
            return Optional.empty();
        }
        List<Long> ones = values(one);
        List<Long> twos = values(two);
        for (int i = 0; i < ones.size(); i++) {
            int order = Long.compare(ones.get(i), twos.get(i));
            if (order != 0) {
                return Optional.of(order > 0 ? one : two);
            }
        }
        return Optional.empty();
    }

    private static List<String> firstWords(String line, int count) {
        return List.of(line.split("[ \t\r\n]+", count + 1)).stream()
                .limit(count)
                .toList();
    }

    private static List<Long> values(String line) {
        List<Long> values = new ArrayList<>();
        Matcher stamps = STAMP.matcher(line);
        while (stamps.find()) {
            String time = stamps.group(1);
            values.add(time == null ? Long.parseLong(stamps.group()) : seconds(time));
        }
        return values;
    }

    private static long seconds(String time) {
        try {
            return OffsetDateTime.parse(time, TIME).toEpochSecond();
        } catch (DateTimeParseException noTime) {
            return 0;
        }
    }
}
