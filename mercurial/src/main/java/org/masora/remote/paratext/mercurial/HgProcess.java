package org.masora.remote.paratext.mercurial;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running command server and the frames spoken with it: a channel's letter, a length of four bytes, the content.
 * Capital letters ask: {@code I} and {@code L} for input, of which the length says how much at most.
 */
final class HgProcess {
    private static final int ERROR_BYTES_KEPT = 64 << 10;
    private static final int HELLO_BYTES_AT_MOST = 64 << 10;
    private static final int INPUT_BYTES_AT_ONCE = 64 << 10;
    private static final int ASKED_SECONDS = 3;
    private static final int END_TAKES_SECONDS = 10;

    private final Process process;
    private final DataInputStream from;
    private final DataOutputStream to;

    /**
     * Where a command's input comes from and its output goes.
     *
     * @param outputBytesAtMost a command that prints more is an error
     */
    record Streams(InputStream input, OutputStream output, long outputBytesAtMost) {}

    private HgProcess(Process process) {
        this.process = process;
        this.from = new DataInputStream(process.getInputStream());
        this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /** Starts the process and waits for its greeting. */
    static HgProcess start(ProcessBuilder builder) throws HgException {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new HgException(HgException.Kind.NOT_STARTED, "hg could not be started: " + e.getMessage(), e);
        }
        KeptBeginning complaints = new KeptBeginning();
        Thread reader = Thread.ofVirtual().name("hg stderr").start(() -> drain(process.getErrorStream(), complaints));
        HgProcess started = new HgProcess(process);
        try {
            started.readHello();
            return started;
        } catch (IOException e) {
            started.kill();
            awaitEnd(reader);
            throw new HgException(HgException.Kind.NOT_STARTED, "hg does not serve commands: " + complaints.text(), e);
        }
    }

    /** What is wrong outside any command goes past the frames; unread, it would fill the pipe and stop the process. */
    private static void drain(InputStream stream, OutputStream kept) {
        try (stream) {
            stream.transferTo(kept);
        } catch (IOException ended) {
            // The process is gone, and with it whatever it had to say.
        }
    }

    private static void awaitEnd(Thread reader) {
        try {
            reader.join(Duration.ofSeconds(END_TAKES_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readHello() throws IOException {
        int channel = from.readUnsignedByte();
        int length = from.readInt();
        if (channel != 'o' || length < 0 || length > HELLO_BYTES_AT_MOST) {
            throw new IOException("not a command server");
        }
        String hello = new String(from.readNBytes(length), StandardCharsets.UTF_8);
        if (!hello.contains("runcommand") || !hello.contains("encoding: UTF-8")) {
            throw new IOException("not a command server for UTF-8");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long id() {
        return process.pid();
    }

    CommandServer.Result run(List<String> command, Streams streams) throws IOException {
        to.writeBytes("runcommand\n");
        writeBlock(String.join("\0", command).getBytes(StandardCharsets.UTF_8));
        KeptBeginning error = new KeptBeginning();
        long printed = 0;
        while (true) {
            int channel = from.readUnsignedByte();
            int length = from.readInt();
            switch (channel) {
                case 'o' -> {
                    printed += Integer.toUnsignedLong(length);
                    if (printed > streams.outputBytesAtMost()) {
                        throw new HgException(
                                HgException.Kind.TOO_MUCH_OUTPUT,
                                "hg printed more than " + streams.outputBytesAtMost() + " bytes");
                    }
                    pass(length, streams.output());
                }
                case 'e' -> pass(length, error);
                case 'r' -> {
                    if (length != Integer.BYTES) {
                        throw new IOException("an exit code of " + length + " bytes");
                    }
                    return new CommandServer.Result(from.readInt(), new byte[0], error.text());
                }
                case 'I' -> writeBlock(streams.input().readNBytes(Math.clamp(length, 0, INPUT_BYTES_AT_ONCE)));
                case 'L' -> writeBlock(line(streams.input(), Math.clamp(length, 0, INPUT_BYTES_AT_ONCE)));
                default -> {
                    if (channel >= 'A' && channel <= 'Z') {
                        throw new IOException("hg asks for something unknown: " + (char) channel);
                    }
                    pass(length, OutputStream.nullOutputStream());
                }
            }
        }
    }

    private static byte[] line(InputStream input, int bytesAtMost) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = 0;
        while (next != '\n' && line.size() < bytesAtMost) {
            next = input.read();
            if (next < 0) {
                break;
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    private void writeBlock(byte[] content) throws IOException {
        to.writeInt(content.length);
        to.write(content);
        to.flush();
    }

    private void pass(int length, OutputStream target) throws IOException {
        byte[] buffer = new byte[16 << 10];
        long left = Integer.toUnsignedLong(length);
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the process ended");
            }
            target.write(buffer, 0, read);
            left -= read;
        }
    }

    /**
     * Ends the process and waits until it is gone, so that its locks are known to be stale. It is asked first: then it
     * takes back a transaction by itself.
     */
    void kill() {
        process.destroy();
        try {
            if (process.waitFor(ASKED_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            process.destroyForcibly();
            process.waitFor(END_TAKES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps the beginning of what is written, and forgets the rest. */
    private static final class KeptBeginning extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            kept.write(bytes, offset, Math.min(length, ERROR_BYTES_KEPT - kept.size()));
        }

        synchronized String text() {
            try (kept) {
                return kept.toString(StandardCharsets.UTF_8);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
