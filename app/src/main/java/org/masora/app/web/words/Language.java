package org.masora.app.web.words;

import java.util.List;
import java.util.Locale;

/**
 * A language that the page speaks.
 *
 * @param tag its BCP 47 tag
 * @param name as its speakers write it
 * @param rightToLeft which way its script runs
 * @param reviewed whether a speaker has read all of it
 * @param digits how numbers are written, one of {@link #DIGITS}
 * @param calendar how days are counted, one of {@link #CALENDARS}
 */
public record Language(String tag, String name, boolean rightToLeft, boolean reviewed, String digits, String calendar) {
    /** Digits that can be chosen, as CLDR names them; the first ones hold until others were chosen. */
    public static final List<String> DIGITS =
            List.of("latn", "arab", "arabext", "beng", "deva", "khmr", "mymr", "tamldec", "thai");

    /** Calendars that can be chosen, as CLDR names them; the first one holds until another was chosen. */
    public static final List<String> CALENDARS =
            List.of("gregory", "buddhist", "ethiopic", "indian", "islamic-umalqura", "persian");

    /** With Western digits and Gregorian dates. */
    Language(String tag, String name, boolean rightToLeft, boolean reviewed) {
        this(tag, name, rightToLeft, reviewed, DIGITS.getFirst(), CALENDARS.getFirst());
    }

    /** The same with other digits and another calendar; what is none of those that can be chosen changes nothing. */
    Language written(String otherDigits, String otherCalendar) {
        return new Language(
                tag,
                name,
                rightToLeft,
                reviewed,
                DIGITS.contains(otherDigits) ? otherDigits : digits,
                CALENDARS.contains(otherCalendar) ? otherCalendar : calendar);
    }

    /** For formatting numbers and times. */
    public Locale locale() {
        return new Locale.Builder()
                .setLanguageTag(tag)
                .setUnicodeLocaleKeyword("nu", digits)
                .setUnicodeLocaleKeyword("ca", calendar)
                .build();
    }

    /** The value of the attribute {@code dir}. */
    public String direction() {
        return rightToLeft ? "rtl" : "ltr";
    }
}
