package org.masora.app.web.parts;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.number.Precision;
import com.ibm.icu.util.MeasureUnit;
import org.masora.app.web.words.PageWords;

/** Amounts of bytes, as people speak of them. */
public final class Sizes {
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    private Sizes() {}

    /** In the largest unit of which there is one at least. */
    public static String of(long bytes, PageWords words) {
        if (bytes < KILO) {
            return in((double) bytes, MeasureUnit.BYTE, words);
        }
        if (bytes < MEGA) {
            return in((double) bytes / KILO, MeasureUnit.KILOBYTE, words);
        }
        return bytes < GIGA
                ? in((double) bytes / MEGA, MeasureUnit.MEGABYTE, words)
                : in((double) bytes / GIGA, MeasureUnit.GIGABYTE, words);
    }

    private static String in(double amount, MeasureUnit unit, PageWords words) {
        return NumberFormatter.withLocale(words.language().locale())
                .unit(unit)
                .precision(Precision.maxSignificantDigits(2))
                .format(amount)
                .toString();
    }
}
