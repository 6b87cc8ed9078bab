package org.masora.core.conflict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Resolution;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.merge.ConflictId;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;

/**
 * What a published revision tells of a decision, in a trailer of its message, so that the event can
 * be written again byte for byte when the records are lost (rule C4):
 *
 * <pre>{@code Masora-Decision: CONFLICT WHAT TEXT TIME ANSWERS[ by NAME <ADDRESS>]}</pre>
 *
 * WHAT is a {@link Choice#code()}, {@code withdrawn} or {@code turned-back}; TEXT is the blob id of
 * what stands, or {@code -}; TIME like {@code 2026-11-22T09:30:00Z}; ANSWERS the ids of the answered
 * events with commas between them, or {@code -}. Whose doing it was is told where it was not the
 * revision's author.
 *
 * @param conflict what it is about
 * @param event what was done
 */
public record DecisionTrailer(ConflictId conflict, Resolution event) {

    /** The trailer's name. */
    public static final String KEY = "Masora-Decision";

    private static final String WITHDRAWN = "withdrawn";
    private static final String TURNED_BACK = "turned-back";
    private static final String NONE = "-";

    private static final Pattern LINE = Pattern.compile(KEY
            + ": (?<conflict>[0-9a-f]{64}) (?<what>[a-z-]{1,20}) (?<text>-|[0-9a-f]{40}) (?<time>[0-9TZ:-]{20})"
            + " (?<answers>-|[0-9a-f]{64}(?:,[0-9a-f]{64})*+)(?: by (?<name>[^<>]*+)<(?<email>[^<>]*+)>)?");

    /**
     * The trailer as it stands in a message, without a line end.
     *
     * @param author the revision's author
     */
    public String line(Person author) {
        String what = switch (event) {
            case Decided decided -> decided.choice().code();
            case Withdrawn _ -> WITHDRAWN;
            case TurnedBack _ -> TURNED_BACK;
        };
        Optional<BlobId> text = event instanceof Decided decided ? decided.text() : Optional.empty();
        String answers = event.answers().isEmpty()
                ? NONE
                : event.answers().stream().map(EventId::hex).collect(Collectors.joining(","));
        String by = event.who().equals(author)
                ? ""
                : " by " + event.who().name() + " <" + event.who().email() + ">";
        return KEY + ": " + conflict + " " + what + " " + text.map(BlobId::hex).orElse(NONE) + " " + event.when() + " "
                + answers + by;
    }

    /**
     * The decisions that a message tells of, in its last paragraph; lines that are no such trailer are
     * left out.
     *
     * @param author the revision's author
     */
    public static List<DecisionTrailer> parse(String message, Person author) {
        List<DecisionTrailer> trailers = new ArrayList<>();
        for (String line : message.strip().lines().toList().reversed()) {
            if (line.isBlank()) {
                break;
            }
            if (line.startsWith(KEY + ":")) {
                parseLine(line.strip(), author).ifPresent(trailers::add);
            }
        }
        return List.copyOf(trailers.reversed());
    }

    private static Optional<DecisionTrailer> parseLine(String line, Person author) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group("name");
        String email = parts.group("email");
        Person who = name == null || email == null ? author : new Person(name, email);
        return WholeSeconds.parse(parts.group("time"))
                .flatMap(time -> event(
                        parts.group("what"), text(parts.group("text")), who, time, answers(parts.group("answers"))))
                .map(event -> new DecisionTrailer(new ConflictId(parts.group("conflict")), event));
    }

    private static Optional<Resolution> event(
            String what, Optional<BlobId> text, Person who, Instant when, NavigableSet<EventId> answers) {
        return switch (what) {
            case WITHDRAWN -> text.isPresent() ? Optional.empty() : Optional.of(new Withdrawn(who, when, answers));
            case TURNED_BACK -> text.isPresent() ? Optional.empty() : Optional.of(new TurnedBack(who, when, answers));
            default -> Choice.ofCode(what).map(choice -> new Decided(choice, who, when, answers, text));
        };
    }

    private static Optional<BlobId> text(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(new BlobId(text));
    }

    private static NavigableSet<EventId> answers(String answers) {
        return answers.equals(NONE)
                ? new TreeSet<>()
                : Arrays.stream(answers.split(",")).map(EventId::new).collect(Collectors.toCollection(TreeSet::new));
    }
}
