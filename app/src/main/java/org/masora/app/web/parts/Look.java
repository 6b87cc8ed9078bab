package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Part;
import org.masora.app.web.shelf.NearProject;
import org.masora.core.project.ProjectDescription.Direction;

/**
 * How a project's text is set: in its language, in the direction in which it is seen to run, with the height that its
 * script needs. What the project says of itself counts only where the text itself does not tell.
 *
 * @param script a class of the style sheet
 */
public record Look(Optional<String> language, Direction direction, String script) {

    /** Of a text of the project, of which is known how it looks. */
    public static Look of(NearProject project, String script, boolean runsFromRightToLeft) {
        Direction direction = runsFromRightToLeft
                ? Direction.RIGHT_TO_LEFT
                : project.direction().orElse(Direction.LEFT_TO_RIGHT);
        return new Look(project.language(), direction, script);
    }

    /** Of a text of the project. */
    public static Look of(NearProject project, String text) {
        return of(project.language(), project.direction(), text);
    }

    /** Of a text that was translated from: in the language of the source that its script gives away. */
    public static Look ofSource(String text) {
        String script = ScriptLook.of(text);
        Optional<String> language = switch (script) {
            case "script-hebr" -> Optional.of("hbo");
            case "script-grek" -> Optional.of("grc");
            default -> Optional.of("und");
        };
        return of(language, Optional.empty(), text);
    }

    /** Of a text of a project that says so much of itself. */
    static Look of(Optional<String> language, Optional<Direction> declared, String text) {
        int letters = text.codePoints()
                .map(point -> switch (Character.getDirectionality(point)) {
                    case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> 1;
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> -1;
                    default -> 0;
                })
                .sum();
        Direction seen = letters > 0 ? Direction.RIGHT_TO_LEFT : Direction.LEFT_TO_RIGHT;
        return new Look(language, letters == 0 ? declared.orElse(seen) : seen, ScriptLook.of(text));
    }

    /** The element's attributes, its class among them. */
    public Part[] on(String classes, Part... parts) {
        List<Part> all = new ArrayList<>(List.of(
                attr("class", ("project-text " + script + " " + classes).strip()),
                attr("dir", ProjectText.word(direction))));
        language.ifPresent(tag -> all.add(attr("lang", tag)));
        all.addAll(List.of(parts));
        return all.toArray(Part[]::new);
    }
}
