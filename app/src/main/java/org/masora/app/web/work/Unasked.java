package org.masora.app.web.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.masora.app.home.Settings;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.shelf.Shelf;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.Sends;
import org.masora.store.PlaceAddress;

/**
 * What is done without anybody asking, once a minute: what an editor wrote is kept, and where that was chosen, projects
 * are synced from time to time, and those that wait for the line as soon as their own server answers. What waits for a
 * person is left to them.
 */
public final class Unasked {
    private static final int LOOKS_A_MINUTE = 30;
    private static final SyncWish BY_ITSELF = new SyncWish(SyncOptions.PLAIN.sending(Sends.BY_ITSELF));

    private final Shelf shelf;
    private final Activities activities;
    private final ProjectWork work;
    private final Supplier<Settings> settings;
    private final InstantSource clock;
    private int nextLook;

    public Unasked(
            Shelf shelf, Activities activities, ProjectWork work, Supplier<Settings> settings, InstantSource clock) {
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
            case RowState.WaitingForLine(var _, boolean wished) ->
                wished || settings.syncWhenLineIsBack() ? Deed.SYNC_IF_REACHED : Deed.LOOK;
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

    /** Looks for lines that are gone, and does at once what waits for one that is back. */
    public void lookForLine() {
        List<NearProject> projects = shelf.list();
        if (shelf.lines().askLost(places(projects))) {
            projects.forEach(project -> doIfReached(
                    project, deed(shelf.state(project), settings.get(), project.lastSynced(), clock.instant())));
        }
    }

    /** Every place of these projects. */
    private static List<PlaceAddress> places(List<NearProject> projects) {
        return projects.stream().flatMap(project -> project.places().stream()).toList();
    }

    private void doIfReached(NearProject project, Deed deed) {
        if (shelf.noLine(project).isPresent()) {
            return;
        }
        switch (deed) {
            case LOOK, SYNC -> {}
            case ASK_IF_REACHED -> work.check(project);
            case SYNC_IF_REACHED -> work.sync(project, BY_ITSELF);
        }
    }

    /** Does what is due; called once a minute, by one thread. */
    public void minute() {
        List<NearProject> projects = shelf.list();
        var _ = shelf.lines().askLost(places(projects));
        for (int i = 0; i < Math.min(LOOKS_A_MINUTE, projects.size()); i++) {
            shelf.lookAt(
                    projects.get(Math.floorMod(nextLook++, projects.size())).id());
        }
        for (NearProject project : projects) {
            Optional<Instant> last =
                    activities.last(project.id()).map(Past::ended).or(project::lastSynced);
            Deed deed = deed(shelf.state(project), settings.get(), last, clock.instant());
            if (deed == Deed.SYNC) {
                work.sync(project, BY_ITSELF);
            } else {
                doIfReached(project, deed);
            }
        }
    }
}
