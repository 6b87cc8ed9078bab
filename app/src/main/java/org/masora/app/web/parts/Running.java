package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.progress;

import org.masora.app.web.activities.Activity;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.words.PageWords;
import org.masora.core.sync.Progress.Phase;

/** How far something is. */
public final class Running {
    private Running() {}

    /** How far it is, where that is known. */
    public static Html bar(Activity activity, PageWords words) {
        Part value = activity.of() > 0 ? attr("value", Math.min(activity.done(), activity.of())) : Html.EMPTY;
        Part most = activity.of() > 0 ? attr("max", activity.of()) : Html.EMPTY;
        return progress(attr("aria-label", words.text("activity.progress", "name", activity.name())), value, most);
    }

    /** Where it is, in words. */
    public static String phase(Activity activity, PageWords words) {
        if (activity.cancelled()) {
            return words.text("phase.stopping");
        }
        return words.text(activity.phase().map(Running::key).orElse("phase.waiting"));
    }

    private static String key(Phase phase) {
        return switch (phase) {
            case SCANNING -> "phase.scanning";
            case KEEPING -> "phase.keeping";
            case LOOKING -> "phase.looking";
            case RECEIVING -> "phase.receiving";
            case MERGING -> "phase.merging";
            case APPLYING -> "phase.applying";
            case SENDING -> "phase.sending";
            case CHECKING -> "phase.checking";
        };
    }
}
