package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.masora.core.merge.MergeExplanation.Explained;
import org.masora.core.merge.MergeExplanation.Reason;
import org.masora.core.merge.MergeExplanation.Verdict;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/** What is told of a merge, and which of its records are still to be told: each is once. */
final class Telling {
    private final Charset charset;
    private final Blobs blobs;
    private final List<Conflict> waiting;
    private final Set<Conflict> told = new HashSet<>();
    private final List<Explained> units = new ArrayList<>();
    private int unchanged;

    Telling(Charset charset, List<Conflict> conflicts, Blobs blobs) {
        this.charset = charset;
        this.blobs = blobs;
        this.waiting = new ArrayList<>(conflicts);
    }

    List<Explained> units() {
        return units;
    }

    int unchanged() {
        return unchanged;
    }

    void unchanged(int more) {
        unchanged += more;
    }

    /** Whether a record of this kind has not been told yet. */
    boolean waits(Predicate<UnitRef> about) {
        return waiting.stream().map(Conflict::reference).anyMatch(about);
    }

    /** Tells the records of this kind; whether one of them was told, now or before. */
    boolean tell(Predicate<Conflict> wanted) {
        for (Conflict conflict : List.copyOf(waiting)) {
            if (wanted.test(conflict)) {
                add(conflict);
                waiting.remove(conflict);
                told.add(conflict);
            }
        }
        return told.stream().anyMatch(wanted);
    }

    /** Tells the records about just this unit; whether one was told now. */
    boolean tell(String unit) {
        boolean waits = waits(reference -> reference.unit().equals(unit));
        return waits && tell(conflict -> conflict.reference().unit().equals(unit));
    }

    /** Tells all records that are left. */
    void rest() {
        tell((Conflict _) -> true);
    }

    private void add(Conflict conflict) {
        units.add(new Explained(
                conflict.reference().unit() + ordinal(conflict.reference().ordinal()),
                conflict.kind() == Conflict.Kind.OPEN ? Verdict.DISPUTED : Verdict.COMBINED,
                Optional.empty(),
                Optional.of(conflict.type()),
                text(conflict.base()),
                text(conflict.ours()),
                text(conflict.theirs()),
                text(conflict.merged())));
    }

    private static String ordinal(int ordinal) {
        return ordinal == 1 ? "" : " #" + ordinal;
    }

    private Optional<String> text(Optional<BlobId> blob) {
        return blob.map(id -> new String(blobs.read(id), charset));
    }

    void add(String reference, Verdict verdict, Four<?> texts) {
        add(reference, verdict, Optional.empty(), texts);
    }

    /** @param reason which rule decided, where both sides changed it and no record tells of it */
    void add(String reference, Verdict verdict, Optional<Reason> reason, Four<?> texts) {
        units.add(new Explained(
                reference,
                verdict,
                verdict == Verdict.OTHERWISE ? reason : Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(texts.base()).map(Object::toString),
                Optional.ofNullable(texts.ours()).map(Object::toString),
                Optional.ofNullable(texts.theirs()).map(Object::toString),
                Optional.ofNullable(texts.merged()).map(Object::toString)));
    }
}
