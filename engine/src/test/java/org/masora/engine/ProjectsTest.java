package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.engine.Projects.AddOutcome;
import org.masora.engine.Projects.Claim;
import org.masora.engine.Projects.DownloadOutcome;
import org.masora.engine.Projects.Given;
import org.masora.remote.memory.MemoryPlace;
import org.masora.store.PlaceAddress;

/** Which folders can be taken under care, and where a download may go. */
class ProjectsTest {

    private static final Actor ASHA = new Actor(new Person("asha", "asha@noreply.example.org"));
    private static final PlaceAddress ADDRESS = new PlaceAddress("door43", "memory", "team", "sample", "asha");

    private final MemoryPlace place = new MemoryPlace();

    @TempDir
    Path root;

    private Path data;
    private Projects projects;

    @BeforeEach
    void begin() throws IOException {
        data = Files.createDirectories(root.resolve("home/asha/masora"));
        projects = new Projects(
                data,
                "computer",
                SnapshotMerge::new,
                InstantSource.system(),
                (name, address, scribes, own) -> place.remote(name));
    }

    private static void write(Path folder) throws IOException {
        for (var file : Team.titus("one two", "three").entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private AddOutcome add(Path folder) {
        return projects.add(folder, new Given(Optional.empty(), Optional.empty()), ASHA, Progress.NONE);
    }

    private DownloadOutcome download(Path folder) {
        return projects.download(new PlaceName("hub"), ADDRESS, folder, ASHA, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home/asha/masora",
                "home/asha/masora/projects/x",
                "home/asha/masora/removed-projects",
                "home/asha/masora/hub/x",
                "home/asha/masora/open",
                "home/asha",
                "home/asha/../asha",
                "."
            })
    @DisplayName("a folder that holds what Masora keeps, or lies in that, is not taken under care")
    void masorasOwn(String folder) throws IOException {
        write(root.resolve(folder));

        assertThat(add(root.resolve(folder))).isEqualTo(new AddOutcome.Taken(new Claim.Masora(data)));
        assertThat(projects.list()).isEmpty();
    }

    @Test
    @DisplayName("a link does not hide that a folder is Masora's own, another project's, or under care already")
    void behindLinks() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), data.resolve(".."));
        write(data.resolve("projects/x"));
        assertThat(add(link.resolve("masora/projects/x"))).isEqualTo(new AddOutcome.Taken(new Claim.Masora(data)));

        Path folder = root.resolve("texts/sample");
        write(folder);
        assertThat(add(folder)).isInstanceOf(AddOutcome.Added.class);
        Path other = Files.createSymbolicLink(root.resolve("other"), root.resolve("texts"));
        assertThat(add(other.resolve("sample"))).isInstanceOf(AddOutcome.AlreadyThere.class);
        assertThat(add(other.resolve("sample/ingredients"))).isEqualTo(new AddOutcome.Taken(new Claim.Project(folder)));
    }

    @Test
    @DisplayName("a download goes neither into Masora's own directory nor into another project")
    void downloads() throws IOException {
        Path folder = root.resolve("texts/sample");
        write(folder);
        assertThat(add(folder)).isInstanceOf(AddOutcome.Added.class);

        assertThat(download(data.resolve("projects/new"))).isEqualTo(new DownloadOutcome.Taken(new Claim.Masora(data)));
        assertThat(download(folder.resolve("new"))).isEqualTo(new DownloadOutcome.Taken(new Claim.Project(folder)));
        assertThat(Files.exists(folder.resolve("new"))).isFalse();
        assertThat(projects.list()).hasSize(1);
        assertThat(download(root.resolve("texts/new"))).isEqualTo(new DownloadOutcome.NothingThere());
        assertThat(download(data.resolve("open/new"))).isEqualTo(new DownloadOutcome.NothingThere());
    }
}
