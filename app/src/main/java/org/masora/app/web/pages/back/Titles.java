package org.masora.app.web.pages.back;

import static org.masora.app.web.html.Tags.text;

import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.words.PageWords;
import org.masora.engine.LookingBack.Past;

/** What happened at a revision, in words; what other programs or people wrote of it stands as it is. */
final class Titles {
    private Titles() {}

    static Html of(Past past, PageWords words) {
        return switch (past.what()) {
            case KEPT -> text(words.text("back.kept"));
            case RECEIVED -> text(words.text("back.received"));
            case SENT -> text(words.text("back.sent"));
            case DECIDED -> text(words.text("back.decided"));
            case RESTORED -> text(words.text("back.restored"));
            case TAKEN_BACK -> text(words.text("back.takenBack"));
            case COMBINED -> text(words.text("back.combined"));
            case NOTHING_YET -> text(words.text("back.began"));
            case ELSEWHERE ->
                past.title().isBlank() ? text(words.text("back.untitled")) : ProjectText.name(past.title());
        };
    }
}
