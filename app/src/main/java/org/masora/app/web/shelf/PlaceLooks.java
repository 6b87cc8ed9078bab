package org.masora.app.web.shelf;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.masora.app.home.Desk;
import org.masora.app.web.activities.Patience;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason;
import org.masora.engine.PlaceInquiry;
import org.masora.engine.PlaceLook;
import org.masora.engine.ProjectSession;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;

/**
 * Which places of a project hold something newer. They are asked for their newest heads alone, seldom, a few at a time,
 * and while they take their time the project is free for other work.
 */
final class PlaceLooks implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PlaceLooks.class.getName());
    private static final int AT_ONCE = 2;
    private static final int PROJECTS_MAX = 30;

    /** A server that says nothing holds up the others no longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Desk desk;
    private final ServerLines lines;
    private final Opening opening;
    private final InstantSource clock;
    private final Listener listener;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** Who wants to know. */
    interface Listener {
        /** Something else was seen. */
        void changed();

        /** All places of a project let its account in. */
        void letIn(String project);
    }

    /** Opens a project for a moment; empty where something else works on it, which asks its places itself. */
    interface Opening {
        <T> Optional<T> look(String project, Function<ProjectSession, T> what) throws IOException;
    }

    /**
     * Looks for one person.
     *
     * @param lines hears which servers were reached
     * @param listener is told what was seen
     */
    PlaceLooks(Desk desk, ServerLines lines, Opening opening, InstantSource clock, Listener listener) {
        this.desk = desk;
        this.lines = lines;
        this.opening = opening;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * What was seen.
     *
     * @param asked when it was last asked for
     * @param newerAt the place that was seen to have something newer, for people
     * @param renamed what its places are called now where they were led on to another name
     */
    private record Look(Instant asked, Optional<String> newerAt, Set<ProjectName> renamed) {
        private static final Look NEVER = new Look(Instant.MIN, Optional.empty(), Set.of());

        private Look askedAt(Instant now) {
            return new Look(now, newerAt, renamed);
        }

        private boolean shows(Seen seen) {
            return newerAt.equals(seen.newerAt()) && renamed.equals(seen.renamed());
        }
    }

    /** The place that was seen to have something newer, as people call it. */
    Optional<String> newerAt(String project) {
        return looks.getOrDefault(project, Look.NEVER).newerAt();
    }

    /** What was seen is not so any more: it was exchanged with. */
    void forget(String project) {
        looks.remove(project);
    }

    /** Asks soon for those that were not asked for so long, the longest first. */
    void ask(List<NearProject> projects, Duration notSince) {
        Instant now = clock.instant();
        projects.stream()
                .filter(project -> project.folderIsThere()
                        && project.places().stream().anyMatch(desk::isLoggedIn)
                        && asked(project).isBefore(now.minus(notSince)))
                .sorted(Comparator.comparing(this::asked))
                .limit(PROJECTS_MAX)
                .forEach(project -> {
                    looks.merge(project.id(), Look.NEVER.askedAt(now), (old, _) -> old.askedAt(now));
                    threads.execute(() -> askSoon(project.id()));
                });
    }

    private Instant asked(NearProject project) {
        return looks.getOrDefault(project.id(), Look.NEVER).asked();
    }

    private void askSoon(String project) {
        try {
            places.acquire();
            try {
                ask(project);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the places of a project could not be asked", e);
        }
    }

    private void ask(String project) throws IOException {
        Optional<PlaceInquiry> open = opening.look(project, ProjectSession::inquiry);
        if (open.isEmpty()) {
            return;
        }
        try (PlaceInquiry inquiry = open.get()) {
            Patience patience = new Patience(PATIENCE);
            inquiry.ask(patience);
            opening.look(project, session -> newer(session, inquiry, patience))
                    .ifPresent(newer -> seen(project, newer));
        }
    }

    /** A place that could not be asked stays what it was last seen to be. */
    private Seen newer(ProjectSession session, PlaceInquiry inquiry, Patience patience) {
        Map<PlaceName, PlaceLook> found = session.found(inquiry);
        found.forEach((name, look) -> tell(session.config().places().get(name), look, patience));
        return new Seen(
                found.entrySet().stream()
                        .filter(look -> look.getValue() instanceof PlaceLook.Newer)
                        .map(look -> session.config().places().get(look.getKey()))
                        .map(Desk::called)
                        .findFirst(),
                session.config().places().values().stream()
                        .flatMap(place -> desk.presentName(place).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                found.values().stream().noneMatch(PlaceLook.NotAsked.class::isInstance));
    }

    private void tell(@Nullable PlaceAddress place, PlaceLook look, Patience patience) {
        if (place == null) {
            return;
        }
        switch (look) {
            case PlaceLook.NothingNew _, PlaceLook.Newer _ -> lines.reached(place);
            case PlaceLook.NotAsked(StopReason.Cancelled _)
            when patience.cancelled() -> lines.stopped(place, ServerLines.silent(place));
            case PlaceLook.NotAsked(var reason) -> lines.stopped(place, reason);
        }
    }

    private record Seen(Optional<String> newerAt, Set<ProjectName> renamed, boolean all) {}

    private void seen(String project, Seen seen) {
        if (seen.newerAt().isEmpty() && !seen.all()) {
            return;
        }
        if (seen.all()) {
            listener.letIn(project);
        }
        Look before = looks.getOrDefault(project, Look.NEVER);
        looks.put(project, new Look(before.asked(), seen.newerAt(), seen.renamed()));
        if (!before.shows(seen)) {
            listener.changed();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
