package org.masora.app.web.words;

import java.util.Locale;

/**
 * A language that the page speaks.
 *
 * @param tag its BCP 47 tag
 * @param name as its speakers write it
 * @param rightToLeft which way its script runs
 * @param reviewed whether a speaker has read all of it
 */
public record Language(String tag, String name, boolean rightToLeft, boolean reviewed) {

    /** For formatting numbers and times, with Western digits and Gregorian dates. */
    public Locale locale() {
        return new Locale.Builder()
                .setLanguageTag(tag)
                .setUnicodeLocaleKeyword("nu", "latn")
                .setUnicodeLocaleKeyword("ca", "gregory")
                .build();
    }

    /** The value of the attribute {@code dir}. */
    public String direction() {
        return rightToLeft ? "rtl" : "ltr";
    }
}
