package org.masora.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;

class VaultTest {

    private static final Person ASHA = new Person("asha", "asha@noreply.example.org");

    @TempDir
    Path directory;

    private Vault vault;

    @BeforeEach
    void open() {
        vault = Vault.open(directory.resolve("vault.git"));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void muchThatIsNewComesOntoTheDiskInTwoPacksMadeAtOnce() {
        Map<BlobId, byte[]> written = new TreeMap<>(Comparator.comparing(BlobId::hex));
        Random random = new Random(20261122);
        for (int i = 0; i < 300; i++) {
            byte[] content = new byte[8_000];
            random.nextBytes(content);
            written.put(vault.blobs().write(content), content);
        }
        vault.flush();
        vault.close();
        vault = Vault.open(directory.resolve("vault.git"));
        written.forEach((id, content) -> assertThat(vault.blobs().read(id)).isEqualTo(content));
        assertThat(directory.resolve("vault.git/objects/pack").toFile().list((d, n) -> n.endsWith(".pack")))
                .hasSize(2);
        written.values().forEach(content -> vault.blobs().write(content));
        vault.flush();
        assertThat(directory.resolve("vault.git/objects/pack").toFile().list((d, n) -> n.endsWith(".pack")))
                .hasSize(2);
    }

    @Test
    void aRevisionComesBackAsItWasMade() {
        Snapshot snapshot = snapshot(Map.of("a/b/TIT.usfm", "\\id TIT", "metadata.json", "{}", "a.b", "x"));
        RevisionId id = vault.commit(snapshot, List.of(), ASHA, Instant.ofEpochSecond(1_000), "First\n\nBody\n");

        vault.close();
        vault = Vault.open(directory.resolve("vault.git"));
        var revision = vault.revision(id).orElseThrow();

        assertThat(revision.snapshot()).isEqualTo(snapshot);
        assertThat(revision.author()).isEqualTo(ASHA);
        assertThat(revision.time()).isEqualTo(Instant.ofEpochSecond(1_000));
        assertThat(revision.message()).isEqualTo("First\n\nBody\n");
        assertThat(vault.blobs()
                        .read(snapshot.entry("metadata.json").orElseThrow().id()))
                .isEqualTo("{}".getBytes(UTF_8));
    }

    @Test
    void manyObjectsBecomeOnePackAndAreReadBack() {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            files.put("stories/" + i + ".md", "story " + i);
        }
        Snapshot snapshot = snapshot(files);
        RevisionId id = vault.commit(snapshot, List.of(), ASHA, Instant.EPOCH, "Many");

        assertThat(vault.snapshot(id)).isEqualTo(snapshot);
        assertThat(directory.resolve("vault.git/objects/pack").toFile().list((d, n) -> n.endsWith(".pack")))
                .hasSize(1);
    }

    @Test
    @DisplayName("B3 names that are no UTF-8, links and submodules are carried byte for byte")
    void strangeEntriesAreCarried() {
        var blob = vault.blobs().write("x".getBytes(UTF_8));
        Snapshot strange = Snapshot.of(Map.of(
                "caf\uDCE9.txt", Entry.file(blob),
                "link", new Entry(Entry.Mode.LINK, blob),
                "run.sh", new Entry(Entry.Mode.EXECUTABLE, blob),
                "sub", new Entry(Entry.Mode.SUBMODULE, blob)));
        RevisionId id = vault.commit(strange, List.of(), ASHA, Instant.EPOCH, "Strange");

        assertThat(vault.snapshot(id)).isEqualTo(strange);
        assertThat(PathBytes.encode("caf\uDCE9.txt")).containsExactly('c', 'a', 'f', 0xE9, '.', 't', 'x', 't');
    }

    @Test
    void aRefMovesOnlyFromWhereItWasExpected() {
        RevisionId first = commit("1");
        RevisionId second = commit("2", first);

        assertThat(vault.moveRef("refs/masora/x", Optional.empty(), first)).isTrue();
        assertThat(vault.moveRef("refs/masora/x", Optional.of(second), second)).isFalse();
        assertThat(vault.ref("refs/masora/x")).contains(first);
        assertThat(vault.moveRef("refs/masora/x", Optional.of(first), second)).isTrue();
        assertThat(vault.refs("refs/masora/")).containsOnly(Map.entry("x", second));
    }

    @Test
    void basesAreTheNewestThatBothContain() {
        RevisionId root = commit("root");
        RevisionId a = commit("a", root);
        RevisionId b = commit("b", root);
        RevisionId crossed1 = commit("ab", a, b);
        RevisionId crossed2 = commit("ba", b, a);
        RevisionGraph graph = vault.graph();

        assertThat(graph.bases(List.of(a), List.of(b))).containsExactly(root);
        assertThat(graph.bases(List.of(crossed1), List.of(a))).containsExactly(a);
        assertThat(graph.bases(List.of(crossed1), List.of(crossed2))).containsExactlyInAnyOrder(a, b);
        assertThat(graph.bases(List.of(commit("alone")), List.of(a))).isEmpty();
        assertThat(graph.contains(crossed1, root)).isTrue();
        assertThat(graph.contains(root, crossed1)).isFalse();
    }

    @Test
    @DisplayName("S3 an ancestor named in a trailer is contained without being a parent")
    void trailersNameAncestors() {
        RevisionId rewrittenAway = commit("old line");
        RevisionId newRoot = commit("new line");
        RevisionId published =
                commit("net change\n\n" + RevisionGraph.ANCESTOR + ": " + rewrittenAway.hex() + "\n", newRoot);

        assertThat(vault.graph().contains(published, rewrittenAway)).isTrue();
        assertThat(vault.graph().contains(newRoot, rewrittenAway)).isFalse();
        assertThat(vault.revision(published).orElseThrow().parents()).containsExactly(newRoot);
    }

    private RevisionId commit(String message, RevisionId... parents) {
        return vault.commit(
                snapshot(Map.of("f", message)), new ArrayList<>(List.of(parents)), ASHA, Instant.EPOCH, message);
    }

    private Snapshot snapshot(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(vault.blobs().write(text.getBytes(UTF_8)))));
        return Snapshot.of(entries);
    }
}
