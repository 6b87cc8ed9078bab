package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.Synced;
import org.masora.engine.ScribeMade.Computer;

/** What Masora leaves of git in a folder, beside what Scribe's own library leaves there. */
class ScribeGitTest {

    private static final String PROJECT = "en-textTranslation-Titus_and_Jonah";
    private static final String JONAH = "ingredients/JON.usfm";
    private static final RevisionId SAVED = new RevisionId("895561ec756d8a780ca09ef8b8e6ceaf417ed528");

    private ScribeMade made;

    @BeforeEach
    void begin(@TempDir Path root) {
        made = new ScribeMade(root);
    }

    private void serveTitusAndJonah() {
        made.serving("text-two-people/server.bundle", "scribe-main");
    }

    @Test
    @DisplayName("S1 a download leaves the git that Scribe's own download leaves")
    void downloadLeavesScribesGit() throws IOException {
        serveTitusAndJonah();
        made.place.forceMain(SAVED);
        Computer scribes = made.computer("scribe", "text-two-people/binu-just-saved-to-computer.tar.gz");
        Computer binu = made.computer("binu").downloaded(PROJECT);

        for (String file : List.of(
                "config",
                "HEAD",
                "refs/heads/scribe-main",
                "refs/heads/binu/scribe",
                "refs/remotes/origin/scribe-main")) {
            assertThat(binu.folder.resolve(".git").resolve(file))
                    .hasSameBinaryContentAs(scribes.folder.resolve(".git").resolve(file));
        }
        assertThat(withoutPack(binu.gitBytes())).isEqualTo(withoutPack(scribes.gitBytes()));
        assertThat(ScribeMade.git(binu.folder, "ls-files", "--stage"))
                .isEqualTo(ScribeMade.git(scribes.folder, "ls-files", "--stage"));
        assertThat(ScribeMade.git(binu.folder, "rev-list", "--objects", "--all"))
                .isEqualTo(ScribeMade.git(scribes.folder, "rev-list", "--objects", "--all"));
        assertThat(ScribeMade.git(binu.folder, "status", "--porcelain")).isEmpty();
        assertThat(ScribeMade.git(binu.folder, "fsck", "--strict")).isEmpty();
        assertThat(ScribeMade.bytes(binu.folder).keySet()).noneMatch(path -> path.contains(".masora-"));
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.status().besideScribe()).isTrue();
    }

    /** Every path but the pack's, whose name is the library's own; of the index only that it is there. */
    private static Set<String> withoutPack(Map<String, String> git) {
        Set<String> paths = new TreeSet<>(git.keySet());
        paths.removeIf(path -> path.startsWith("objects/pack/"));
        return paths;
    }

    @Test
    @DisplayName("S1 work after a download is synced and the git stays as it was left")
    void afterADownload() {
        serveTitusAndJonah();
        Computer chaya = made.computer("chaya").downloaded(PROJECT);
        Map<String, String> git = chaya.gitBytes();
        chaya.edit(JONAH, "He paid the fare", "He paid the full fare");
        assertThat(chaya.sync()).isInstanceOf(Synced.class);
        assertThat(chaya.gitBytes()).isEqualTo(git);
        assertThat(ScribeMade.git(chaya.folder, "status", "--porcelain")).isEqualTo("M " + JONAH);
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(ScribeMade.content(chaya.folder));
    }

    @Test
    @DisplayName("S1 a git that a cut off download still owes is left by the next sync")
    void cutOff() throws IOException {
        serveTitusAndJonah();
        Computer chaya = made.computer("chaya").downloaded(PROJECT);
        Map<String, String> whole = chaya.gitBytes();
        Files.move(chaya.folder.resolve(".git"), chaya.folder.resolve(".masora-git.new"));
        Files.delete(chaya.folder.resolve(".masora-git.new/HEAD"));

        assertThat(chaya.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(chaya.gitBytes()).isEqualTo(whole);
        assertThat(chaya.folder.resolve(".masora-git.new")).doesNotExist();
        assertThat(ScribeMade.git(chaya.folder, "status", "--porcelain")).isEmpty();
    }

    @Test
    @DisplayName("S1 no git is left without an account, nor in a project that is not Scribe's")
    void noGitElsewhere() {
        serveTitusAndJonah();
        Computer nobody = made.computer("").downloaded(PROJECT);
        assertThat(nobody.folder.resolve(".git")).doesNotExist();
        assertThat(nobody.status().besideScribe()).isFalse();
    }

    @Test
    @DisplayName("S1 S2 the first send stands on Scribe's commit and leaves what Scribe's own first send leaves")
    void firstSend() throws IOException {
        Computer asha = made.computer("asha", "text-two-people/asha-before-first-sync.tar.gz")
                .added();
        Map<String, String> before = asha.gitBytes();
        String config = asha.read(".git/config");
        assertThat(asha.status().besideScribe()).isTrue();
        assertThat(asha.status().sentBefore()).isFalse();

        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(made.place.vault().parents(made.main()))
                .containsExactly(new RevisionId("4b7b6c12fde8257aac0962e27d414a5dd00687eb"));
        assertThat(asha.read(".git/config")).isEqualTo(config + """

                [remote "origin"]
                \tfetch = +refs/heads/*:refs/remotes/origin/*
                \turl = https://git.door43.org/asha/en-textTranslation-Titus_and_Jonah.git""");
        assertThat(asha.read(".git/HEAD")).isEqualTo("ref: refs/heads/asha/scribe\n");
        Map<String, String> left = new TreeMap<>(asha.gitBytes());
        assertThat(left.keySet()).containsAll(before.keySet());
        left.keySet().removeAll(Set.of("config", "HEAD", "refs/heads/asha", "refs/heads/asha/scribe"));
        assertThat(before).containsAllEntriesOf(left);
        assertThat(ScribeMade.git(asha.folder, "status", "--porcelain")).isEmpty();
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(ScribeMade.content(asha.folder));

        // Later sends leave the git alone and give Scribe's line one merge base still.
        Map<String, String> settled = asha.gitBytes();
        asha.edit(JONAH, "great fish", "very great fish");
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.gitBytes()).isEqualTo(settled);
        assertThat(asha.status().sentBefore()).isTrue();
        Path served = made.served();
        ScribeMade.git(served, "fetch", "-q", asha.folder.toString(), "refs/heads/*:refs/heads/own/*");
        for (String line : List.of("own/scribe-main", "own/asha/scribe")) {
            assertThat(ScribeMade.git(served, "merge-base", "--all", "scribe-main", line))
                    .isEqualTo("4b7b6c12fde8257aac0962e27d414a5dd00687eb");
        }
    }

    @Test
    @DisplayName(
            "V2 S1 a git of the folder's own that once held a project of Paratext's is no parent at the first send")
    void gitThatOnceHeldParatexts() throws IOException {
        Computer dina = made.computer("dina");
        Files.createDirectories(dina.folder.resolve("ingredients"));
        Files.writeString(dina.folder.resolve("Notes_Dina.xml"), "<CommentList>nobody's business</CommentList>");
        committed(dina.folder);
        Files.delete(dina.folder.resolve("Notes_Dina.xml"));
        Files.writeString(dina.folder.resolve("metadata.json"), Team.METADATA);
        Files.writeString(dina.folder.resolve(Team.TITUS), Team.book("one", "two"));
        committed(dina.folder);

        assertThat(dina.added().sync()).isInstanceOf(Synced.class);

        assertThat(made.place.vault().parents(made.main())).isEmpty();
        assertThat(ScribeMade.content(made.cloned())).containsOnlyKeys("metadata.json", "ingredients", Team.TITUS);
    }

    private static void committed(Path folder) {
        ScribeMade.git(folder, "init", "-q");
        ScribeMade.git(folder, "add", "-A");
        ScribeMade.git(folder, "-c", "user.name=dina", "-c", "user.email=d@example.org", "commit", "-q", "-m", "work");
    }
}
