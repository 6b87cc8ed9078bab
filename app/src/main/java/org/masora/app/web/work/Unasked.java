package org.masora.app.web.work;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.Settings;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.shelf.Shelf;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.core.sync.Progress;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.Sends;
import org.masora.remote.Remote.Answer;
import org.masora.remote.http.ServerAddress;
import org.masora.store.PlaceAddress;

/**
 * What is done without anybody asking, once a minute: what an editor wrote is kept, and where that was chosen, projects
 * are synced from time to time, and those that wait for the line as soon as their own server answers. What waits for a
 * person is left to them.
 */
public final class Unasked {
    private static final int LOOKS_A_MINUTE = 30;
    private static final SyncWish BY_ITSELF = new SyncWish(SyncOptions.PLAIN.sending(Sends.BY_ITSELF));

    private final Desk desk;
    private final Shelf shelf;
    private final Activities activities;
    private final ProjectWork work;
    private final Supplier<Settings> settings;
    private final InstantSource clock;
    private int nextLook;

    public Unasked(
            Desk desk,
            Shelf shelf,
            Activities activities,
            ProjectWork work,
            Supplier<Settings> settings,
            InstantSource clock) {
        this.desk = desk;
        this.shelf = shelf;
        this.activities = activities;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is to be done with a project now. */
    enum Deed {
        /** Nothing but looking, in its turn: that keeps what is new in the folder. */
        LOOK,
        SYNC,
        /** A sync, if the server answers. */
        SYNC_IF_REACHED,
        /** Asking whether something has arrived, if the server answers. */
        ASK_IF_REACHED
    }

    /**
     * What is to be done with a project.
     *
     * @param last when something was last done with it that reached its server, if ever
     */
    static Deed deed(RowState state, Settings settings, Optional<Instant> last, Instant now) {
        return switch (state) {
            case RowState.WaitingForLine _ -> settings.syncWhenLineIsBack() ? Deed.SYNC_IF_REACHED : Deed.LOOK;
            case RowState.NotKnownWhetherSent _ -> Deed.ASK_IF_REACHED;
            case RowState.Decisions _,
                    RowState.NotSent _,
                    RowState.EditorOpen _,
                    RowState.NewerThere _,
                    RowState.AllSent _ -> {
                boolean due = settings.syncEveryMinutes().isPresent()
                        && last.filter(time -> time.plus(Duration.ofMinutes(
                                                settings.syncEveryMinutes().getAsInt()))
                                        .isAfter(now))
                                .isEmpty();
                yield due ? Deed.SYNC : Deed.LOOK;
            }
            case RowState.FolderMissing _,
                    RowState.NeedsYes _,
                    RowState.LogInAgain _,
                    RowState.Refused _,
                    RowState.Syncing _,
                    RowState.OnlyHere _,
                    RowState.NotKnownYet _ -> Deed.LOOK;
        };
    }

    /** Does what is due; called once a minute, by one thread. */
    public void minute() {
        List<NearProject> projects = shelf.list();
        for (int i = 0; i < Math.min(LOOKS_A_MINUTE, projects.size()); i++) {
            shelf.lookAt(
                    projects.get(Math.floorMod(nextLook++, projects.size())).id());
        }
        // Each server is asked once, however many projects wait for it: one that is silent takes its time to say
        // nothing.
        Map<String, Boolean> answering = new HashMap<>();
        Predicate<NearProject> isReached = project -> project.places().stream()
                .anyMatch(place -> answering.computeIfAbsent(place.server(), _ -> answers(place)));
        for (NearProject project : projects) {
            Optional<Instant> last =
                    activities.last(project.id()).map(Past::ended).or(project::lastSynced);
            switch (deed(shelf.state(project), settings.get(), last, clock.instant())) {
                case LOOK -> {}
                case SYNC -> work.sync(project, BY_ITSELF);
                case ASK_IF_REACHED -> {
                    if (isReached.test(project)) {
                        work.check(project);
                    }
                }
                case SYNC_IF_REACHED -> {
                    if (isReached.test(project)) {
                        work.sync(project, BY_ITSELF);
                    }
                }
            }
        }
    }

    /** Whether the account's own server answers as itself: a log-in page of a hotel does not. Paratext's is just tried. */
    private boolean answers(PlaceAddress address) {
        return ParatextAccount.isParatext(address)
                || desk.server(new ServerAddress(URI.create(address.server()))).version(Progress.NONE)
                        instanceof Answer.Ok<?>;
    }
}
