package org.masora.app.web.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.shelf.KeptLists.Kept;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.door43.ProjectPage;

final class KeptListsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static Kept list(Optional<Instant> updated) {
        CloudProject project = new CloudProject(
                new ProjectName("maria", "hi-titus"),
                "Titus",
                true,
                false,
                false,
                Optional.empty(),
                false,
                false,
                updated);
        return new Kept(new ProjectPage(List.of(project), Optional.empty(), Optional.empty()), NOW);
    }

    @Test
    void aListIsThereAfterAStartWithoutALine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cloud.json");
        KeptLists lists = new KeptLists(file);
        lists.keep("maria@x", list(Optional.of(NOW)), Set.of("maria@x"));
        lists.keep("joel@x", list(Optional.empty()), Set.of("maria@x", "joel@x"));

        KeptLists again = new KeptLists(file);
        assertThat(again.of("maria@x")).contains(list(Optional.of(NOW)));
        assertThat(again.of("joel@x")).contains(list(Optional.empty()));
    }

    @Test
    void ofAnAccountThatWasLoggedOutNothingStays(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cloud.json");
        KeptLists lists = new KeptLists(file);
        lists.keep("maria@x", list(Optional.of(NOW)), Set.of("maria@x"));
        lists.keep("joel@x", list(Optional.of(NOW)), Set.of("joel@x"));
        assertThat(new KeptLists(file).of("maria@x")).isEmpty();
        assertThat(Files.readString(file)).doesNotContain("maria@x");
    }

    @Test
    void whatCannotBeUnderstoodIsBegunAnew(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cloud.json");
        Files.writeString(file, "{\"lists\":[{\"account\":\"maria@x\",\"asOf\":\"soon\"},7]");
        assertThat(new KeptLists(file).of("maria@x")).isEmpty();
    }
}
