package org.masora.app.web.shelf;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.web.activities.Patience;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.core.sync.StopReason.Unreachable;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.Archives;
import org.masora.store.PlaceAddress;

/**
 * To which servers there is no line now: whoever asks one tells what came of it, and those that were not reached are
 * asked again until they answer as themselves. For several threads.
 */
public final class ServerLines {
    /** Until then the smallest of all questions is answered also over a line on which one can still work. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration HEARD_LATELY = Duration.ofMinutes(1);

    private final Desk desk;
    private final InstantSource clock;
    private final Runnable changed;
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private final Map<String, Unreachable> lost = new ConcurrentHashMap<>();

    /**
     * Lines that nothing is known of.
     *
     * @param changed is told when one is gone or back
     */
    ServerLines(Desk desk, InstantSource clock, Runnable changed) {
        this.desk = desk;
        this.clock = clock;
        this.changed = changed;
    }

    /** Why a project's servers cannot be reached; empty where one can, as far as is known, or where it has none. */
    Optional<Unreachable> gone(NearProject project) {
        boolean none = project.places().stream().allMatch(place -> lost.containsKey(place.server()));
        return none
                ? project.places().stream()
                        .flatMap(place -> Optional.ofNullable(lost.get(place.server())).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** A server answered, as itself. */
    public void reached(PlaceAddress place) {
        heard.put(place.server(), clock.instant());
        if (lost.remove(place.server()) != null) {
            changed.run();
        }
    }

    /** A server was asked in vain; other reasons say nothing about the line. */
    public void stopped(PlaceAddress place, StopReason reason) {
        if (reason instanceof Unreachable why && lost.put(place.server(), why) == null) {
            changed.run();
        }
    }

    /** What an exchange with a project's places showed. */
    public void heard(Map<PlaceName, PlaceAddress> places, SyncReport report) {
        for (PlaceOutcome outcome : report.places()) {
            PlaceAddress place = places.get(outcome.place());
            if (place != null) {
                switch (outcome) {
                    case PlaceOutcome.UpToDate _, PlaceOutcome.Synced _, PlaceOutcome.Planned _ -> reached(place);
                    case PlaceOutcome.Stopped stopped -> stopped(place, stopped.reason());
                }
            }
        }
    }

    /**
     * Asks the servers of these places that were not reached.
     *
     * @return whether one is back that was gone, and was not only cut off in the middle
     */
    public boolean askLost(Collection<PlaceAddress> places) {
        boolean back = false;
        for (PlaceAddress place : servers(places)) {
            Unreachable why = lost.get(place.server());
            if (why != null && answers(place)) {
                back |= why.trouble() != LineTrouble.CUT;
            }
        }
        return back;
    }

    /** Asks the other servers of these places that nothing was heard of for a while, where that costs a moment only. */
    public void askOthers(Collection<PlaceAddress> places) {
        Instant lately = clock.instant().minus(HEARD_LATELY);
        servers(places).stream()
                .filter(place -> !lost.containsKey(place.server())
                        && !ParatextAccount.isParatext(place)
                        && heard.getOrDefault(place.server(), Instant.MIN).isBefore(lately))
                .forEach(this::answers);
    }

    /** One place of each server. */
    private static Collection<PlaceAddress> servers(Collection<PlaceAddress> places) {
        Map<String, PlaceAddress> servers = new TreeMap<>();
        places.forEach(place -> servers.putIfAbsent(place.server(), place));
        return servers.values();
    }

    /** Whether a server answers as itself: a hotel's log-in page does not. */
    private boolean answers(PlaceAddress place) {
        Patience patience = new Patience(PATIENCE);
        return switch (ask(place, patience)) {
            case Answer.Ok<?> _ -> {
                reached(place);
                yield true;
            }
            case Answer.Failed<?>(var failure) -> {
                stopped(place, patience.cancelled() ? silent(place) : Failures.reason(failure));
                yield false;
            }
        };
    }

    static Unreachable silent(PlaceAddress place) {
        return new Unreachable(place.server(), LineTrouble.SILENT, "no answer in time");
    }

    private Answer<?> ask(PlaceAddress place, Patience patience) {
        if (!ParatextAccount.isParatext(place)) {
            return desk.server(new ServerAddress(URI.create(place.server()))).version(patience);
        }
        Optional<ParatextAccount> account = desk.paratextAccountOf(place);
        return account.isPresent()
                ? new Archives(desk.session(account.get())).projects(patience)
                : new Answer.Failed<>(new RemoteFailure.BadCredentials(place.account()));
    }
}
