package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.PastActivities;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.shelf.Shelf;
import org.masora.engine.Projects;
import org.masora.hub.Hub;

/** What commands of two computers do, seen by the page's list of one of them, without a sync there. */
final class NewerThereTest {
    private static final String BOOK = "57TIT.usfm";

    @TempDir
    private Path temp = Path.of("");

    private final Semaphore changes = new Semaphore(0);

    private TestComputer computer(String name, Hub hub) {
        TestComputer computer = new TestComputer(temp.resolve(name));
        computer.login(hub.base().toString());
        return computer;
    }

    private void waitFor(Shelf shelf, Class<? extends RowState> wanted) throws InterruptedException {
        while (!wanted.isInstance(shelf.state(shelf.list().getFirst()))) {
            assertThat(changes.tryAcquire(60, TimeUnit.SECONDS))
                    .as("%s, and no %s came", shelf.state(shelf.list().getFirst()), wanted)
                    .isTrue();
        }
    }

    private static void edit(Path folder, String words, String by) throws IOException {
        Path book = folder.resolve(BOOK);
        Files.writeString(book, Files.readString(book).replace(words, by));
    }

    @Test
    void whatSomebodySentIsSeenWithoutASyncAndForgottenAfterOne() throws Exception {
        Path here = Files.createDirectories(temp.resolve("here"));
        Path there = temp.resolve("there");
        Files.writeString(here.resolve(BOOK), "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n");
        try (Hub hub = TestComputer.hub(temp.resolve("hub"))) {
            TestComputer one = computer("one", hub);
            one.done("add", here.toString(), "--name", "Titus", "--language", "en");
            one.done("sync", here.toString(), "--private");
            String name = one.done("projects", "--json")
                    .json()
                    .getFirst()
                    .text("/projects/0/places/hub/name")
                    .orElseThrow();
            TestComputer other = computer("other", hub);
            other.done("download", name, there.toString());
            try (Desk desk = new Desk(new Home(one.home()));
                    Activities activities =
                            new Activities(Clock.systemUTC(), new PastActivities(temp.resolve("past.json")), _ -> {});
                    Shelf shelf = new Shelf(desk, activities, temp.resolve("rows.json"), changes::release)) {
                shelf.lookAtAll();
                waitFor(shelf, RowState.AllSent.class);

                edit(there, "Two", "Dos");
                other.done("sync", there.toString());
                shelf.askPlaces(Duration.ZERO);
                waitFor(shelf, RowState.NewerThere.class);
                assertThat(shelf.state(shelf.list().getFirst()))
                        .isEqualTo(new RowState.NewerThere(hub.base().getAuthority()));
                assertThat(here.resolve(BOOK)).content().contains("Two");

                one.done("sync", here.toString());
                shelf.exchanged(shelf.list().getFirst().id());
                waitFor(shelf, RowState.AllSent.class);
            }
        }
    }

    @Test
    void aProjectThatACommandWorkedOnIsLookedIntoWhenThatHasEnded() throws Exception {
        Path here = Files.createDirectories(temp.resolve("here"));
        Files.writeString(here.resolve(BOOK), "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n");
        TestComputer one = new TestComputer(temp.resolve("one"));
        one.done("add", here.toString(), "--name", "Titus", "--language", "en");
        try (Desk desk = new Desk(new Home(one.home()));
                Activities activities =
                        new Activities(Clock.systemUTC(), new PastActivities(temp.resolve("past.json")), _ -> {});
                Shelf shelf = new Shelf(desk, activities, temp.resolve("rows.json"), changes::release)) {
            String id = shelf.list().getFirst().id();
            if (desk.projects().open(id) instanceof Projects.OpenOutcome.Opened(var command)) {
                try (command) {
                    shelf.lookAt(id);
                    assertThat(changes.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
                }
            }
            assertThat(changes.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
            assertThat(shelf.list().getFirst().known()).isTrue();
        }
    }
}
