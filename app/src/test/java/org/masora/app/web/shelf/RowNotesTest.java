package org.masora.app.web.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowNotesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    @TempDir
    private Path folder;

    private RowNotes notes() throws IOException {
        return new RowNotes(folder.resolve("rows.json"));
    }

    @Test
    @DisplayName("what waits for the line, and what waits no longer, is so after the next start too")
    void lastsBeyondTheProcess() throws IOException {
        RowNotes notes = notes();
        assertThat(notes.startWaiting("titus")).isTrue();
        assertThat(notes.startWaiting("titus")).as("again").isFalse();
        notes.startWaiting("jude");
        notes.answer("ruth", NOW);

        RowNotes next = notes();
        assertThat(next.waits("titus")).isTrue();
        assertThat(next.answered("ruth")).isEqualTo(NOW);
        assertThat(next.answered("titus")).isEqualTo(Instant.MIN);
        assertThat(next.stopWaiting("titus")).isTrue();

        RowNotes last = notes();
        assertThat(last.waits("titus")).isFalse();
        assertThat(last.waits("jude")).isTrue();
        assertThat(last.stopWaiting("titus")).isFalse();
    }

    @Test
    @DisplayName("what cannot be read is as if nobody had said anything")
    void damaged() throws IOException {
        Files.writeString(folder.resolve("rows.json"), "{\"rows\":[{\"project\":1,\"answered\":\"soon\"},7]}");
        assertThat(notes().waits("titus")).isFalse();
        Files.writeString(folder.resolve("rows.json"), "no JSON");
        assertThat(notes().answered("titus")).isEqualTo(Instant.MIN);
    }
}
