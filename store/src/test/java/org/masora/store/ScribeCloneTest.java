package org.masora.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;

class ScribeCloneTest {

    private static final URI ORIGIN = URI.create("https://git.door43.org/asha/en-textTranslation-Titus.git");

    @TempDir
    Path root;

    private Vault vault;
    private ProjectFolder folder;
    private RevisionId head;

    @BeforeEach
    void begin() throws IOException {
        vault = Vault.open(root.resolve("vault.git"));
        folder = new ProjectFolder(Files.createDirectories(root.resolve("project")));
        Files.writeString(folder.root().resolve("a.usfm"), "\\id TIT\n");
        Entry entry = Entry.file(vault.blobs().write("\\id TIT\n".getBytes(StandardCharsets.UTF_8)));
        head = vault.commit(
                Snapshot.of(Map.of("a.usfm", entry)), List.of(), new Person("asha", ""), Instant.EPOCH, "Added\n");
    }

    @AfterEach
    void end() {
        vault.close();
    }

    private boolean leave(String person) {
        return new ScribeClone(vault, head, ORIGIN, person).leaveIn(folder);
    }

    @Test
    @DisplayName("S1 the clone is whole, says the same as the folder and is read again as Scribe's")
    void isRead() {
        assertThat(leave("asha")).isTrue();
        assertThat(FolderGit.head(folder, vault)).contains(head);
        assertThat(FolderGit.isScribes(folder)).isTrue();
        assertThat(FolderGit.lacksOrigin(folder)).isFalse();
        assertThat(folder.root().resolve(".masora-git.new")).doesNotExist();
    }

    @Test
    @DisplayName("S1 a git that is there is never written")
    void leavesWhatIsThere() throws IOException {
        Path git = Files.createDirectories(folder.root().resolve(".git"));
        assertThat(leave("asha")).isFalse();
        assertThat(git).isEmptyDirectory();
        assertThat(FolderGit.addOrigin(folder, ORIGIN, "asha")).isFalse();
        assertThat(git).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a b", "a\n\tname = x", "a/b", "-\"", "x.lock/", "@{"})
    void namesThatAreNoAccounts(String person) {
        assertThat(leave(person)).isFalse();
        assertThat(folder.root().resolve(".git")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://token@git.door43.org/a/b.git", "https://git.door43.org/a/b.git#x", "https://h/a;b"})
    @DisplayName("S1 an address with a secret, or one that needs quoting, is never written")
    void secrets(String address) {
        assertThatThrownBy(() -> new ScribeClone(vault, head, URI.create(address), "asha").leaveIn(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("token");
        assertThat(folder.root().resolve(".git")).doesNotExist();
        assertThat(new PlaceAddress("door43", address, "a", "b", "asha").gitRepository())
                .isEmpty();
    }

    @Test
    @DisplayName("S1 content with names that git refuses leaves no git, and nothing beside it")
    void namesThatGitRefuses() throws IOException {
        try (ObjectInserter inserter = vault.repository().newObjectInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
            TreeFormatter inner = new TreeFormatter();
            inner.append("config", FileMode.REGULAR_FILE, blob);
            TreeFormatter tree = new TreeFormatter();
            tree.append(".git", FileMode.TREE, inserter.insert(inner));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("asha", ""));
            commit.setCommitter(new PersonIdent("asha", ""));
            head = new RevisionId(inserter.insert(commit).name());
            inserter.flush();
        }
        assertThat(leave("asha")).isFalse();
        assertThat(folder.root()).isDirectoryNotContaining("glob:**.{git,masora-}*");
    }

    @Test
    @DisplayName("S1 a shallow or broken git is no help and no harm")
    void brokenGit() throws IOException {
        assertThat(leave("asha")).isTrue();
        Files.writeString(folder.root().resolve(".git/shallow"), head.hex() + "\n");
        assertThat(FolderGit.head(folder, vault)).isEmpty();
        Files.delete(folder.root().resolve(".git/shallow"));
        Files.writeString(folder.root().resolve(".git/refs/heads/asha/scribe"), "f".repeat(40) + "\n");
        assertThat(FolderGit.head(folder, vault)).isEqualTo(Optional.empty());
        Files.writeString(folder.root().resolve(".git/config"), "[core\n");
        assertThat(FolderGit.head(folder, vault)).isEmpty();
        assertThat(FolderGit.isScribes(folder)).isFalse();
        assertThat(FolderGit.lacksOrigin(folder)).isFalse();
    }
}
