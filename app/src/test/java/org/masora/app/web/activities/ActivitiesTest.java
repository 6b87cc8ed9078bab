package org.masora.app.web.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.activities.Activities.Change;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.Message;
import org.masora.core.sync.Progress.Phase;

final class ActivitiesTest {
    private static final Ending WELL = new Ending(
            Result.NEEDS_YES,
            Optional.of(Ask.DELETIONS),
            List.of(Message.of("M-0641", "place", "door43").with("count", 3L)));

    private static Activities activities(Path folder) throws Exception {
        return new Activities(Clock.systemUTC(), new PastActivities(folder.resolve("past.json")), _ -> {});
    }

    @Test
    void oneRunsOnASubjectAtATime(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            CountDownLatch go = new CountDownLatch(1);
            Start first = activities.start(Kind.SYNC, "p", "Titus", progress -> {
                progress.at(Phase.SENDING, 3, 9);
                go.await();
                return WELL;
            });
            assertThat(first).isInstanceOf(Start.Started.class);
            assertThat(activities.start(Kind.UNDO, "p", "Titus", _ -> WELL)).isInstanceOf(Start.Busy.class);
            await().until(() -> activities.on("p").flatMap(Activity::phase).equals(Optional.of(Phase.SENDING)));
            assertThat(activities.on("p").orElseThrow().done()).isEqualTo(3);
            go.countDown();
            await().until(() -> activities.running().isEmpty());
            assertThat(activities.past()).hasSize(1);
        }
    }

    @Test
    void whatEndedIsReadAgainAfterAStart(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            activities.start(Kind.SYNC, "p", "Titus \"א\"", _ -> WELL);
            await().until(() -> activities.last("p").isPresent());
        }
        try (Activities again = activities(folder)) {
            Past past = again.last("p").orElseThrow();
            assertThat(past.ending()).isEqualTo(WELL);
            assertThat(past.activity().name()).isEqualTo("Titus \"א\"");
        }
    }

    @Test
    void whatIsCancelledLearnsIt(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            activities.start(Kind.SYNC, "p", "Titus", progress -> {
                await().until(progress::cancelled);
                return new Ending(Result.CANCELLED, Optional.empty(), List.of());
            });
            assertThat(activities.cancel(activities.on("p").orElseThrow().id())).isTrue();
            await().until(() -> activities.last("p").isPresent());
            assertThat(activities.cancel("nothing")).isFalse();
        }
    }

    @Test
    @DisplayName("what is foreseen can be read for a while, which a stop ends at once; others have the turn meanwhile")
    void timeToRead(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            for (int i = 0; i < 8; i++) {
                activities.start(Kind.SYNC, "p" + i, "Titus", course -> {
                    course.timeToRead(Duration.ofDays(1));
                    return course.cancelled() ? new Ending(Result.CANCELLED, Optional.empty(), List.of()) : WELL;
                });
            }
            await().until(() -> activities.running().stream()
                    .allMatch(activity -> activity.combinesAt().isPresent()));
            activities.running().forEach(activity -> activities.cancel(activity.id()));
            await().until(() -> activities.running().isEmpty());
            assertThat(activities.past())
                    .hasSize(8)
                    .allMatch(past -> past.ending().result() == Result.CANCELLED);
        }
    }

    @Test
    @DisplayName("what moves often is told at one pace, however many move, and the last of it too")
    void onePace(@TempDir Path folder) throws Exception {
        AtomicInteger moves = new AtomicInteger();
        AtomicInteger lastSeen = new AtomicInteger();
        PastActivities past = new PastActivities(folder.resolve("past.json"));
        AtomicReference<Activities> asked = new AtomicReference<>();
        long began = System.nanoTime();
        try (Activities activities = new Activities(Clock.systemUTC(), past, change -> {
            if (change instanceof Change.Moved) {
                moves.incrementAndGet();
                lastSeen.set(asked.get().running().stream()
                        .mapToInt(activity -> (int) activity.done())
                        .sum());
            }
        })) {
            asked.set(activities);
            CountDownLatch go = new CountDownLatch(1);
            for (int i = 0; i < 4; i++) {
                activities.start(Kind.SYNC, "p" + i, "Titus", course -> {
                    for (int step = 0; step <= 1_000; step++) {
                        course.at(Phase.SENDING, step, 1_000);
                    }
                    go.await();
                    return WELL;
                });
            }
            await().until(() -> lastSeen.get() == 4_000);
            go.countDown();
        }
        double pauses = (System.nanoTime() - began) / (double) Activities.SHOWN_EVERY.toNanos();
        assertThat(moves.get()).isLessThanOrEqualTo((int) pauses + 1);
    }

    @Test
    void aMistakeIsAnEndingToo(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            activities.start(Kind.SYNC, "p", "Titus", _ -> {
                throw new IllegalStateException("a mistake");
            });
            await().until(() -> activities.last("p").isPresent());
            assertThat(activities.last("p").orElseThrow().ending().result()).isEqualTo(Result.FAILED);
        }
    }

    @Test
    void whoMakesRoomFinishesWhatRunsAndThenTakesOnNothingNew(@TempDir Path folder) throws Exception {
        try (Activities activities = activities(folder)) {
            CountDownLatch go = new CountDownLatch(1);
            activities.start(Kind.SYNC, "p", "Titus", _ -> {
                go.await();
                return WELL;
            });
            Thread finishing = Thread.startVirtualThread(() -> {
                try {
                    activities.finish();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> finishing.getState() == Thread.State.WAITING);
            assertThat(activities.start(Kind.SYNC, "q", "Ruth", _ -> WELL))
                    .as("nobody is held up by what another project waits for")
                    .isInstanceOf(Start.Started.class);
            await().until(() -> activities.last("q").isPresent());
            assertThat(finishing.isAlive()).isTrue();
            go.countDown();
            finishing.join();
            assertThat(activities.last("p")).isPresent();
            assertThat(activities.start(Kind.SYNC, "q", "Ruth", _ -> WELL)).isInstanceOf(Start.Closing.class);
        }
    }
}
