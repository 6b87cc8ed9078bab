package org.masora.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class CorpusTest {
    @Test
    void anAbsentFolderSkipsTheTestWithAMessage() {
        assertThatThrownBy(() -> Corpus.folder("no-such-folder"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no-such-folder")
                .hasMessageContaining("MASORA_CORPUS");
        assertThatThrownBy(() -> Reference.folder("no-such-folder"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("MASORA_REFERENCE");
    }

    @Test
    void findsTheUsfmFilesOfAFolder() {
        assertThat(Corpus.usfmFiles("bsb-usfm31-cc0")).hasSize(66);
        assertThat(Corpus.usfmFiles("paratext-sample-web-pd")).hasSizeGreaterThanOrEqualTo(3);
    }
}
