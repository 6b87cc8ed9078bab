package org.masora.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.BookChange;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.SyncReport;
import org.masora.core.sync.VersePlace;
import org.masora.engine.SendReceive;

/** How reports of the engine are shown: rows for people, objects for programs, exit codes. */
final class Reports {
    private Reports() {}

    /**
     * Says a whole sync.
     *
     * @param inParatext what is left to do in Paratext, where the folder is Paratext's own
     */
    static ExitCode show(SyncReport report, Optional<SendReceive> inParatext, String project, Output output) {
        boolean someHeld = !report.held().isEmpty();
        report.places().forEach(outcome -> show(outcome, someHeld, project, output));
        report.held().forEach(held -> output.say(of(held, project)));
        SyncWords.of(report.open(), project).forEach(output::say);
        SyncWords.of(report.limits()).forEach(output::say);
        inParatext.ifPresent(left -> SyncWords.of(left, project).forEach(output::say));
        if (report.openConflicts() > 0) {
            output.say(Message.of("M-0648", "count", report.openConflicts()).with("project", project));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kept", report.kept());
        object.put("openConflicts", report.openConflicts());
        object.put("held", report.held().stream().map(Reports::asJson).toList());
        object.put("waiting", paths(report.open().waiting()));
        object.put("cameIn", paths(report.open().cameIn()));
        object.putAll(asJson(report.limits()));
        object.put(
                "places",
                report.places().stream().map(outcome -> asJson(outcome, output)).toList());
        inParatext.ifPresent(left -> object.put("inParatext", asJson(left)));
        output.json(object);
        return code(report);
    }

    /** The gravest of the places' ends; decisions that wait count where all went well. */
    private static ExitCode code(SyncReport report) {
        Optional<ExitCode> stopped = report.places().stream()
                .flatMap(outcome -> switch (outcome) {
                    case PlaceOutcome.Stopped stop -> Optional.of(StopCodes.of(stop.reason())).stream();
                    case PlaceOutcome.UpToDate _, PlaceOutcome.Synced _, PlaceOutcome.Planned _ ->
                        Optional.<ExitCode>empty().stream();
                })
                .findFirst();
        boolean waiting = report.openConflicts() > 0 || !report.held().isEmpty();
        return stopped.orElse(waiting ? ExitCode.DECISIONS_WAITING : ExitCode.DONE);
    }

    private static void show(PlaceOutcome outcome, boolean someHeld, String project, Output output) {
        // Where the folder could not be looked at, nothing is known of what was not sent.
        boolean blind =
                outcome instanceof PlaceOutcome.Stopped stopped && stopped.reason() instanceof StopReason.FolderTrouble;
        if (!blind) {
            output.say(SyncWords.of(outcome, someHeld));
        }
        switch (outcome) {
            case PlaceOutcome.UpToDate upToDate -> showSideLines(upToDate.sideLines(), project, output);
            case PlaceOutcome.Synced synced -> {
                show(synced.received(), "<", output);
                show(synced.sent(), ">", output);
                synced.heldBack().forEach(held -> output.say(SyncWords.of(held)));
                synced.leftHistory()
                        .ifPresent(head -> output.say(
                                Message.of("M-0658", "place", synced.place()).with("head", head)));
                if (!synced.decisionsShared()) {
                    output.say(Message.of("M-0649"));
                }
                showSideLines(synced.sideLines(), project, output);
            }
            case PlaceOutcome.Planned planned -> {
                show(planned.toReceive(), "<", output);
                show(planned.toSend(), ">", output);
            }
            case PlaceOutcome.Stopped stopped -> {
                show(stopped.received(), "<", output);
                output.complain(SyncWords.of(stopped.reason()));
            }
        }
    }

    private static void showSideLines(List<PlaceOutcome.SideLine> lines, String project, Output output) {
        lines.forEach(
                line -> output.say(Message.of("M-0650", "name", line.name()).with("project", project)));
    }

    /** What changed, a row for each book and file. */
    static void show(ChangeSummary changes, String arrow, Output output) {
        changes.books().forEach(book -> output.line("  " + arrow + " " + output.words(SyncWords.of(book))));
        changes.files().forEach(file -> output.line("  " + arrow + " " + output.words(SyncWords.of(file))));
    }

    static Message of(HeldText held, String project) {
        return Message.of("M-0647", "path", held.path())
                .with("reference", Naming.of(held.reference()))
                .with("whole", held.reference().isEmpty())
                .with("project", project)
                .with("id", held.id());
    }

    static Map<String, Object> asJson(HeldText held) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", held.id());
        object.put("path", held.path());
        object.put("reference", held.reference());
        return object;
    }

    static List<String> paths(List<OpenBooks.Book> books) {
        return books.stream().map(OpenBooks.Book::path).toList();
    }

    static Map<String, Object> asJson(FolderLimits limits) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("leftOut", limits.leftOut());
        object.put("notHeld", limits.notHeld());
        return object;
    }

    private static Map<String, Object> asJson(PlaceOutcome outcome, Output output) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("place", outcome.place());
        switch (outcome) {
            case PlaceOutcome.UpToDate upToDate -> {
                object.put("outcome", "upToDate");
                object.put("head", upToDate.head());
                object.put("sideLines", sideLines(upToDate.sideLines()));
            }
            case PlaceOutcome.Synced synced -> {
                object.put("outcome", "synced");
                object.put("head", synced.head());
                object.put("received", asJson(synced.received()));
                object.put("sent", asJson(synced.sent()));
                object.put(
                        "heldBack",
                        synced.heldBack().stream()
                                .map(held -> Map.of("path", held.path(), "reason", held.reason()))
                                .toList());
                object.put("conflicts", synced.conflicts());
                object.put("decisionsShared", synced.decisionsShared());
                object.put("leftHistory", synced.leftHistory());
                object.put("sideLines", sideLines(synced.sideLines()));
            }
            case PlaceOutcome.Planned planned -> {
                object.put("outcome", "planned");
                object.put("plan", planned.plan());
                object.put("toReceive", asJson(planned.toReceive()));
                object.put("toSend", asJson(planned.toSend()));
                object.put("conflicts", planned.conflicts());
            }
            case PlaceOutcome.Stopped stopped -> {
                object.put("outcome", "stopped");
                object.put("received", asJson(stopped.received()));
                object.put("unsent", asJson(stopped.unsent()));
                object.put("reason", asJson(stopped.reason(), output));
            }
        }
        return object;
    }

    private static Map<String, Object> asJson(StopReason reason, Output output) {
        return output.asJson(SyncWords.of(reason));
    }

    private static List<Map<String, Object>> sideLines(List<PlaceOutcome.SideLine> lines) {
        return lines.stream()
                .map(line -> Map.<String, Object>of("name", line.name(), "head", line.head()))
                .toList();
    }

    /** What is left to do in Paratext. */
    static Map<String, Object> asJson(SendReceive left) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("toSend", asJson(left.toSend()));
        object.put("toReceive", asJson(left.toReceive()));
        object.put("connected", left.hasServer());
        return object;
    }

    static Map<String, Object> asJson(ChangeSummary changes) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("books", changes.books().stream().map(Reports::asJson).toList());
        object.put(
                "files",
                changes.files().stream()
                        .map(file -> Map.of("path", file.path(), "kind", file.kind()))
                        .toList());
        return object;
    }

    private static Map<String, Object> asJson(BookChange change) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("book", change.book());
        object.put("path", change.path());
        object.put("kind", change.kind());
        object.put("added", verses(change.added()));
        object.put("changed", verses(change.changed()));
        object.put("emptied", verses(change.emptied()));
        object.put("removed", verses(change.removed()));
        object.put("onlyForm", change.isOnlyForm());
        return object;
    }

    private static List<String> verses(Collection<VersePlace> places) {
        return places.stream().map(VersePlace::toString).toList();
    }

    /** Exact bytes as text for JSON; what is no UTF-8 becomes replacement characters. */
    static Optional<String> text(Optional<byte[]> bytes) {
        return bytes.map(content -> new String(content, StandardCharsets.UTF_8));
    }
}
