package org.masora.app.web.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Attribute;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Tags;

/**
 * What comes of something that a person did.
 *
 * @param pieces elements with ids: each takes the place of the one on the page that has the same id; a {@code dialog}
 *     is opened
 * @param goTo the screen to go to
 * @param closesDialog whether the open dialog has done its work
 */
public record Answer(List<Html> pieces, Optional<String> goTo, boolean closesDialog) {

    public Answer {
        pieces = List.copyOf(pieces);
    }

    /** Nothing to see: what changes comes by itself, as an event. */
    public static Answer nothing() {
        return new Answer(List.of(), Optional.empty(), false);
    }

    /** Shows these elements. */
    public static Answer show(Html... pieces) {
        return new Answer(List.of(pieces), Optional.empty(), false);
    }

    /** Goes to a screen. */
    public static Answer going(String address) {
        return new Answer(List.of(), Optional.of(address), true);
    }

    /** The same, and the open dialog closes. */
    public Answer closingDialog() {
        return new Answer(pieces, goTo, true);
    }

    /** The same, and this is shown for a while and spoken. */
    public Answer saying(Html sentence) {
        return with(Tags.p(new Attribute("data-say", "polite"), sentence));
    }

    /** The same, and this is shown until it is put away, and spoken at once. */
    public Answer complaining(Html sentence) {
        return with(Tags.p(new Attribute("data-say", "assertive"), sentence));
    }

    private Answer with(Html piece) {
        List<Html> more = new ArrayList<>(pieces);
        more.add(piece);
        return new Answer(more, goTo, closesDialog);
    }
}
