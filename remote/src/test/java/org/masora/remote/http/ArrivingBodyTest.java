package org.masora.remote.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.masora.remote.Remote.RemoteFailure;

final class ArrivingBodyTest {
    private static final Flow.Subscription CONNECTION = new Flow.Subscription() {
        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
    };

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoReadsOnAfterACutIsToldAtOnceAgain() {
        ArrivingBody body = new ArrivingBody("hub", Duration.ofHours(1), () -> false);
        body.onSubscribe(CONNECTION);
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {7})));
        body.onError(new IOException("the line is gone"));

        assertThat(readOne(body)).isEqualTo(7);
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(body::read)
                    .isInstanceOfSatisfying(
                            Halted.class,
                            halted -> assertThat(halted.failure()).isInstanceOf(RemoteFailure.Unreachable.class));
        }
    }

    private static int readOne(ArrivingBody body) {
        try {
            return body.read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
