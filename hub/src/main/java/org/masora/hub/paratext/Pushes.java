package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Bundles on their way in, piece by piece. */
final class Pushes {
    private static final Duration KEPT = Duration.ofHours(2);
    private static final int AT_MOST = 200;

    private final Path folder;
    private final InstantSource clock;
    private final Map<Transfer, Push> byTransfer = new LinkedHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /** A bundle on its way in; whoever works on it holds its monitor. */
    final class Push {
        private final Path file = folder.resolve(number.incrementAndGet() + ".hg");
        private final long total;
        private final Instant begun = clock.instant();
        private long received;
        private boolean kept;

        private Push(long total) {
            this.total = total;
        }

        Path file() {
            return file;
        }

        long total() {
            return total;
        }

        /** How many bytes from the first on are there. */
        long received() {
            return received;
        }

        boolean isWhole() {
            return received == total;
        }

        /** Whether all of it is in the repository. */
        boolean isKept() {
            return kept;
        }

        void setKept() {
            kept = true;
        }

        /** Takes a piece that begins not behind what is there; what is there already is passed over. */
        void add(long from, byte[] piece) throws IOException {
            int known = (int) Math.min(piece.length, received - from);
            ByteBuffer rest = ByteBuffer.wrap(piece, known, piece.length - known);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.position(received);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            received = Math.max(received, from + piece.length);
        }
    }

    Pushes(Path folder, InstantSource clock) throws IOException {
        Projects.delete(folder);
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
    }

    /** The push of this transfer, begun now if it is not known. */
    synchronized Push push(Transfer transfer, long total) throws IOException {
        Push known = byTransfer.get(transfer);
        if (known != null) {
            return known;
        }
        makeRoom();
        Push begun = new Push(total);
        byTransfer.put(transfer, begun);
        return begun;
    }

    /** Forgets the push: the same guid begins anew. */
    synchronized void forget(Transfer transfer) throws IOException {
        Push push = byTransfer.remove(transfer);
        if (push != null) {
            Files.deleteIfExists(push.file());
        }
    }

    /** A file for a bundle that comes in one piece. */
    Path wholeFile() {
        return folder.resolve(number.incrementAndGet() + ".whole.hg");
    }

    private void makeRoom() throws IOException {
        Instant old = clock.instant().minus(KEPT);
        int tooMany = byTransfer.size() + 1 - AT_MOST;
        for (Map.Entry<Transfer, Push> entry : List.copyOf(byTransfer.entrySet())) {
            if (tooMany > 0 || entry.getValue().begun.isBefore(old)) {
                forget(entry.getKey());
                tooMany--;
            }
        }
    }
}
