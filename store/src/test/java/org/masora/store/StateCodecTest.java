package org.masora.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;

/** What an older Masora wrote is read, and what this one writes comes back. */
class StateCodecTest {

    private static final BlobId FILE = new BlobId("0123456789012345678901234567890123456789");

    @Test
    void filesThatWaitComeBack() {
        ProjectState state = ProjectState.NEW.withWaiting(Map.of("ingredients/TIT.usfm", FILE));

        assertThat(StateCodec.decode(StateCodec.encode(state), ProjectState.class))
                .isEqualTo(state);
    }

    @Test
    void aStateFromBeforeFilesCouldWaitHasNone() {
        String now = new String(StateCodec.encode(ProjectState.NEW), StandardCharsets.UTF_8);
        String before = now.replace("\"waiting\":{}", "").replace(",,", ",").replace(",}", "}");

        assertThat(before).isNotEqualTo(now);
        assertThat(StateCodec.decode(before.getBytes(StandardCharsets.UTF_8), ProjectState.class))
                .isEqualTo(ProjectState.NEW);
    }
}
