package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.time;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeDateTimeUnit;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;

/** Moments, as people speak of them. */
public final class Moments {
    private Moments() {}

    /** How long ago, with the exact time in the tooltip and for machines. */
    public static Html ago(Instant moment, Instant now, PageWords words) {
        return ago(moment, now, exact(moment, words), words);
    }

    /** How long ago, with more of it in the tooltip. */
    public static Html ago(Instant moment, Instant now, String tooltip, PageWords words) {
        return time(attr("datetime", moment), attr("title", tooltip), text(relative(moment, now, words)));
    }

    /** The day and the time of day, where the person is. */
    public static String exact(Instant moment, PageWords words) {
        DateFormat format = DateFormat.getDateTimeInstance(
                DateFormat.MEDIUM, DateFormat.SHORT, words.language().locale());
        format.setTimeZone(TimeZone.getTimeZone(ZoneId.systemDefault().getId()));
        return format.format(Date.from(moment));
    }

    /** The time of day, where the person is. */
    public static String timeOfDay(Instant moment, PageWords words) {
        DateFormat format =
                DateFormat.getTimeInstance(DateFormat.SHORT, words.language().locale());
        format.setTimeZone(TimeZone.getTimeZone(ZoneId.systemDefault().getId()));
        return format.format(Date.from(moment));
    }

    /** The time of day, of a moment that was today; else how long ago that is. */
    public static String brief(Instant moment, Instant now, PageWords words) {
        ZoneId zone = ZoneId.systemDefault();
        return LocalDate.ofInstant(moment, zone).equals(LocalDate.ofInstant(now, zone))
                ? timeOfDay(moment, words)
                : relative(moment, now, words);
    }

    /** A day, with its day of the week. */
    public static String day(LocalDate day, PageWords words) {
        DateFormat format =
                DateFormat.getDateInstance(DateFormat.FULL, words.language().locale());
        format.setTimeZone(TimeZone.getTimeZone(ZoneId.systemDefault().getId()));
        return format.format(Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant()));
    }

    static String relative(Instant moment, Instant now, PageWords words) {
        RelativeDateTimeFormatter format = RelativeDateTimeFormatter.getInstance(
                ULocale.forLocale(words.language().locale()));
        Duration ago = Duration.between(moment, now);
        double minutes = ago.toMinutes();
        if (minutes < 1) {
            return format.format(0, RelativeDateTimeUnit.SECOND);
        }
        if (minutes < 60) {
            return format.formatNumeric(-minutes, RelativeDateTimeUnit.MINUTE);
        }
        if (minutes < 24 * 60) {
            return format.formatNumeric(-Math.floor(minutes / 60), RelativeDateTimeUnit.HOUR);
        }
        double days = Math.floor(minutes / (24 * 60));
        if (days < 14) {
            return format.format(-days, RelativeDateTimeUnit.DAY);
        }
        if (days < 60) {
            return format.formatNumeric(-Math.floor(days / 7), RelativeDateTimeUnit.WEEK);
        }
        return days < 730
                ? format.formatNumeric(-Math.floor(days / 30), RelativeDateTimeUnit.MONTH)
                : format.formatNumeric(-Math.floor(days / 365), RelativeDateTimeUnit.YEAR);
    }
}
