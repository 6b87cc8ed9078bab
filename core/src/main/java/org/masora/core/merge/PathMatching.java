package org.masora.core.merge;

import com.ibm.icu.lang.UCharacter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.masora.core.project.Snapshot;

/**
 * Which paths of several snapshots are the same file: those that are equal in NFC and by case
 * folding (rule B2). Where one snapshot holds two such paths, they are told apart as they are
 * written.
 */
final class PathMatching {
    private final Set<String> ambiguous = new HashSet<>();

    PathMatching(List<Snapshot> snapshots) {
        for (Snapshot snapshot : snapshots) {
            Set<String> seen = new HashSet<>();
            for (String path : snapshot.entries().keySet()) {
                String folded = folded(path);
                if (!seen.add(folded)) {
                    ambiguous.add(folded);
                }
            }
        }
    }

    /** Equal for paths that are the same file. */
    String key(String path) {
        String folded = folded(path);
        return ambiguous.contains(folded) ? path : folded;
    }

    static String folded(String path) {
        return AtomBuilder.normalized(UCharacter.foldCase(AtomBuilder.normalized(path), true));
    }
}
