package org.masora.app.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;

/** An exchange with one place, told whole: what came, what went and what did not; of a forecast, what would. */
public final class ExchangeWords {
    private static final int LOSSES_SHOWN = 20;
    private static final String CAME = "M-0627";
    private static final String WENT = "M-0628";
    private static final String STAYED = "M-0629";

    private static final String NOT_KNOWN = "M-0636";

    /** Names somebody who has work on a line of their own (rule S2). */
    public static final String OTHERS_WORK = "M-0650";

    /** What lists begin with, and what stands in them. */
    private static final Set<String> LISTING = Set.of(
            CAME, WENT, STAYED, "M-0630", "M-0661", "M-0662", "M-0663", "M-0664", "M-0665", "M-0666", "M-0667",
            "M-0668", "M-0669");

    private ExchangeWords() {}

    /** What stands above what comes, goes or stays. */
    public enum Title {
        COMES(CAME),
        GOES(WENT),
        STAYS(STAYED);

        private final String code;

        Title(String code) {
            this.code = code;
        }

        /** Which a message is; empty where it is none. */
        public static Optional<Title> of(Message message) {
            return Arrays.stream(values())
                    .filter(title -> title.code.equals(message.code()))
                    .findFirst();
        }
    }

    /** What is known of something that was on its way when an exchange stopped (rule P1). */
    public enum Arrival {
        /** Nothing was on its way. */
        NOT_IN_QUESTION,
        /** The place could not be asked since. */
        NOT_KNOWN,
        /** The place was asked, and does not hold it. */
        NOT_ARRIVED
    }

    /** Whether it is said here that something may have arrived. */
    public static boolean sayNotKnown(List<Message> messages) {
        return messages.stream().anyMatch(message -> message.code().equals(NOT_KNOWN));
    }

    /**
     * What came of one place.
     *
     * @param held whether some text waits to be answered, which is then neither sent nor received
     * @param arrival what is known of what was on its way there when it stopped
     */
    public static List<Message> of(PlaceOutcome outcome, boolean held, Arrival arrival) {
        List<Message> messages = new ArrayList<>(List.of(SyncWords.of(outcome, held)));
        PlaceName place = outcome.place();
        switch (outcome) {
            case PlaceOutcome.UpToDate upToDate -> sideLines(upToDate.sideLines(), messages);
            case PlaceOutcome.Planned planned -> {
                changes(CAME, place, planned.toReceive(), messages);
                changes(WENT, place, planned.toSend(), messages);
            }
            case PlaceOutcome.Synced synced -> {
                changes(CAME, place, synced.received(), messages);
                changes(WENT, place, synced.sent(), messages);
                synced.heldBack().forEach(one -> messages.add(SyncWords.of(one)));
                if (!synced.decisionsShared()) {
                    messages.add(Message.of("M-0649"));
                }
                synced.leftHistory()
                        .ifPresent(head -> messages.add(
                                Message.of("M-0658", "place", place).with("head", head.abbreviated())));
                sideLines(synced.sideLines(), messages);
            }
            case PlaceOutcome.Stopped stopped -> {
                // A question that comes before anything else has happened is all there is to say.
                if (isQuestion(stopped.reason()) && stopped.received().isEmpty()) {
                    messages.clear();
                }
                messages.add(SyncWords.of(stopped.reason()));
                if (stopped.reason() instanceof StopReason.NeedsConfirmation(Question.WouldDelete(var stop, var _))) {
                    messages.addAll(first(LOSSES_SHOWN, SyncWords.each(stop)));
                }
                if (arrival != Arrival.NOT_IN_QUESTION) {
                    messages.add(of(place, arrival, Optional.empty()));
                }
                changes(CAME, place, stopped.received(), messages);
                if (!isQuestion(stopped.reason())) {
                    changes(STAYED, place, stopped.unsent(), messages);
                }
            }
        }
        return messages;
    }

    /**
     * What asking came to about something that was on its way.
     *
     * @param head what the place holds
     */
    public static Message of(PlaceName place, Arrival arrival, Optional<RevisionId> head) {
        return switch (arrival) {
            case NOT_KNOWN -> Message.of(NOT_KNOWN, "place", place);
            case NOT_ARRIVED -> Message.of("M-0637", "place", place);
            case NOT_IN_QUESTION ->
                Message.of("M-0640", "place", place)
                        .with("head", head.map(RevisionId::abbreviated).orElse(""));
        };
    }

    /** A question is answered first: what stays here until then is not what it is about. */
    private static boolean isQuestion(StopReason reason) {
        return reason instanceof StopReason.NeedsConfirmation;
    }

    private static void sideLines(List<PlaceOutcome.SideLine> lines, List<Message> messages) {
        lines.forEach(line -> messages.add(Message.of(OTHERS_WORK, "name", line.name())));
    }

    private static void changes(String title, PlaceName place, ChangeSummary changes, List<Message> messages) {
        if (!changes.isEmpty()) {
            messages.add(Message.of(title, "place", place));
            messages.addAll(of(changes));
        }
    }

    /** What changed, book by book and file by file. */
    public static List<Message> of(ChangeSummary changes) {
        List<Message> messages = new ArrayList<>();
        changes.books().forEach(book -> messages.add(SyncWords.of(book)));
        changes.files().forEach(file -> messages.add(SyncWords.of(file)));
        return messages;
    }

    /** How many of these sentences stand for themselves: what follows lists what they are about. */
    public static int sentences(List<Message> messages) {
        return (int) messages.stream()
                .takeWhile(message -> !LISTING.contains(message.code()))
                .count();
    }

    /** The first of many; how many more there are is said. */
    public static List<Message> first(int most, List<Message> messages) {
        if (messages.size() <= most) {
            return List.copyOf(messages);
        }
        List<Message> first = new ArrayList<>(messages.subList(0, most));
        first.add(Message.of("M-0630", "count", messages.size() - most));
        return List.copyOf(first);
    }
}
