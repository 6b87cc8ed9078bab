package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.attr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Part;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.shelf.NearProject;
import org.masora.core.project.ProjectDescription.Direction;

/**
 * How a project's text is set: in its language, in the direction in which it is seen to run, with the height its script
 * needs.
 *
 * @param script a class of the style sheet
 */
record Look(Optional<String> language, Direction direction, String script) {

    /** Of a text of the project. */
    static Look of(NearProject project, String script, boolean runsFromRightToLeft) {
        Direction direction = runsFromRightToLeft
                ? Direction.RIGHT_TO_LEFT
                : project.direction().orElse(Direction.LEFT_TO_RIGHT);
        return new Look(project.language(), direction, script);
    }

    /** Of a short text alone. */
    static Look of(NearProject project, String text) {
        boolean rightToLeft = text.codePoints()
                        .map(point -> switch (Character.getDirectionality(point)) {
                            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> 1;
                            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> -1;
                            default -> 0;
                        })
                        .sum()
                > 0;
        return of(project, ScriptLook.of(text), rightToLeft);
    }

    /** The element's attributes, its class among them. */
    Part[] on(String classes, Part... parts) {
        List<Part> all = new ArrayList<>(List.of(
                attr("class", "project-text " + script + " " + classes), attr("dir", ProjectText.word(direction))));
        language.ifPresent(tag -> all.add(attr("lang", tag)));
        all.addAll(List.of(parts));
        return all.toArray(Part[]::new);
    }
}
