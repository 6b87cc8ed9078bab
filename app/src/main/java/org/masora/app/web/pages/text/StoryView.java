package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.pages.text.TextScreen.Place;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.Story;

/** A story as markup, frame by frame. Its pictures lie on the internet, and are not fetched. */
final class StoryView {
    private final PageWords words;
    private final Place place;
    private final Story story;
    private final OpenVerses open;
    private final boolean editable;

    StoryView(PageWords words, Place place, Story story, OpenVerses open, boolean editable) {
        this.words = words;
        this.place = place;
        this.story = story;
        this.open = open;
        this.editable = editable;
    }

    /** Its texts. */
    List<Html> parts(Optional<Spot> wished) {
        List<Html> shown = new ArrayList<>();
        for (int i = 0; i < story.parts().size(); i++) {
            Story.Part part = story.parts().get(i);
            Spot spot = new Spot(Spot.STORIES, place.chapter(), Integer.toString(i), 1);
            Optional<Html> editor = editable ? open.editor(spot, part.text(), wished) : Optional.empty();
            shown.add(editor.orElseGet(() -> part(part, spot)));
        }
        return shown;
    }

    private Html part(Story.Part part, Spot spot) {
        String name = switch (part.kind()) {
            case TITLE -> words.text("text.storyTitle");
            case FRAME -> words.text("text.frame", "frame", spot.verse());
            case REFERENCE -> words.text("text.storyReference");
        };
        Html words = switch (part.kind()) {
            case TITLE -> h2(cls("frame-text"), opening(spot), text(part.text()));
            case FRAME -> p(cls("frame-text"), opening(spot), text(part.text()));
            case REFERENCE -> p(cls("frame-text quiet"), opening(spot), text(part.text()));
        };
        return div(cls("frame"), attr("data-key", "f" + spot.verse()), number(spot, name), words);
    }

    private Part opening(Spot spot) {
        return editable ? attr("data-opens", address(spot)) : Html.EMPTY;
    }

    private String address(Spot spot) {
        return Visit.address(place.address() + "/view", "verse", spot.verse(), "ordinal", "1");
    }

    private Html number(Spot spot, String name) {
        if (!editable) {
            return span(cls("frame-number quiet"), text(name));
        }
        return button(
                cls("frame-number plain"),
                id("v" + spot.id()),
                attr("type", "button"),
                attr("data-opens", address(spot)),
                attr("aria-label", words.text("text.editFrame", "frame", name)),
                text(name));
    }
}
