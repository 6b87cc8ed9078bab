package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.Synced;
import org.masora.engine.ScribeMade.Computer;

/**
 * Scribe goes on where Masora was: isomorphic-git 1.27.1, which Scribe uses, on folders that Masora
 * downloaded or sent. Skipped where node is absent or the library cannot be had.
 */
class ScribeLibraryTest {

    private static final String PROJECT = "en-textTranslation-Titus_and_Jonah";
    private static final String TITUS = "ingredients/TIT.usfm";
    private static final String JONAH = "ingredients/JON.usfm";

    @TempDir
    static Path library;

    @BeforeAll
    static void install() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(ScribeLibraryTest.class.getResourceAsStream("scribe.cjs"), "the script")) {
            Files.copy(script, library.resolve("scribe.cjs"));
        }
        boolean installed;
        try {
            ScribeMade.run(
                    library,
                    "npm",
                    "install",
                    "--prefix",
                    library.toString(),
                    "--no-audit",
                    "--no-fund",
                    "--ignore-scripts",
                    "--prefer-offline",
                    "--fetch-retries=0",
                    "--fetch-timeout=20000",
                    "isomorphic-git@1.27.1");
            installed = true;
        } catch (UncheckedIOException | AssertionError absent) {
            installed = false;
        }
        Assumptions.assumeTrue(installed, "skipped: no node, or isomorphic-git 1.27.1 cannot be had");
    }

    private static String scribe(String... command) {
        String[] whole = new String[command.length + 3];
        whole[0] = "node";
        whole[1] = library.resolve("scribe.cjs").toString();
        whole[2] = library.resolve("node_modules").toString();
        System.arraycopy(command, 0, whole, 3, command.length);
        return ScribeMade.run(library, whole);
    }

    /** Scribe's "Save to cloud" from this folder. */
    private static void save(ScribeMade made, Computer computer) {
        Path served = made.served();
        assertThat(scribe("save", computer.folder.toString(), served.toString(), computer.name))
                .isEmpty();
        made.takeOver(served);
    }

    private static String status(Computer computer) {
        return scribe("status", computer.folder.toString());
    }

    @Test
    @DisplayName("S1 S2 Scribe sends from a folder that Masora downloaded, again and again, and nobody is in the way")
    void afterADownload(@TempDir Path root) {
        ScribeMade made = new ScribeMade(root).serving("text-two-people/server.bundle", "scribe-main");
        Computer chaya = made.computer("chaya").downloaded(PROJECT);
        Computer asha = made.computer("asha").downloaded(PROJECT);
        assertThat(status(chaya)).isEmpty();

        chaya.edit(JONAH, "He paid the fare", "He paid the full fare");
        assertThat(status(chaya)).isEqualTo(JONAH);
        save(made, chaya);
        assertThat(made.place.heads().sideLines()).containsEntry("chaya/scribe", made.main());
        assertThat(chaya.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

        asha.edit(TITUS, "In your teaching show honesty", "In all your teaching show honesty");
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(asha.read(JONAH)).contains("He paid the full fare");

        chaya.edit(JONAH, "a great fish", "a very great fish");
        save(made, chaya);
        assertThat(chaya.read(TITUS)).contains("In all your teaching show honesty");
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(chaya.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.conflicts()).isEmpty();
        assertThat(chaya.conflicts()).isEmpty();
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(ScribeMade.content(chaya.folder));
    }

    @Test
    @DisplayName("S1 S2 Scribe goes on in a folder into which Masora brought other people's work")
    void afterReceiving(@TempDir Path root) {
        ScribeMade made = new ScribeMade(root).serving("text-two-people/server.bundle", "scribe-main");
        Computer chaya = made.computer("chaya").downloaded(PROJECT);
        Computer asha = made.computer("asha").downloaded(PROJECT);
        asha.edit(TITUS, "In your teaching show honesty", "In all your teaching show honesty");
        asha.sync();
        assertThat(chaya.sync()).isInstanceOf(Synced.class);

        chaya.edit(JONAH, "a great fish", "a very great fish");
        save(made, chaya);
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(chaya.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.read(JONAH)).contains("a very great fish");
        assertThat(asha.conflicts()).isEmpty();
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(ScribeMade.content(chaya.folder));
    }

    @Test
    @DisplayName("S1 Scribe sends from a folder of its own that Masora sent first")
    void afterAFirstSend(@TempDir Path root) {
        ScribeMade made = new ScribeMade(root);
        Computer asha = made.computer("asha", "text-two-people/asha-before-first-sync.tar.gz")
                .added();
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(status(asha)).isEmpty();
        Computer binu = made.computer("binu").downloaded(PROJECT);
        assertThat(status(binu)).isEmpty();

        asha.edit(JONAH, "a great fish", "a very great fish");
        save(made, asha);
        assertThat(binu.sync()).isInstanceOf(Synced.class);
        assertThat(binu.read(JONAH)).contains("a very great fish");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

        binu.edit(TITUS, "Paul, a servant", "Paul, servant");
        assertThat(binu.sync()).isInstanceOf(Synced.class);
        save(made, asha);
        assertThat(asha.read(TITUS)).contains("Paul, servant");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.conflicts()).isEmpty();
    }
}
