package org.masora.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.Side;
import org.masora.core.paratext.ConflictNotes;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FileChange;
import org.masora.store.Vault;

/** What Paratext's own Send/Receive has to do for a folder that belongs to Paratext ({@link ParatextsFolder}). */
final class BesideParatext {

    /** How far back the last common content is looked for; what is older counts as not known. */
    private static final int LOOKED_BACK = 500;

    private final Workplace workplace;
    private final Vault vault;

    BesideParatext(Workplace workplace) {
        this.workplace = workplace;
        this.vault = workplace.vault();
    }

    /** What is left to do, as folder and server were last seen; empty where the folder is not Paratext's. */
    Optional<SendReceive> left() {
        ParatextsFolder folder = new ParatextsFolder(workplace);
        if (!folder.isOne()) {
            return Optional.empty();
        }
        return folder.lastSeen()
                .flatMap(seen -> PlaceView.paratextServer(workplace)
                        .map(place -> workplace.state().place(place).base().map(head -> besideServer(seen, head)))
                        .orElseGet(() -> workplace.state().kept().map(own -> withoutServer(seen, own))));
    }

    /** The own copy holds all that was found in the folder, and what came from elsewhere. */
    private SendReceive withoutServer(RevisionId seen, RevisionId own) {
        ChangeSummary lacking = ChangeSummary.between(vault.snapshot(seen), vault.snapshot(own), workplace.blobs());
        return new SendReceive(lacking, ChangeSummary.NONE, false);
    }

    private SendReceive besideServer(RevisionId seen, RevisionId head) {
        Snapshot folder = vault.snapshot(seen);
        Snapshot server = vault.snapshot(head);
        if (folder.equals(server)) {
            return new SendReceive(ChangeSummary.NONE, ChangeSummary.NONE, true);
        }
        MergeBase common = new MergeBase.Common(lastCommon(seen, head));
        Snapshot received =
                workplace.merge().merge(common, server, folder, Side.OURS).merged();
        Snapshot sent =
                workplace.merge().merge(common, server, folder, Side.THEIRS).merged();
        return new SendReceive(
                ChangeSummary.between(folder, received, workplace.blobs()),
                withoutUnshared(ChangeSummary.between(server, sent, workplace.blobs())),
                true);
    }

    /** Much that lies in a folder of Paratext's is never sent; which new files are, beside books and notes, it alone knows. */
    private static ChangeSummary withoutUnshared(ChangeSummary changes) {
        List<FileChange> files = changes.files().stream()
                .filter(file -> file.kind() != FileChange.Kind.ADDED || ConflictNotes.isNotes(file.path()))
                .toList();
        return new ChangeSummary(changes.books(), files, changes.filesBefore(), changes.before(), changes.after());
    }

    /**
     * What folder and server had in common last: of each path that differs now the newest content that both were seen
     * to hold. Where there is none it is absent, and either may be the newer one.
     */
    private Snapshot lastCommon(RevisionId seen, RevisionId head) {
        Snapshot folder = vault.snapshot(seen);
        Snapshot server = vault.snapshot(head);
        Set<String> paths = folder.differingPaths(server);
        Map<String, List<Optional<BlobId>>> inFolder = vault.earlier(seen, paths, LOOKED_BACK, _ -> true);
        Map<String, List<Optional<BlobId>>> atServer = vault.earlier(head, paths, LOOKED_BACK, _ -> false);
        Snapshot common = server;
        for (String path : paths) {
            Set<Optional<BlobId>> held = new HashSet<>(inFolder.getOrDefault(path, List.of()));
            held.add(content(folder, path));
            Optional<BlobId> last = Stream.concat(
                            Stream.of(content(server, path)), atServer.getOrDefault(path, List.of()).stream())
                    .filter(held::contains)
                    .findFirst()
                    .orElse(Optional.empty());
            common = last.isPresent() ? common.with(path, Entry.file(last.get())) : common.without(path);
        }
        return common;
    }

    private static Optional<BlobId> content(Snapshot snapshot, String path) {
        return snapshot.entry(path).map(Entry::id);
    }
}
