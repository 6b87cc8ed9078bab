package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.progress;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;
import org.masora.core.sync.Progress.Phase;

/** How far something is. */
public final class Running {
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    private Running() {}

    /** How far it is, where that is known; nothing yet where it waits for its turn. */
    public static Html bar(Activity activity, PageWords words) {
        long most = activity.phase().isEmpty() ? 1 : activity.of();
        return progress(
                attr("aria-label", words.text("activity.progress", "name", activity.name())),
                most > 0 ? attr("value", Math.min(activity.done(), most)) : Html.EMPTY,
                most > 0 ? attr("max", most) : Html.EMPTY);
    }

    /** That it goes on, for where it is not shown how far. */
    public static Html busy(Activity activity, PageWords words) {
        return progress(attr("aria-label", words.text("activity.progress", "name", activity.name())));
    }

    /** Where it is, in words. */
    public static String phase(Activity activity, PageWords words) {
        if (activity.cancelled()) {
            return words.text("phase.stopping");
        }
        if (activity.combinesAt().isPresent()) {
            return words.text("phase.foretold");
        }
        return words.text(activity.phase().map(Running::key).orElse("phase.waiting"));
    }

    /** The same, and how long what is foreseen can be read before it is done. */
    public static Html phase(Activity activity, Instant now, PageWords words) {
        if (activity.cancelled() || activity.combinesAt().isEmpty()) {
            return text(phase(activity, words));
        }
        Instant end = activity.combinesAt().get();
        long seconds = Math.max(1, (Duration.between(now, end).toMillis() + 999) / 1_000);
        return words.html(
                "phase.combinesIn",
                "seconds",
                span(cls("seconds"), attr("data-until", end.toEpochMilli()), text(Long.toString(seconds))));
    }

    /** How much of it is done and how long it still takes, as far as that is known; nothing of it is spoken. */
    public static Html amount(Activity activity, PageWords words) {
        List<Html> known = new ArrayList<>();
        done(activity, words).ifPresent(said -> known.add(span(text(said))));
        activity.left()
                .filter(_ -> !activity.cancelled())
                .ifPresent(left -> known.add(span(text(
                        left.compareTo(ONE_MINUTE) < 0
                                ? words.text("progress.seconds", "count", Math.max(1, left.toSeconds()))
                                : words.text(
                                        "progress.minutes",
                                        "count",
                                        left.plusSeconds(59).toMinutes())))));
        return span(cls("amount"), all(known));
    }

    private static Optional<String> done(Activity activity, PageWords words) {
        if (activity.phase().isEmpty() || activity.done() <= 0) {
            return Optional.empty();
        }
        return switch (activity.phase().get()) {
            case SENDING, RECEIVING ->
                Optional.of(
                        activity.of() > 0
                                ? words.text(
                                        "progress.bytesOf",
                                        "done",
                                        Sizes.of(activity.done(), words),
                                        "all",
                                        Sizes.of(activity.of(), words))
                                : Sizes.of(activity.done(), words));
            case SCANNING, APPLYING ->
                Optional.of(
                        activity.of() > 0
                                ? words.text("progress.filesOf", "done", activity.done(), "count", activity.of())
                                : words.text("progress.files", "count", activity.done()));
            case KEEPING, LOOKING, MERGING, CHECKING -> Optional.empty();
        };
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
