package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.text;

import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.core.project.ProjectDescription.Direction;

/** Texts and names of projects, each in its own language and direction, and never mixed up with what is around it. */
public final class ProjectText {
    private ProjectText() {}

    /** A text in the project's language. */
    public static Html of(String text, Optional<String> language, Optional<Direction> direction) {
        return bdi(Look.of(language, direction, text).on("", text(text)));
    }

    /** The value of the attribute {@code dir}. */
    static String word(Direction direction) {
        return switch (direction) {
            case LEFT_TO_RIGHT -> "ltr";
            case RIGHT_TO_LEFT -> "rtl";
        };
    }

    /** A name whose language is not known: of a person, a folder, a project on a server. */
    public static Html name(String name) {
        return bdi(text(name));
    }
}
