package org.masora.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.store.ProjectFolder.Replacement;

class PreparedReplacementTest {

    @TempDir
    private Path root;

    private final Blobs blobs = Blobs.inMemory();
    private ProjectFolder folder;

    @BeforeEach
    void open() {
        folder = new ProjectFolder(root);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private BlobId blob(String text) {
        return blobs.write(bytes(text));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void manyFilesComeIntoNewFolders() throws IOException {
        Map<String, BlobId> wanted = new HashMap<>();
        int many = 2 * DurableFiles.MANY;
        for (int i = 0; i < many; i++) {
            wanted.put("deep/er" + i % 7 + "/file" + i, blob("text " + i));
        }

        folder.prepare(wanted, blobs);
        assertThat(names()).hasSize(many).allMatch(name -> name.contains("/.masora-file"));
        wanted.forEach((path, id) -> assertThat(folder.replace(path, Optional.empty(), Optional.of(id), blobs))
                .isInstanceOf(Replacement.Done.class));
        folder.flush(wanted.keySet());
        folder.tidy(wanted.keySet());

        assertThat(names()).containsExactlyInAnyOrderElementsOf(wanted.keySet());
        for (Map.Entry<String, BlobId> file : wanted.entrySet()) {
            assertThat(root.resolve(file.getKey())).hasBinaryContent(blobs.read(file.getValue()));
        }
    }

    @Test
    @DisplayName("B5 what was prepared is not used where an editor changed the file and something else is wanted")
    void anEditorWasQuicker() throws IOException {
        Files.writeString(root.resolve("a.txt"), "old");
        folder.prepare(Map.of("a.txt", blob("new")), blobs);
        Files.writeString(root.resolve("a.txt"), "edited");

        assertThat(folder.replace("a.txt", Optional.of(blob("old")), Optional.of(blob("new")), blobs))
                .isInstanceOf(Replacement.Differs.class);
        assertThat(folder.replace("a.txt", Optional.of(blob("edited")), Optional.of(blob("both")), blobs))
                .isInstanceOf(Replacement.Done.class);

        assertThat(root.resolve("a.txt")).hasContent("both");
        assertThat(folder.asideOf("a.txt")).hasValue(bytes("edited"));
        folder.tidy(List.of("a.txt"));
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void whatStandsInTheWayIsToldByTheReplacement() throws IOException {
        Files.writeString(root.resolve("folder"), "a file");

        folder.prepare(Map.of("folder/a.txt", blob("a"), "b.txt", blob("b")), blobs);

        assertThat(folder.replace("folder/a.txt", Optional.empty(), Optional.of(blob("a")), blobs))
                .isInstanceOf(Replacement.Impossible.class);
        assertThat(folder.replace("b.txt", Optional.empty(), Optional.of(blob("b")), blobs))
                .isInstanceOf(Replacement.Done.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWholeFileSystemIsFlushedWhereThereIsSuchAFolder() {
        assertThat(WholeFileSystem.bringToDisk(root)).isTrue();
        assertThat(WholeFileSystem.bringToDisk(root.resolve("not there"))).isFalse();
    }
}
