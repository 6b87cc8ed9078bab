package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/**
 * What one file's merge noticed. The merge itself speaks of the standing and the other side; here
 * alone they become ours and theirs, so that a merge cannot depend on where it runs (rule M2).
 */
final class Findings {
    private final String container;
    private final String path;
    private final Side stands;
    private final Charset charset;
    private final Blobs blobs;
    private final List<Conflict> conflicts = new ArrayList<>();

    /**
     * @param container what references of units in this file begin with
     * @param path the file in the merged snapshot
     * @param charset how the texts given here become the bytes they were
     */
    Findings(String container, String path, Side stands, Charset charset, Blobs blobs) {
        this.container = container;
        this.path = path;
        this.stands = stands;
        this.charset = charset;
        this.blobs = blobs;
    }

    /** Notes what became of a unit that both sides have, unless there is nothing to note. */
    void note(
            UnitMerge.Result result,
            ConflictType type,
            String unit,
            int ordinal,
            @Nullable String base,
            @Nullable String stand,
            @Nullable String other) {
        switch (result.settlement()) {
            case SETTLED -> {}
            case COMBINED -> add(Conflict.Kind.AUTOMATIC, type, unit, ordinal, base, stand, other, result.text());
            case DISAGREED -> add(Conflict.Kind.OPEN, type, unit, ordinal, base, stand, other, result.text());
        }
    }

    /** Notes a disagreement; an absent text means that this version does not have the unit. */
    void disagreement(
            ConflictType type,
            String unit,
            int ordinal,
            @Nullable String base,
            @Nullable String stand,
            @Nullable String other) {
        disagreement(type, unit, ordinal, base, stand, other, stand);
    }

    /** Notes a disagreement in which for good reasons another text is in place than the standing side's. */
    void disagreement(
            ConflictType type,
            String unit,
            int ordinal,
            @Nullable String base,
            @Nullable String stand,
            @Nullable String other,
            @Nullable String merged) {
        add(Conflict.Kind.OPEN, type, unit, ordinal, base, stand, other, merged);
    }

    private void add(
            Conflict.Kind kind,
            ConflictType type,
            String unit,
            int ordinal,
            @Nullable String base,
            @Nullable String stand,
            @Nullable String other,
            @Nullable String merged) {
        Conflict seenFromStanding = new Conflict(
                kind,
                type,
                new UnitRef(container, unit, ordinal),
                path,
                keep(base),
                keep(stand),
                keep(other),
                keep(merged));
        conflicts.add(stands == Side.OURS ? seenFromStanding : seenFromStanding.mirrored());
    }

    private Optional<BlobId> keep(@Nullable String text) {
        return text == null ? Optional.empty() : Optional.of(blobs.write(text.getBytes(charset)));
    }

    List<Conflict> conflicts() {
        return List.copyOf(conflicts);
    }
}
