package org.masora.app.home;

import java.util.Optional;
import java.util.Set;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.engine.ProjectOverview;
import org.masora.engine.ProjectOverview.KeepPrivate;
import org.masora.engine.ProjectSession;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.Creation;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.ProjectName;

/** Gives a project that was never sent its place on a server: one that is made there, or one of its name. */
public final class Connecting {
    private static final String SCRIBES_LINE = "scribe-main";
    private static final String USUAL_FLAVOR = "textTranslation";

    private final ProjectSession session;
    private final Desk desk;
    private final KnownAccount account;
    private final ProjectOverview overview;

    /** Of a project whose folder was kept just now, for an account. */
    public Connecting(ProjectSession session, Desk desk, KnownAccount account) {
        this.session = session;
        this.desk = desk;
        this.account = account;
        this.overview = session.overview();
    }

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * The project has its place.
         *
         * @param made whether it was made now, and empty
         */
        record Connected(ProjectName name, boolean made) implements Outcome {}

        /** A project of that name is there, and who can read it is not as wished (rule V1). */
        record OtherwiseVisible(CloudProject there) implements Outcome {}

        /** The server did not make it as wished. */
        record NotMade(Creation creation) implements Outcome {}

        record Stopped(StopReason reason) implements Outcome {}
    }

    /** What it would be called there. */
    public ProjectName name() {
        return new ProjectName(account.user(), repository(overview));
    }

    /** What a project's repository would be called there. */
    public static String repository(ProjectOverview overview) {
        return overview.description()
                .map(ProjectDescription::repositoryName)
                .orElseGet(() -> ProjectDescription.repositoryName(
                        overview.language().orElse("und"), USUAL_FLAVOR, overview.name()));
    }

    /** Where it would be readable. */
    public String where() {
        return account.server() + "/" + name();
    }

    /** Why it should be readable there for invited people only (rule V1); empty where nothing speaks for that. */
    public Set<KeepPrivate> keepPrivate() {
        return overview.keepPrivate();
    }

    /**
     * Connects it.
     *
     * @param asPrivate whether only invited people shall be able to read it there
     * @param progress ends the questions when it is cancelled
     */
    public Outcome run(boolean asPrivate, Progress progress) {
        Door43Server server = desk.server(account.server());
        boolean scribes = overview.description()
                .flatMap(ProjectDescription::identity)
                .filter(identity -> identity.authority().equals("scribe"))
                .isPresent();
        Answer<Creation> answer = server.create(
                account.credentials(),
                name().name(),
                overview.name(),
                asPrivate,
                scribes ? SCRIBES_LINE : Desk.USUAL_LINE,
                progress);
        return switch (answer) {
            case Answer.Failed<Creation>(var failure) -> new Outcome.Stopped(Failures.reason(failure));
            case Answer.Ok<Creation>(Creation.Created created) ->
                connected(created.project().name(), true);
            case Answer.Ok<Creation>(Creation.NameTaken _) -> existing(server, asPrivate, progress);
            case Answer.Ok<Creation>(Creation.OtherwiseVisible otherwise) -> new Outcome.NotMade(otherwise);
            case Answer.Ok<Creation>(Creation.NameNotPossible not) -> new Outcome.NotMade(not);
        };
    }

    /** A project of that name is there: the sync finds out whether it is this one (rule V4). */
    private Outcome existing(Door43Server server, boolean asPrivate, Progress progress) {
        return switch (server.project(name(), Optional.of(account.credentials()), progress)) {
            case Answer.Failed<CloudProject>(var failure) -> new Outcome.Stopped(Failures.reason(failure));
            case Answer.Ok<CloudProject>(var there) ->
                there.isPrivate() == asPrivate ? connected(there.name(), false) : new Outcome.OtherwiseVisible(there);
        };
    }

    private Outcome connected(ProjectName name, boolean made) {
        session.connect(account.place(), account.address(name));
        return new Outcome.Connected(name, made);
    }
}
