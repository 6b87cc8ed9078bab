package org.masora.remote;

import java.util.Optional;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.remote.Remote.Heads;
import org.masora.store.Vault;

/**
 * The refs of the vault that name what came from a place, so that plain git finds it there and no
 * clean-up ever removes it:
 *
 * <ul>
 *   <li>{@code refs/masora/from/PLACE/main} and {@code .../records}: the heads of the last fetch,
 *   <li>{@code refs/masora/from/PLACE/rival/COMMIT}: every further head the line was seen to have; never
 *       moved, never pruned,
 *   <li>{@code refs/masora/from/PLACE/left/COMMIT}: a main head that left the place's history, because
 *       somebody forced the line (rule S3); never moved, never pruned,
 *   <li>{@code refs/masora/from/PLACE/side/NAME/COMMIT}: every head a side line was seen at (rule S2);
 *       never moved, never pruned.
 * </ul>
 */
public final class ArrivedRefs {

    private static final String ROOT = "refs/masora/from/";

    private ArrivedRefs() {}

    /** The prefix of all refs of one place; ends with a slash. */
    public static String prefix(PlaceName place) {
        return ROOT + place + "/";
    }

    /** Names these heads, whose objects are in the vault; refs only ever come in or move on. */
    public static void name(Vault vault, PlaceName place, Heads heads) {
        String prefix = prefix(place);
        heads.main().ifPresent(main -> {
            Optional<RevisionId> before = vault.ref(prefix + "main");
            before.filter(old -> !vault.graph().standsOn(main, old))
                    .ifPresent(old -> keep(vault, prefix + "left/" + old, old));
            move(vault, prefix + "main", before, main);
        });
        heads.rivals().forEach(rival -> keep(vault, prefix + "rival/" + rival, rival));
        heads.records().ifPresent(records -> move(vault, prefix + "records", vault.ref(prefix + "records"), records));
        heads.sideLines().forEach((line, head) -> keep(vault, prefix + "side/" + line + "/" + head, head));
    }

    private static void keep(Vault vault, String ref, RevisionId head) {
        if (vault.ref(ref).isEmpty()) {
            move(vault, ref, Optional.empty(), head);
        }
    }

    private static void move(Vault vault, String ref, Optional<RevisionId> before, RevisionId to) {
        if (before.isPresent() && before.get().equals(to)) {
            return;
        }
        if (!vault.moveRef(ref, before, to)) {
            throw new IllegalStateException("the vault has another writer: " + ref);
        }
    }
}
