package org.masora.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.SyncReport;
import org.masora.engine.ProjectSession;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.SetAsideAnswer;
import org.masora.remote.door43.Creation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora sync}: gets and sends. */
@Command(
        name = "sync",
        header = "Gets what is new from the server, combines it with what is new here, and sends that.",
        description = {
            "What both changed in one verse waits for a decision and holds up nothing else.",
            "The first sync of a project makes it on the server and asks who can read it there: --private or --public."
                    + " A project of Paratext gets a place on Door43 too when one of them is said.",
            "With Paratext and Door43: both in one go. Only books of Scripture go from Paratext to Door43."
        })
final class SyncCommand extends ProjectCommand {
    private static final int MINUTES_MAX = 7 * 24 * 60;

    @Option(names = "--dry-run", description = "Only say what would happen.")
    private boolean dryRun;

    @Option(names = "--receive", description = "Only get; send nothing.")
    private boolean receive;

    @ArgGroup(exclusive = true)
    private @Nullable Visibility visibility;

    @Option(names = "--allow-deletions", description = "Go on although much would be deleted.")
    private boolean allowDeletions;

    @Option(
            names = "--same-project",
            description = "What is on the server is the same project, although it looks like another.")
    private boolean sameProject;

    @ArgGroup(exclusive = true)
    private @Nullable AfterUndo afterUndo;

    @Option(
            names = "--wait-for-editors",
            paramLabel = "MINUTES",
            arity = "0..1",
            fallbackValue = "30",
            defaultValue = "0",
            description =
                    "What comes for a book that was written within so many minutes (30) waits: an editor that has it"
                            + " open would write the old text back. The next sync without this brings it in.")
    private int waitForEditors;

    @Option(
            names = "--bring-in",
            paramLabel = "LINE",
            description = "Take in somebody's own work that the project lacks.")
    private List<String> bringIn = List.of();

    @Option(
            names = "--lead",
            paramLabel = "PLACE",
            description = "Where a project is at two places: from now on this one's text stands where both changed the"
                    + " same words (paratext, door43, hub). Usually: paratext")
    private Optional<String> lead = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "For the first sync, where several accounts are logged in: NAME or NAME@SERVER.")
    private Optional<String> account = Optional.empty();

    /** Who can read the project on the server; asked at the first send (rule V1). */
    static final class Visibility {
        @Option(
                names = "--private",
                required = true,
                description = "First sync: only invited people can read it there.")
        private boolean invitedOnly;

        @Option(
                names = "--public",
                required = true,
                description = "First sync: anyone on the internet can read it there.")
        private boolean everybody;

        private boolean isPrivate() {
            return invitedOnly && !everybody;
        }
    }

    /** What to do with what an undo took back and the server still has (rule U1). */
    static final class AfterUndo {
        @Option(names = "--combine", required = true, description = "Take in after all what was taken back.")
        private boolean combine;

        @Option(names = "--keep-mine", required = true, description = "Take it back for everyone.")
        private boolean keepMine;
    }

    SyncCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) throws IOException {
        boolean onlyParatext = session.config().places().values().stream().allMatch(ParatextAccount::isParatext);
        boolean nowhere = session.config().places().isEmpty();
        if (nowhere || (onlyParatext && visibility != null)) {
            if (receive) {
                return output.problem(ExitCode.FAILED, Message.of("M-0529"));
            }
            Optional<ExitCode> stopped = connect(session, desk, output);
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
        if (lead.isPresent()) {
            Optional<ExitCode> unknown = choose(lead.get(), session, output);
            if (unknown.isPresent()) {
                return unknown.get();
            }
        }
        SyncReport report = session.sync(actor(session, desk), options(), new ShownProgress(terminal()));
        return Reports.show(report, session.sendReceive(), typed(), output);
    }

    private SyncOptions options() {
        Optional<SetAsideAnswer> answer = Optional.ofNullable(afterUndo)
                .map(given -> given.combine && !given.keepMine ? SetAsideAnswer.COMBINE : SetAsideAnswer.KEEP_MINE);
        Set<String> lines = new LinkedHashSet<>(bringIn);
        return new SyncOptions(dryRun, receive, allowDeletions, sameProject, answer, lines, SyncOptions.Sends.AT_ONCE)
                .waitingForEditors(Duration.ofMinutes(Math.clamp(waitForEditors, 0, MINUTES_MAX)));
    }

    /** Chooses who has the lead (rule P6); says why where that was not possible. */
    private Optional<ExitCode> choose(String typed, ProjectSession session, Output output) {
        Optional<PlaceName> place = session.config().places().keySet().stream()
                .filter(name -> name.value().equalsIgnoreCase(typed))
                .findFirst();
        if (place.isEmpty()) {
            String places = session.config().places().keySet().stream()
                    .map(PlaceName::value)
                    .collect(Collectors.joining(", "));
            return Optional.of(output.problem(
                    ExitCode.WRONG_USAGE, Message.of("M-0677", "typed", typed).with("places", places)));
        }
        if (!dryRun) {
            session.chooseLead(place);
        }
        return Optional.empty();
    }

    /** Finds or makes the project's place on the server; says why where that was not possible. */
    private Optional<ExitCode> connect(ProjectSession session, Desk desk, Output output) throws IOException {
        // What the project is called is known when its folder was looked at.
        Optional<StopReason.FolderTrouble> trouble =
                session.keep(Desk.actor(Optional.empty()), new ShownProgress(terminal()));
        if (trouble.isPresent()) {
            return Optional.of(StopCodes.report(output, trouble.get()));
        }
        List<KnownAccount> fitting = Choosing.fitting(desk.accounts().all(), account);
        if (fitting.size() != 1) {
            return Optional.of(Choosing.notOne(fitting, account, output));
        }
        Connecting connecting = new Connecting(session, desk, fitting.getFirst());
        String where = connecting.where();
        if (visibility == null) {
            return Optional.of(
                    output.problem(ExitCode.NEEDS_YES, ProjectWords.whoMayRead(where, connecting.keepPrivate())));
        }
        if (dryRun) {
            output.say(Message.of("M-0528", "where", where));
            output.json(Map.of("wouldMake", where));
            return Optional.of(ExitCode.DONE);
        }
        return switch (connecting.run(visibility.isPrivate(), new ShownProgress(terminal()))) {
            case Connecting.Outcome.Connected(var name, boolean made) -> {
                if (made) {
                    output.say(Message.of("M-0522", "name", name.name()));
                }
                yield Optional.empty();
            }
            case Connecting.Outcome.OtherwiseVisible(var there) ->
                Optional.of(output.problem(
                        ExitCode.NEEDS_YES,
                        Message.of("M-0527", "name", there.name())
                                .with("visibility", there.isPrivate() ? "private" : "public")));
            case Connecting.Outcome.NotMade(var creation) ->
                Optional.of(output.problem(
                        creation instanceof Creation.OtherwiseVisible ? ExitCode.NEEDS_YES : ExitCode.FAILED,
                        ProjectWords.of(creation)));
            case Connecting.Outcome.Stopped(var reason) -> Optional.of(StopCodes.report(output, reason));
        };
    }
}
