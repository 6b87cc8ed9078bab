package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.time.Instant;
import java.util.OptionalInt;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;
import org.masora.engine.Countdowns.Countdown;

/** An undo that counts down, wherever it is shown. The browser counts the seconds; what they mean is decided here. */
public final class UndoCounting {
    private UndoCounting() {}

    /** How long until it is sent. */
    public static Html left(Countdown countdown, Instant now, PageWords words) {
        OptionalInt seconds = countdown.secondsLeft(now);
        if (seconds.isEmpty()) {
            return span(text(words.text("undo.held")));
        }
        return words.html(
                "undo.sendsIn",
                "seconds",
                span(
                        cls("seconds"),
                        attr("data-until", countdown.deadline().orElseThrow().toEpochMilli()),
                        text(Integer.toString(seconds.getAsInt()))));
    }

    /** Undo, wait, send now. */
    public static Html buttons(String project, String name, Countdown countdown, PageWords words) {
        String own = "/p/" + project;
        return div(
                cls("counting"),
                press("main", own + "/undo-now", words.text("undo.undo"), words.text("undo.undoOf", "name", name)),
                when(
                        countdown.deadline().isPresent(),
                        press(
                                "plain",
                                own + "/undo-wait",
                                words.text("undo.wait"),
                                words.text("undo.waitOf", "name", name))),
                press("plain", own + "/undo-send", words.text("undo.send"), words.text("undo.sendOf", "name", name)));
    }

    private static Html press(String looks, String act, String said, String full) {
        return button(cls(looks), attr("type", "button"), attr("data-act", act), attr("aria-label", full), text(said));
    }
}
