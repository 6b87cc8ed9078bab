package org.masora.remote.paratext.changegroup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeltaTest {

    private static String lines(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(6);
        for (int i = 0; i < lines; i++) {
            text.append("ab".charAt(random.nextInt(2)))
                    .append(random.nextInt(2))
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void aDeltaMakesTheTextOfItsBase() throws Exception {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] base = lines(random).getBytes(UTF_8);
            byte[] text = (lines(random) + (random.nextInt(4) == 0 ? "tail" : "")).getBytes(UTF_8);
            assertThat(Delta.apply(base, Delta.between(base, text))).isEqualTo(text);
        }
    }

    @Test
    @DisplayName("what a delta replaces are whole lines, because Mercurial reads them as lines")
    void wholeLines() {
        Random random = new Random(20261122);
        for (int i = 0; i < 20_000; i++) {
            byte[] base = lines(random).getBytes(UTF_8);
            byte[] text = lines(random).getBytes(UTF_8);
            byte[] delta = Delta.between(base, text);
            if (delta.length > 0) {
                ByteBuffer piece = ByteBuffer.wrap(delta);
                int start = piece.getInt();
                int end = piece.getInt();
                int length = piece.getInt();
                assertThat(start == 0 || base[start - 1] == '\n').isTrue();
                assertThat(end == 0 || base[end - 1] == '\n').isTrue();
                assertThat(length == 0 || delta[delta.length - 1] == '\n').isTrue();
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        byte[] base = "abc".getBytes(UTF_8);
        for (int[] piece :
                new int[][] {{0, 4, 0}, {2, 1, 0}, {-1, 1, 0}, {0, 1, 5}, {0, 1, -1}, {0, 1, Integer.MAX_VALUE}}) {
            byte[] delta = ByteBuffer.allocate(12)
                    .putInt(piece[0])
                    .putInt(piece[1])
                    .putInt(piece[2])
                    .array();
            assertThatThrownBy(() -> Delta.apply(base, delta)).isInstanceOf(DamagedBundle.class);
        }
        assertThatThrownBy(() -> Delta.apply(base, new byte[5])).isInstanceOf(DamagedBundle.class);
        byte[] backwards = ByteBuffer.allocate(24)
                .putInt(2)
                .putInt(3)
                .putInt(0)
                .putInt(0)
                .putInt(1)
                .putInt(0)
                .array();
        assertThatThrownBy(() -> Delta.apply(base, backwards)).isInstanceOf(DamagedBundle.class);
    }
}
