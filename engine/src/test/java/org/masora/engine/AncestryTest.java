package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectStore;
import org.masora.store.RevisionGraph;
import org.masora.store.Vault;

class AncestryTest {

    private static final Person ASHA = new Person("asha", "asha@noreply.example.org");

    @TempDir
    private Path directory = Path.of("");

    private final Vault vault = new Vault(new InMemoryRepository(new DfsRepositoryDescription("ancestry")));
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    @DisplayName("S2 where bases are several they are merged with the main line standing, whatever their numbers are")
    void mainLineStands() {
        Set<Boolean> mainIsSmaller = new HashSet<>();
        for (int i = 0; i < 200 && mainIsSmaller.size() < 2; i++) {
            now = now.plusSeconds(7);
            RevisionId root = revision("one two three", List.of(), "");
            RevisionId main = revision("one zwei three", List.of(root), "");
            RevisionId broughtIn = revision("one dos three", List.of(root), "");
            RevisionId head = revision(
                    "one zwei three", List.of(main), "\n" + RevisionGraph.ANCESTOR + ": " + broughtIn.hex() + "\n");
            mainIsSmaller.add(main.compareTo(broughtIn) < 0);

            MergeBase base = new Ancestry(workplace()).base(Optional.of(main), List.of(broughtIn), head);

            assertThat(base)
                    .isInstanceOfSatisfying(
                            MergeBase.Common.class,
                            common -> assertThat(common.snapshot()).isEqualTo(vault.snapshot(main)));
        }
        assertThat(mainIsSmaller).as("both orders came up").hasSize(2);
    }

    private RevisionId revision(String verse, List<RevisionId> parents, String trailers) {
        byte[] book = Team.book(verse).getBytes(UTF_8);
        return vault.commit(
                Snapshot.of(Map.of(Team.TITUS, Entry.file(vault.blobs().write(book)))),
                parents,
                ASHA,
                now,
                verse + "\n" + trailers);
    }

    private Workplace workplace() {
        return new Workplace(
                ProjectStore.over(directory, vault),
                new ProjectFolder(directory),
                new SnapshotMerge(vault.blobs()),
                () -> now,
                new Actor(ASHA));
    }
}
