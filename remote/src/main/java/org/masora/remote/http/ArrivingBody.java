package org.masora.remote.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Remote.RemoteFailure;

/**
 * The body of an answer while it arrives, as a stream that gives up when nothing came for a while or
 * the person stopped it. Read by one thread.
 */
public final class ArrivingBody extends InputStream implements BodySubscriber<ArrivingBody> {

    private static final long LOOK_AROUND_MILLIS = 100;
    private static final long LAST_BYTES_MILLIS = 500;
    private static final long LAST_BYTES_MAX = 64 * 1024;

    /** What the connection hands over. */
    private sealed interface Piece {
        record Bytes(List<ByteBuffer> buffers) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable cause) implements Piece {}
    }

    private final String address;
    private final Duration stall;
    private final BooleanSupplier cancelled;
    private final LinkedBlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();
    private List<ByteBuffer> current = List.of();
    private boolean ended;
    private @Nullable Halted broken;

    ArrivingBody(String address, Duration stall, BooleanSupplier cancelled) {
        this.address = address;
        this.stall = stall;
        this.cancelled = cancelled;
    }

    @Override
    public CompletionStage<ArrivingBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.set(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrived.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        arrived.add(new Piece.Broken(cause));
    }

    @Override
    public void onComplete() {
        arrived.add(new Piece.End());
    }

    @Override
    public int read() throws IOException {
        ByteBuffer buffer = next();
        return buffer == null ? -1 : buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    /** A buffer with at least one byte, or null at the end. */
    private @Nullable ByteBuffer next() throws Halted {
        if (broken != null) {
            // Some who read look for the rest once more while they give up; nothing will come.
            throw new Halted(broken.failure(), broken);
        }
        try {
            return nextOrHalt();
        } catch (Halted halted) {
            broken = halted;
            throw halted;
        }
    }

    private @Nullable ByteBuffer nextOrHalt() throws Halted {
        while (!ended) {
            for (ByteBuffer buffer : current) {
                if (buffer.hasRemaining()) {
                    return buffer;
                }
            }
            switch (await()) {
                case Piece.Bytes bytes -> {
                    current = bytes.buffers();
                    more();
                }
                case Piece.End _ -> ended = true;
                case Piece.Broken(var cause) ->
                    throw new Halted(
                            new RemoteFailure.Unreachable(address, LineTrouble.CUT, "cut while receiving"), cause);
            }
        }
        return null;
    }

    private void more() {
        Flow.Subscription from = subscription.get();
        if (from != null) {
            from.request(1);
        }
    }

    private Piece await() throws Halted {
        long giveUp = System.nanoTime() + stall.toNanos();
        try {
            while (System.nanoTime() - giveUp < 0) {
                Piece piece = arrived.poll(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
                if (cancelled.getAsBoolean()) {
                    throw new Halted(new RemoteFailure.Cancelled());
                }
                if (piece != null) {
                    return piece;
                }
            }
            throw new Halted(new RemoteFailure.Unreachable(
                    address, LineTrouble.SILENT, "nothing came for " + stall.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halted(new RemoteFailure.Cancelled(), e);
        }
    }

    /**
     * Ends the transfer. What little is left is read first, so that the connection can serve the next
     * request; more than a little is not worth it.
     */
    @Override
    public void close() {
        long giveUp = System.nanoTime() + Duration.ofMillis(LAST_BYTES_MILLIS).toNanos();
        long left = LAST_BYTES_MAX;
        try {
            while (!ended && left > 0 && System.nanoTime() - giveUp < 0) {
                Piece piece = arrived.poll(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
                switch (piece) {
                    case null -> {}
                    case Piece.Bytes bytes -> {
                        left -= bytes.buffers().stream()
                                .mapToLong(ByteBuffer::remaining)
                                .sum();
                        more();
                    }
                    case Piece.End _ -> ended = true;
                    case Piece.Broken _ -> ended = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            ended = true;
            Flow.Subscription from = subscription.get();
            if (from != null) {
                from.cancel();
            }
        }
    }
}
