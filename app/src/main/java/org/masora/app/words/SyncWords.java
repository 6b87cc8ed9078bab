package org.masora.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.BookChange;
import org.masora.core.sync.Brake;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FileChange;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.Failures;
import org.masora.engine.SendReceive;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.ServerAddress;

/** What an exchange with another place came to, in words. */
public final class SyncWords {
    private static final int PATHS_SHOWN = 5;

    private SyncWords() {}

    /** Why it stopped: what happened, whether the work is safe, what can be done. */
    public static Message of(StopReason reason) {
        return switch (reason) {
            case StopReason.Unreachable(var address, var trouble, var detail) ->
                Message.of("M-0601", "address", address)
                        .with("trouble", trouble.name())
                        .with("detail", detail);
            case StopReason.Refused(var refusal, var subject, var detail) ->
                Message.of(number(refusal), "subject", subject).with("detail", said(refusal, detail));
            case StopReason.Cancelled() -> Message.of("M-0620");
            case StopReason.KeptMoving(int attempts) -> Message.of("M-0621", "attempts", attempts);
            case StopReason.Busy() -> Message.of("M-0622");
            case StopReason.FolderTrouble(var trouble, var paths) ->
                Message.of(number(trouble), "paths", paths.isEmpty() ? "none" : some(paths));
            case StopReason.NeedsConfirmation(var question) -> of(question);
        };
    }

    /** Why somebody could not be signed in to Paratext: who it is, is not known then. */
    public static Message ofSignIn(RemoteFailure failure) {
        if (failure instanceof RemoteFailure.BadCredentials) {
            return Message.of("M-0442");
        }
        if (failure instanceof RemoteFailure.Cancelled || failure instanceof RemoteFailure.NotAllowed) {
            return Message.of("M-0443");
        }
        return failure instanceof RemoteFailure.Missing(var where)
                ? Message.of("M-0444", "where", where)
                : of(Failures.reason(failure));
    }

    /** A sentence that chooses by a detail has to be told that there is none. */
    private static String said(Refusal refusal, String detail) {
        return refusal == Refusal.PROGRAM_MISSING && detail.isEmpty() ? "none" : detail;
    }

    private static String number(Refusal refusal) {
        return switch (refusal) {
            case BAD_CREDENTIALS -> "M-0602";
            case NOT_ALLOWED -> "M-0603";
            case PROTECTED_LINE -> "M-0604";
            case ARCHIVED -> "M-0605";
            case MISSING -> "M-0606";
            case SLOW_DOWN -> "M-0607";
            case SERVER_FAILED -> "M-0608";
            case DAMAGED -> "M-0609";
            case NOT_KEPT -> "M-0610";
            case LOCKED -> "M-0611";
            case MAY_ONLY_LOOK -> "M-0612";
            case PROGRAM_MISSING -> "M-0613";
            case OTHER_ENCODING -> "M-0614";
        };
    }

    private static String number(Trouble trouble) {
        return switch (trouble) {
            case MISSING -> "M-0623";
            case EMPTY -> "M-0624";
            case UNREADABLE -> "M-0625";
            case NOT_WRITABLE -> "M-0626";
        };
    }

    private static Message of(Question question) {
        return switch (question) {
            case Question.WouldDelete(var stop, boolean fromFolder) ->
                Message.of(fromFolder ? "M-0631" : "M-0632", "losses", losses(stop));
            case Question.SetAsideIsThere(var changes) -> Message.of("M-0633", "changes", count(changes));
            case Question.SendOrUndo() -> Message.of("M-0635");
            case Question.OtherProject(var ours, var theirs) ->
                Message.of("M-0634", "ours", ours).with("theirs", theirs);
        };
    }

    private static Naming losses(Brake.Verdict.Stop stop) {
        return Naming.joined(
                "; ",
                stop.losses().stream()
                        .map(loss -> switch (loss) {
                            case Brake.Loss.Book book -> Naming.of(book.book()).then(" (" + book.verses() + ")");
                            case Brake.Loss.Files(var paths, int of) ->
                                Naming.of(paths.size() + "/" + of + ": ").then(some(paths));
                            case Brake.Loss.Verses of ->
                                Naming.of(of.book())
                                        .then(" " + of.verses().first() + "… ("
                                                + of.verses().size() + "/" + of.of() + ")");
                        })
                        .toList());
    }

    private static Message withoutText(BookCode book, int verses) {
        return Message.of("M-0662", "book", Naming.of(book))
                .with("added", 0)
                .with("changed", 0)
                .with("gone", verses);
    }

    /** What would be deleted or emptied, one by one. */
    static List<Message> each(Brake.Verdict.Stop stop) {
        return stop.losses().stream()
                .flatMap(loss -> switch (loss) {
                    case Brake.Loss.Book book -> Stream.of(withoutText(book.book(), book.verses()));
                    case Brake.Loss.Files files ->
                        files.paths().stream().map(path -> Message.of("M-0667", "path", path));
                    case Brake.Loss.Verses of ->
                        Stream.of(withoutText(of.book(), of.verses().size()));
                })
                .toList();
    }

    /**
     * What came of one place, in a sentence.
     *
     * @param held whether some text waits to be answered, which is then neither sent nor received
     */
    public static Message of(PlaceOutcome outcome, boolean held) {
        return switch (outcome) {
            case PlaceOutcome.UpToDate upToDate ->
                Message.of("M-0641", "place", upToDate.place()).with("held", held);
            case PlaceOutcome.Synced synced ->
                Message.of("M-0642", "place", synced.place())
                        .with("received", count(synced.received()))
                        .with("sent", count(synced.sent()))
                        .with("head", synced.head().abbreviated());
            case PlaceOutcome.Planned planned ->
                Message.of(number(planned.plan()), "place", planned.place())
                        .with("received", count(planned.toReceive()))
                        .with("sent", count(planned.toSend()))
                        .with("conflicts", planned.conflicts());
            case PlaceOutcome.Stopped stopped ->
                Message.of("M-0643", "place", stopped.place())
                        .with("received", count(stopped.received()))
                        .with("unsent", count(stopped.unsent()));
        };
    }

    private static String number(SyncPlan plan) {
        return switch (plan) {
            case UP_TO_DATE -> "M-0651";
            case SEND -> "M-0652";
            case RECEIVE -> "M-0653";
            case MERGE -> "M-0654";
            case HOLD_BACK -> "M-0655";
            case ASK_ABOUT_SET_ASIDE -> "M-0656";
            case ASK_ABOUT_OTHER_PROJECT -> "M-0657";
        };
    }

    /** What folder and project cannot share, a sentence for each way (rule B3). */
    public static List<Message> of(FolderLimits limits) {
        List<Message> messages = new ArrayList<>();
        if (!limits.leftOut().isEmpty()) {
            messages.add(Message.of("M-0697", "paths", some(limits.leftOut()))
                    .with("count", limits.leftOut().size()));
        }
        if (!limits.notHeld().isEmpty()) {
            messages.add(Message.of("M-0698", "paths", some(limits.notHeld()))
                    .with("count", limits.notHeld().size()));
        }
        return messages;
    }

    /** What came from a place and was taken back (rule U1). */
    public static Message setAside(PlaceName place, ChangeSummary changes, String project) {
        return Message.of("M-0696", "place", place)
                .with("changes", count(changes))
                .with("project", project);
    }

    /**
     * What has to happen in Paratext, for a folder that belongs to it: only what applies.
     *
     * @param project as it was named
     */
    public static List<Message> of(SendReceive left, String project) {
        List<Message> messages = new ArrayList<>();
        if (!left.toSend().isEmpty()) {
            messages.add(Message.of("M-0674", "what", names(left.toSend())));
        }
        if (!left.toReceive().isEmpty()) {
            Message received = left.hasServer()
                    ? Message.of("M-0675")
                    : Message.of("M-0676").with("project", project);
            messages.add(received.with("what", names(left.toReceive())));
        }
        return messages;
    }

    /** Whether it says what has to happen in Paratext. */
    public static boolean isForParatext(Message message) {
        return Set.of("M-0674", "M-0675", "M-0676").contains(message.code());
    }

    /** Books and other files that changed. */
    private static Naming names(ChangeSummary changes) {
        List<Naming> names = new ArrayList<>();
        changes.books().forEach(book -> names.add(Naming.of(book.book())));
        changes.files().forEach(file -> names.add(Naming.of(file.path())));
        Naming shown = Naming.joined(", ", names.subList(0, Math.min(PATHS_SHOWN, names.size())));
        return names.size() > PATHS_SHOWN ? shown.then(more(names.size())) : shown;
    }

    /** Books that an editor may have open: what waits for them, and what had waited and came in. */
    public static List<Message> of(OpenBooks open, String project) {
        List<Message> messages = new ArrayList<>();
        open.cameIn().forEach(book -> messages.add(Message.of("M-0670", "book", Naming.of(book.reference()))));
        open.waiting().forEach(book -> messages.add(waits(book, project)));
        return messages;
    }

    /** What was received for a book waits. */
    public static Message waits(OpenBooks.Book book, String project) {
        return Message.of("M-0660", "book", Naming.of(book.reference())).with("project", project);
    }

    /** Why something was not sent. */
    public static Message of(HeldBack held) {
        return Message.of(
                switch (held.reason()) {
                    case OLDER_THAN_RECEIVED -> "M-0644";
                    case RECEIVE_ONLY -> "M-0645";
                    case UNTRACKED_IGNORE_LIST -> "M-0646";
                    case NOT_GRANTED -> "M-0659";
                },
                "path",
                Naming.of(held.reference().isEmpty() ? held.path() : held.reference()));
    }

    /** What happened to a book. */
    public static Message of(BookChange change) {
        String number = switch (change.kind()) {
            case ADDED -> "M-0661";
            case CHANGED -> change.isOnlyForm() ? "M-0663" : "M-0662";
            case DELETED, DELETED_WITHOUT_TEXT -> "M-0664";
        };
        return Message.of(number, "book", Naming.of(change.book()))
                .with("path", change.path())
                .with("added", change.added().size())
                .with("changed", change.changed().size())
                .with("gone", change.gone().size());
    }

    /** What happened to another file. */
    public static Message of(FileChange change) {
        return Message.of(
                switch (change.kind()) {
                    case ADDED -> "M-0665";
                    case CHANGED -> "M-0666";
                    case DELETED -> "M-0667";
                    case EMPTIED -> "M-0668";
                    case MOVED_AWAY -> "M-0669";
                },
                "path",
                change.path());
    }

    /** Why a text is no address of a server. */
    public static Message of(ServerAddress.Flaw flaw, String typed) {
        return switch (flaw) {
            case NOT_AN_ADDRESS -> Message.of("M-0671", "typed", typed);
            // What was typed may hold a password, so it is not repeated.
            case HOLDS_A_SECRET -> Message.of("M-0672");
            case NOT_ENCRYPTED -> Message.of("M-0673", "typed", typed);
        };
    }

    private static int count(ChangeSummary changes) {
        return changes.books().size() + changes.files().size();
    }

    private static String some(List<String> paths) {
        String shown = paths.stream().limit(PATHS_SHOWN).collect(Collectors.joining(", "));
        return paths.size() > PATHS_SHOWN ? shown + more(paths.size()) : shown;
    }

    private static String more(int all) {
        return ", … (" + all + ")";
    }
}
