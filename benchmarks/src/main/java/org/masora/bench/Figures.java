package org.masora.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What was measured of one thing one program does, several times. */
final class Figures {

    private final List<Double> millis = new ArrayList<>();
    private Traffic most = Traffic.NONE;

    void add(double milliseconds, Traffic traffic) {
        millis.add(milliseconds);
        most = new Traffic(
                Math.max(most.requests(), traffic.requests()),
                Math.max(most.bodyBytes(), traffic.bodyBytes()),
                Math.max(most.headerBytes(), traffic.headerBytes()));
    }

    int runs() {
        return millis.size();
    }

    /** In milliseconds. */
    double median() {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** In milliseconds. */
    double best() {
        return Collections.min(millis);
    }

    /** The most of each that any run took. */
    Traffic traffic() {
        return most;
    }
}
