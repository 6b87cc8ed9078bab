package org.masora.hub.paratext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.masora.remote.paratext.mercurial.Hg;

/** Sees to it that few processes of {@code hg} stay, however many repositories there are. */
final class HgPool implements AutoCloseable {
    private static final int PROCESSES_AT_MOST = 6;

    private final Hg hg;
    private final List<HgRepository> open = new ArrayList<>();
    private boolean closed;

    HgPool(Hg hg) {
        this.hg = hg;
    }

    Hg hg() {
        return hg;
    }

    /**
     * A repository starts a process: where they are too many, the one that rested longest is ended.
     *
     * @throws IOException if none is started any more
     */
    void opening(HgRepository repository) throws IOException {
        List<HgRepository> others;
        synchronized (open) {
            if (closed) {
                throw new IOException("the hub has ended");
            }
            open.remove(repository);
            open.add(repository);
            others = open.stream()
                    .filter(other -> other != repository)
                    .sorted(Comparator.comparingLong(HgRepository::lastUsed))
                    .toList();
        }
        int tooMany = others.size() + 1 - PROCESSES_AT_MOST;
        for (HgRepository other : others) {
            if (tooMany > 0 && other.restNow()) {
                tooMany--;
                synchronized (open) {
                    open.remove(other);
                }
            }
        }
    }

    @Override
    public void close() {
        List<HgRepository> last;
        synchronized (open) {
            last = List.copyOf(open);
            open.clear();
            closed = true;
        }
        last.forEach(HgRepository::close);
    }
}
