package org.masora.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Follows one direction of an HTTP/1.1 connection (RFC 9112) and tells bodies from everything else. Not for HEAD
 * requests, whose answers announce a body that never comes.
 */
final class HttpCounter {

    private enum State {
        HEAD,
        SIZED_BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        BODY_TO_THE_END
    }

    private final boolean answers;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private State state = State.HEAD;
    private boolean firstLine = true;
    private String start = "";
    private boolean chunked;
    private long announced = -1;
    private long left;
    private long messages;
    private long bodyBytes;
    private long otherBytes;

    /**
     * A counter for one direction.
     *
     * @param answers whether answers pass here, which may have a body without saying how long it is
     */
    HttpCounter(boolean answers) {
        this.answers = answers;
    }

    /** How many messages began. */
    long messages() {
        return messages;
    }

    long bodyBytes() {
        return bodyBytes;
    }

    long otherBytes() {
        return otherBytes;
    }

    void passed(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            switch (state) {
                case SIZED_BODY, CHUNK -> {
                    int body = (int) Math.min(left, length - at);
                    bodyBytes += body;
                    left -= body;
                    at += body;
                    if (left == 0) {
                        state = state == State.CHUNK ? State.CHUNK_END : State.HEAD;
                    }
                }
                case BODY_TO_THE_END -> {
                    bodyBytes += length - at;
                    at = length;
                }
                case HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> {
                    otherBytes++;
                    byte next = bytes[at++];
                    if (next == '\n') {
                        line(line.toString(StandardCharsets.ISO_8859_1).strip());
                        line.reset();
                    } else {
                        line.write(next);
                    }
                }
            }
        }
    }

    private void line(String text) {
        switch (state) {
            case HEAD -> headLine(text);
            case CHUNK_SIZE -> {
                left = Long.parseLong(text.split(";", 2)[0].strip(), 16);
                state = left == 0 ? State.TRAILER : State.CHUNK;
            }
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILER -> state = text.isEmpty() ? State.HEAD : State.TRAILER;
            case SIZED_BODY, CHUNK, BODY_TO_THE_END -> throw new IllegalStateException("a body has no lines");
        }
    }

    private void headLine(String text) {
        if (firstLine) {
            if (!text.isEmpty()) {
                firstLine = false;
                start = text;
                chunked = false;
                announced = -1;
                messages++;
            }
            return;
        }
        if (!text.isEmpty()) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                announced = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
            return;
        }
        firstLine = true;
        state = afterHead();
    }

    private State afterHead() {
        if (answers && withoutBody()) {
            return State.HEAD;
        }
        if (chunked) {
            return State.CHUNK_SIZE;
        }
        left = Math.max(0, announced);
        if (left > 0) {
            return State.SIZED_BODY;
        }
        return answers && announced < 0 ? State.BODY_TO_THE_END : State.HEAD;
    }

    private boolean withoutBody() {
        String[] parts = start.split(" ", 3);
        int status = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        return status < 200 || status == 204 || status == 304;
    }
}
