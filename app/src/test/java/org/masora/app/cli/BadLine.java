package org.masora.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that can be cut or held after so many bytes; until told so it is a good one. */
public final class BadLine implements AutoCloseable {
    private static final long WITHOUT_END = Long.MAX_VALUE / 2;
    private static final int CHUNK_BYTES = 4096;

    private final URI server;
    private final ServerSocket door;
    private final AtomicLong answerBytes = new AtomicLong(WITHOUT_END);
    private final AtomicLong requestBytes = new AtomicLong(WITHOUT_END);
    private final AtomicLong bytesUntilHeld = new AtomicLong(WITHOUT_END);
    private final AtomicLong bytesUntilAnswersAreHeld = new AtomicLong(WITHOUT_END);
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    public BadLine(URI server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::open);
    }

    /** Where the server is, over this line. */
    public String address() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    /** From now on so many bytes of answers come through, then every connection breaks. */
    public void cutAnswersAfter(long bytes) {
        answerBytes.set(bytes);
    }

    /** The same for what goes to the server. */
    public void cutRequestsAfter(long bytes) {
        requestBytes.set(bytes);
    }

    /** From now on so many bytes of answers come through, and then nothing until {@link #release}. */
    public void holdAnswersAfter(long bytes) {
        bytesUntilHeld.set(bytes);
    }

    /** From when so many bytes have gone to the server no answer comes through, until {@link #release}. */
    public void holdAnswersWhenSent(long bytes) {
        bytesUntilAnswersAreHeld.set(bytes);
    }

    /** Whether the line comes to be held within a minute. */
    public boolean isHeldSoon() throws InterruptedException {
        return held.await(60, TimeUnit.SECONDS);
    }

    public void release() {
        released.countDown();
    }

    /** A good line again. */
    public void mend() {
        answerBytes.set(WITHOUT_END);
        requestBytes.set(WITHOUT_END);
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket here = door.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
                Thread.startVirtualThread(() -> carry(here, there, requestBytes, false));
                Thread.startVirtualThread(() -> carry(there, here, answerBytes, true));
            } catch (IOException e) {
                // The line ends.
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, AtomicLong left, boolean answers) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (!answers && bytesUntilAnswersAreHeld.addAndGet(-count) < 0) {
                    bytesUntilHeld.set(0);
                }
                if (answers && bytesUntilHeld.addAndGet(-count) < 0) {
                    held.countDown();
                    released.await();
                }
                if (left.addAndGet(-count) < 0) {
                    return;
                }
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // One of the two ends is gone, so the other shall be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        door.close();
    }
}
