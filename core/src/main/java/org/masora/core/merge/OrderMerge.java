package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * In which order the units of a merged document stand: merged on its own, apart from what the units
 * say, so that a verse that was moved and a verse that was edited do not meet.
 */
final class OrderMerge {

    /**
     * @param order every kept key, once
     * @param disagreed whether both sides moved keys, differently; then the standing side's order is kept
     */
    record Result<K>(List<K> order, boolean disagreed) {}

    private OrderMerge() {}

    /**
     * Merges the order of keys; no list holds a key twice.
     *
     * @param kept the keys of the result; each is in {@code stand} or {@code other}
     * @param natural how new keys of both sides at one place are sorted among each other
     */
    static <K> Result<K> merge(List<K> base, List<K> stand, List<K> other, Set<K> kept, Comparator<K> natural) {
        Set<K> inAll = new HashSet<>(base);
        inAll.retainAll(new HashSet<>(stand));
        inAll.retainAll(new HashSet<>(other));
        inAll.retainAll(kept);
        List<K> baseOrder = base.stream().filter(inAll::contains).toList();
        List<K> standOrder = stand.stream().filter(inAll::contains).toList();
        List<K> otherOrder = other.stream().filter(inAll::contains).toList();
        boolean otherLeads = standOrder.equals(baseOrder) && !otherOrder.equals(baseOrder);
        boolean disagreed =
                !standOrder.equals(baseOrder) && !otherOrder.equals(baseOrder) && !standOrder.equals(otherOrder);
        List<K> order = otherLeads ? interleave(other, stand, kept, natural) : interleave(stand, other, kept, natural);
        return new Result<>(order, disagreed);
    }

    /** The leading order, with what the following one has beside it put after its neighbour there. */
    private static <K> List<K> interleave(List<K> leading, List<K> following, Set<K> kept, Comparator<K> natural) {
        Map<Optional<K>, K> next = new HashMap<>();
        Set<K> placed = new HashSet<>();
        Optional<K> last = Optional.empty();
        for (K key : leading) {
            if (kept.contains(key) && placed.add(key)) {
                next.put(last, key);
                last = Optional.of(key);
            }
        }
        Set<K> inFollowing = new HashSet<>(following);
        Optional<K> neighbour = Optional.empty();
        for (K key : following) {
            if (!kept.contains(key)) {
                continue;
            }
            if (placed.add(key)) {
                K after = next.get(neighbour);
                while (after != null && !inFollowing.contains(after) && natural.compare(after, key) < 0) {
                    neighbour = Optional.of(after);
                    after = next.get(neighbour);
                }
                next.put(neighbour, key);
                if (after != null) {
                    next.put(Optional.of(key), after);
                }
            }
            neighbour = Optional.of(key);
        }
        List<K> order = new ArrayList<>();
        for (K key = next.get(Optional.<K>empty()); key != null; key = next.get(Optional.of(key))) {
            order.add(key);
        }
        return order;
    }
}
