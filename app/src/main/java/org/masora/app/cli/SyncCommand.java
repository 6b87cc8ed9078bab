package org.masora.app.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.engine.ProjectOverview;
import org.masora.engine.ProjectSession;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.SetAsideAnswer;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.Creation;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;
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
        })
final class SyncCommand extends ProjectCommand {
    private static final String SCRIBES_LINE = "scribe-main";
    private static final String USUAL_FLAVOR = "textTranslation";

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
            names = "--bring-in",
            paramLabel = "LINE",
            description = "Take in somebody's own work that the project lacks.")
    private List<String> bringIn = List.of();

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
        if (session.config().places().isEmpty()) {
            if (receive) {
                return output.problem(ExitCode.FAILED, Message.of("M-0529"));
            }
            Optional<ExitCode> stopped = connect(session, desk, output);
            if (stopped.isPresent()) {
                return stopped.get();
            }
        }
        return Reports.show(
                session.sync(actor(session, desk), options(), new ShownProgress(terminal())), typed(), output);
    }

    private SyncOptions options() {
        Optional<SetAsideAnswer> answer = Optional.ofNullable(afterUndo)
                .map(given -> given.combine && !given.keepMine ? SetAsideAnswer.COMBINE : SetAsideAnswer.KEEP_MINE);
        Set<String> lines = new LinkedHashSet<>(bringIn);
        return new SyncOptions(dryRun, receive, allowDeletions, sameProject, answer, lines);
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
        KnownAccount as = fitting.getFirst();
        ProjectOverview overview = session.overview();
        ProjectName name = new ProjectName(as.user(), repositoryName(overview));
        String where = as.server() + "/" + name;
        if (visibility == null) {
            boolean confidential = overview.description()
                    .filter(ProjectDescription::confidential)
                    .isPresent();
            return Optional.of(output.problem(
                    ExitCode.NEEDS_YES, Message.of("M-0521", "where", where).with("confidential", confidential)));
        }
        if (dryRun) {
            output.say(Message.of("M-0528", "where", where));
            output.json(Map.of("wouldMake", where));
            return Optional.of(ExitCode.DONE);
        }
        return create(session, overview, desk.server(as.server()), as, name, output);
    }

    private static String repositoryName(ProjectOverview overview) {
        return overview.description()
                .map(ProjectDescription::repositoryName)
                .orElseGet(() ->
                        ProjectName.repositoryName(overview.language().orElse("und"), USUAL_FLAVOR, overview.name()));
    }

    private Optional<ExitCode> create(
            ProjectSession session,
            ProjectOverview overview,
            Door43Server server,
            KnownAccount as,
            ProjectName name,
            Output output) {
        boolean asPrivate = visibility != null && visibility.isPrivate();
        boolean scribes = overview.description()
                .flatMap(ProjectDescription::identity)
                .filter(identity -> identity.authority().equals("scribe"))
                .isPresent();
        Answer<Creation> answer = server.create(
                as.credentials(), name.name(), overview.name(), asPrivate, scribes ? SCRIBES_LINE : Desk.USUAL_LINE);
        return switch (answer) {
            case Answer.Failed<Creation>(var failure) ->
                Optional.of(StopCodes.report(output, Failures.reason(failure)));
            case Answer.Ok<Creation>(Creation.Created created) -> {
                output.say(ProjectWords.of(created));
                yield connected(session, as, created.project().name());
            }
            case Answer.Ok<Creation>(Creation.NameTaken _) -> existing(session, server, as, name, asPrivate, output);
            case Answer.Ok<Creation>(Creation.OtherwiseVisible otherwise) ->
                Optional.of(output.problem(ExitCode.NEEDS_YES, ProjectWords.of(otherwise)));
            case Answer.Ok<Creation>(Creation.NameNotPossible not) ->
                Optional.of(output.problem(ExitCode.FAILED, ProjectWords.of(not)));
        };
    }

    /** A project of that name is there: the sync finds out whether it is this one (rule V4). */
    private static Optional<ExitCode> existing(
            ProjectSession session,
            Door43Server server,
            KnownAccount as,
            ProjectName name,
            boolean asPrivate,
            Output output) {
        return switch (server.project(name, Optional.of(as.credentials()))) {
            case Answer.Failed<CloudProject>(var failure) ->
                Optional.of(StopCodes.report(output, Failures.reason(failure)));
            case Answer.Ok<CloudProject>(var there) -> {
                if (there.isPrivate() != asPrivate) {
                    yield Optional.of(output.problem(
                            ExitCode.NEEDS_YES,
                            Message.of("M-0527", "name", there.name())
                                    .with("visibility", there.isPrivate() ? "private" : "public")));
                }
                yield connected(session, as, there.name());
            }
        };
    }

    private static Optional<ExitCode> connected(ProjectSession session, KnownAccount as, ProjectName name) {
        session.connect(
                new PlaceName(as.kind().word()),
                new PlaceAddress(
                        KnownAccount.Kind.DOOR43.word(), as.server().toString(), name.owner(), name.name(), as.user()));
        return Optional.empty();
    }
}
