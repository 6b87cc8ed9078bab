package org.masora.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpCounterTest {

    private static HttpCounter after(boolean answers, int pieceBytes, String... messages) {
        HttpCounter counter = new HttpCounter(answers);
        byte[] all = String.join("", messages).getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += pieceBytes) {
            int length = Math.min(pieceBytes, all.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(all, from, piece, 0, length);
            counter.passed(piece, length);
        }
        return counter;
    }

    @Test
    void bodiesOfAnnouncedLengthAndChunkedOnesAreToldFromTheRest() {
        String get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
        String post = "POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\n";
        String chunked = "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int piece : new int[] {1, 7, 1000}) {
            HttpCounter counter = after(false, piece, get, post, "12345", chunked, "3\r\nabc\r\n0\r\n\r\n", get);
            assertThat(counter.messages()).isEqualTo(4);
            assertThat(counter.bodyBytes()).isEqualTo(5 + 3);
            assertThat(counter.otherBytes())
                    .isEqualTo(2L * get.length() + post.length() + chunked.length() + "3\r\n\r\n0\r\n\r\n".length());
        }
    }

    @Test
    void anAnswerWithoutALengthGoesOnToItsEnd() {
        HttpCounter counter = after(
                true,
                3,
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "all the rest");
        assertThat(counter.bodyBytes()).isEqualTo("all the rest".length());
    }
}
