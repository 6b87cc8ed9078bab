package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.core.project.ProjectDescription.Direction;

/** Texts and names of projects, each in its own language and direction, and never mixed up with what is around it. */
public final class ProjectText {
    private ProjectText() {}

    /** A text in the project's language. */
    public static Html of(String text, Optional<String> language, Optional<Direction> direction) {
        return bdi(
                cls("project-text"),
                when(language.isPresent(), attr("lang", language.orElse(""))),
                when(
                        direction.isPresent(),
                        attr("dir", direction.map(ProjectText::word).orElse("auto"))),
                text(text));
    }

    /** The value of the attribute {@code dir}. */
    public static String word(Direction direction) {
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
