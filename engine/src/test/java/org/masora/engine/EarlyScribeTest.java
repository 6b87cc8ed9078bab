package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.PlaceOutcome.Synced;
import org.masora.core.sync.PlaceOutcome.UpToDate;
import org.masora.engine.ScribeMade.Computer;
import org.masora.remote.door43.GitRemote;
import org.masora.remote.door43.Lines;
import org.masora.testkit.GitBackend;

/** Repositories of Scribe up to 0.3.2 behind git's own server, as Door43 still has them. */
class EarlyScribeTest {

    @ParameterizedTest
    @CsvSource({
        "gen1/ag-0.1.1.bundle, ag-en-texttranslation-letter_to_philemon, asha_home/2026-01-05.1",
        "gen1/scribe-0.3.2.bundle, scribe-en-texttranslation-short_letters, asha_home/2026-01-15.1"
    })
    @DisplayName("S2 a project on a branch named after a day is downloaded and synced there; the default branch stays")
    void staysOnItsBranch(String bundle, String project, String line, @TempDir Path root) throws IOException {
        ScribeMade made = new ScribeMade(root);
        Path folder = GitBackend.folder(root);
        String name = project + ".git";
        GitBackend.git(
                folder, "clone", "-q", "--mirror", ScribeMade.fixture(bundle).toString(), name);
        Path repository = folder.resolve(name);
        GitBackend.git(repository, "config", "http.receivepack", "true");
        String readmeAlone = GitBackend.git(repository, "rev-parse", "main");
        String before = GitBackend.git(repository, "rev-parse", line);
        try (GitBackend server = new GitBackend(folder)) {
            made.remotes = (where, address, scribes, own) -> new GitRemote(
                    where,
                    server.uri(address.project() + ".git"),
                    Optional.empty(),
                    scribes ? Lines.scribe() : Lines.of("main"));
            Computer asha = made.computer("asha").downloaded(project);
            Computer binu = made.computer("binu").downloaded(project);
            assertThat(asha.read("metadata.json")).startsWith("{\"type\":\"Buffer\"");
            assertThat(BesideScribe.isScribes(description(asha))).isTrue();
            assertThat(asha.sync()).isInstanceOf(UpToDate.class);
            assertThat(GitBackend.git(repository, "rev-parse", line)).isEqualTo(before);

            asha.edit("ingredients/PHM.usfm", "\\v 3 Grace", "\\v 3 All grace");
            assertThat(asha.sync()).isInstanceOf(Synced.class);
            assertThat(GitBackend.git(repository, "show", line + ":ingredients/PHM.usfm"))
                    .contains("\\v 3 All grace");
            assertThat(GitBackend.git(repository, "merge-base", before, line)).isEqualTo(before);
            assertThat(binu.sync()).isInstanceOf(Synced.class);
            assertThat(ScribeMade.content(binu.folder)).isEqualTo(ScribeMade.content(asha.folder));
            assertThat(asha.sync()).isInstanceOf(UpToDate.class);
            assertThat(asha.folder.resolve(".git")).doesNotExist();
        }
        assertThat(GitBackend.git(repository, "rev-parse", "main")).isEqualTo(readmeAlone);
        assertThat(GitBackend.git(repository, "for-each-ref", "--format=%(refname)", "refs/heads"))
                .isEqualTo("refs/heads/" + line + "\nrefs/heads/main");
    }

    private static Optional<ProjectDescription> description(Computer computer) {
        try (ProjectSession session = computer.session()) {
            return session.description();
        }
    }
}
