package org.masora.remote.paratext.mercurial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.remote.paratext.mercurial.Hg.Finding;

/** What is found where there is a good hg, none, an old one, or something else of that name. */
final class FindingTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("no hg in any folder of the search path is a value of its own")
    void missing() {
        assertThat(Hg.find(folder + File.pathSeparator + folder.resolve("none")))
                .isEqualTo(new Finding.Missing());
        assertThat(Hg.find("")).isEqualTo(new Finding.Missing());
    }

    @Test
    @DisplayName("an hg older than Paratext works with is named with its version")
    void tooOld() throws IOException {
        Path program = script("echo 'Mercurial Distributed SCM (version 3.9.2+20160101)'");
        assertThat(Hg.find(folder.toString())).isEqualTo(new Finding.TooOld(program, new HgVersion(3, 9)));
    }

    @Test
    @DisplayName("a program of that name which says no version is unusable, and what it said is told")
    void unusable() throws IOException {
        Path program = script("echo 'pyenv: hg: command not found' >&2; exit 127");
        assertThat(Hg.find(folder.toString())).isEqualTo(new Finding.Unusable(program, "pyenv: hg: command not found"));
    }

    @Test
    @DisplayName("the installed hg is found with its version")
    void found() {
        assumeTrue(Hg.find() instanceof Finding.Found, "hg is absent");
        assertThat(Hg.find())
                .isInstanceOfSatisfying(
                        Finding.Found.class,
                        found -> assertThat(found.hg().version()).isGreaterThanOrEqualTo(HgVersion.OLDEST));
    }

    private Path script(String line) throws IOException {
        assumeTrue(File.separatorChar == '/', "no shell scripts here");
        Path program = folder.resolve("hg");
        Files.writeString(program, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }
}
