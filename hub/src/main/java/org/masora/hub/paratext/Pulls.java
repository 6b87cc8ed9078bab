package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Bundles that were made for somebody, kept for a while so that a pull that broke can go on with the same bytes. */
final class Pulls {
    private static final Duration KEPT = Duration.ofHours(2);
    private static final int AT_MOST = 200;

    private final Path folder;
    private final InstantSource clock;
    private final Map<Transfer, Pull> byTransfer = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /**
     * A bundle that is ready.
     *
     * @param file not there if the length is 0
     */
    record Pull(Path file, long length, Instant made) {}

    /** Makes a bundle. */
    interface Making {
        /** Returns false if there is nothing to put into the file. */
        boolean into(Path file) throws IOException;
    }

    Pulls(Path folder, InstantSource clock) throws IOException {
        Projects.delete(folder);
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
    }

    Optional<Pull> known(Transfer transfer) {
        return Optional.ofNullable(byTransfer.get(transfer));
    }

    /** The bundle of this transfer, made now if there is none yet. */
    Pull pull(Transfer transfer, Making making) throws IOException {
        Optional<Pull> known = known(transfer);
        if (known.isPresent()) {
            return known.get();
        }
        makeRoom();
        Path file = folder.resolve(number.incrementAndGet() + ".hg");
        Pull made = making.into(file)
                ? new Pull(file, Files.size(file), clock.instant())
                : new Pull(file, 0, clock.instant());
        Pull first = byTransfer.putIfAbsent(transfer, made);
        if (first == null) {
            return made;
        }
        Files.deleteIfExists(file);
        return first;
    }

    void finish(Transfer transfer) throws IOException {
        Pull pull = byTransfer.remove(transfer);
        if (pull != null) {
            Files.deleteIfExists(pull.file());
        }
    }

    private void makeRoom() throws IOException {
        Instant old = clock.instant().minus(KEPT);
        for (Map.Entry<Transfer, Pull> entry : byTransfer.entrySet()) {
            if (entry.getValue().made().isBefore(old)) {
                finish(entry.getKey());
            }
        }
        while (byTransfer.size() >= AT_MOST) {
            Optional<Transfer> oldest = byTransfer.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().made()))
                    .map(Map.Entry::getKey);
            if (oldest.isPresent()) {
                finish(oldest.get());
            }
        }
    }
}
