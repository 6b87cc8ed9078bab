package org.masora.core.scripture;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The three-character identifier of a book, as it stands in an {@code \id} line. The list and its order are those of
 * USFM and Paratext: Old Testament, New Testament, deuterocanon, extra books, front and back matter.
 *
 * @param code three upper-case characters, for example {@code MAT} or {@code 1CO}; one of {@link #all()}
 */
public record BookCode(String code) implements Comparable<BookCode> {
    private static final int FIRST_NEW_TESTAMENT = 40;
    private static final int LAST_NEW_TESTAMENT = 66;
    private static final int FIRST_EXTRA = 93;

    private static final List<String> CODES = List.of(("GEN EXO LEV NUM DEU JOS JDG RUT 1SA 2SA "
                    + "1KI 2KI 1CH 2CH EZR NEH EST JOB PSA PRO "
                    + "ECC SNG ISA JER LAM EZK DAN HOS JOL AMO "
                    + "OBA JON MIC NAM HAB ZEP HAG ZEC MAL MAT "
                    + "MRK LUK JHN ACT ROM 1CO 2CO GAL EPH PHP "
                    + "COL 1TH 2TH 1TI 2TI TIT PHM HEB JAS 1PE "
                    + "2PE 1JN 2JN 3JN JUD REV TOB JDT ESG WIS "
                    + "SIR BAR LJE S3Y SUS BEL 1MA 2MA 3MA 4MA "
                    + "1ES 2ES MAN PS2 ODA PSS JSA JDB TBS SST "
                    + "DNT BLT XXA XXB XXC XXD XXE XXF XXG FRT "
                    + "BAK OTH 3ES EZA 5EZ 6EZ INT CNC GLO TDX "
                    + "NDX DAG PS3 2BA LBA JUB ENO 1MQ 2MQ 3MQ "
                    + "REP 4BA LAO")
            .split(" ", -1));

    private static final Map<String, Integer> NUMBERS = numbers();
    private static final List<BookCode> ALL = CODES.stream().map(BookCode::new).toList();

    /** Fails on anything that is no book; use {@link #find} for input from outside. */
    public BookCode {
        if (!NUMBERS.containsKey(code)) {
            throw new IllegalArgumentException("no book code: " + code);
        }
    }

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (String code : CODES) {
            numbers.put(code, numbers.size() + 1);
        }
        return Map.copyOf(numbers);
    }

    /** All books in the order of their numbers. */
    public static List<BookCode> all() {
        return ALL;
    }

    /** The book of this code, whatever its letter case; empty if there is none. */
    public static Optional<BookCode> find(String text) {
        Integer number = text.length() == 3 ? NUMBERS.get(text.toUpperCase(Locale.ROOT)) : null;
        return number == null ? Optional.empty() : Optional.of(ALL.get(number - 1));
    }

    /** Paratext's book number: 1 is Genesis, 40 Matthew, 67 Tobit, 100 front matter. Books sort by it. */
    public int number() {
        Integer number = NUMBERS.get(code);
        if (number == null) {
            throw new IllegalStateException("no book code: " + code);
        }
        return number;
    }

    /**
     * The two or three characters that Paratext puts for this book into a file name: {@code 01} to {@code 39}, from
     * Matthew on one more than the number ({@code 41MAT}), and from number 100 on a letter ({@code A0FRT}).
     */
    public String paratextFileNumber() {
        int number = number();
        if (number < FIRST_NEW_TESTAMENT) {
            return (number < 10 ? "0" : "") + number;
        }
        if (number < 100) {
            return Integer.toString(number + 1);
        }
        return (char) ('A' + (number - 100) / 10) + Integer.toString(number % 10);
    }

    /** Whether this is a book of the Old or New Testament or of the deuterocanon, one that has chapters and verses. */
    public boolean isScripture() {
        return number() < FIRST_EXTRA || code.matches("3ES|EZA|5EZ|6EZ|DAG|PS3|2BA|LBA|JUB|ENO|[1-3]MQ|REP|4BA|LAO");
    }

    /** Whether this is one of the 27 books from Matthew to Revelation. */
    public boolean isNewTestament() {
        return number() >= FIRST_NEW_TESTAMENT && number() <= LAST_NEW_TESTAMENT;
    }

    @Override
    public int compareTo(BookCode other) {
        return Integer.compare(number(), other.number());
    }

    @Override
    public String toString() {
        return code;
    }
}
