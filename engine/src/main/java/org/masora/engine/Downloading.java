package org.masora.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.masora.core.project.PathRules;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.Tips;
import org.masora.store.Operation;
import org.masora.store.ProjectState;

/** The first copy of a project from a place into a folder of its own. Nothing is ever replaced. */
final class Downloading {

    private final Workplace workplace;
    private final Supplier<Optional<Projects.Claim>> settle;

    /**
     * A download.
     *
     * @param settle makes this a project: once it is known how the folder shall be, and before its first file is written
     */
    Downloading(Workplace workplace, Supplier<Optional<Projects.Claim>> settle) {
        this.workplace = workplace;
        this.settle = settle;
    }

    /** What became of it. */
    sealed interface Result {
        record Downloaded(RevisionId head, int files, List<String> notHeld) implements Result {}

        /** Nothing was ever sent there. */
        record NothingThere() implements Result {}

        /** Somebody else took the folder meanwhile. */
        record Taken(Projects.Claim by) implements Result {}

        record Stopped(StopReason reason) implements Result {}
    }

    Result run(Remote remote, Progress progress) {
        progress.at(Phase.LOOKING, 0, 0);
        Tips tips;
        switch (remote.look(progress)) {
            case Answer.Failed<Tips>(var failure) -> {
                return new Result.Stopped(Failures.reason(failure));
            }
            case Answer.Ok<Tips>(var found) -> tips = found;
        }
        if (tips.main().isEmpty()) {
            return new Result.NothingThere();
        }
        progress.at(Phase.RECEIVING, 0, 0);
        return switch (remote.fetch(workplace.vault(), tips, progress)) {
            case Answer.Failed<Heads>(var failure) -> new Result.Stopped(Failures.reason(failure));
            case Answer.Ok<Heads>(var heads) -> run(remote, heads, progress);
        };
    }

    private Result run(Remote remote, Heads heads, Progress progress) {
        BesideScribe besideScribe = new BesideScribe(workplace);
        RevisionId head = heads.main().orElseThrow();
        Snapshot content = workplace.vault().snapshot(head);
        Optional<StopReason> encoding = PlaceView.of(workplace, remote.place()).otherEncoding(content);
        if (encoding.isPresent()) {
            return new Result.Stopped(encoding.get());
        }
        besideScribe.beforeDownload(remote, head, SameProject.describe(content, workplace.blobs()));
        Result result = write(remote.place(), heads, head, content, progress);
        besideScribe.leaveClone();
        return result;
    }

    private Result write(PlaceName place, Heads heads, RevisionId head, Snapshot content, Progress progress) {
        RevisionId nothing = workplace.keep(Snapshot.EMPTY, List.of(), "An empty folder");
        RevisionId folder = workplace.keep(content, List.of(nothing, head), "Downloaded from " + place);
        RecordKeeping records = new RecordKeeping(workplace);
        ProjectState state = heads.records().isPresent()
                ? records.united(workplace.state(), heads.records().get())
                : records.rebuilt(workplace.state(), head);
        Optional<RevisionId> own = state.records();
        ProjectState next = state.withPlace(
                        place, p -> p.withRecords(heads.records()).atBase(head, own))
                .withFolder(folder)
                .withKept(folder);
        try {
            Files.createDirectories(workplace.folder().root());
        } catch (IOException e) {
            return new Result.Stopped(new FolderTrouble(
                    StopReason.Trouble.NOT_WRITABLE,
                    List.of(workplace.folder().root().toString())));
        }
        Operation operation = workplace.operation(Operation.Kind.ADDED, Optional.of(place.value()));
        Applying applying = new Applying(workplace);
        Optional<Applying.Begun> begun = applying.begin(nothing, folder, next, operation);
        Optional<Projects.Claim> claim = settle.get();
        if (claim.isPresent()) {
            return new Result.Taken(claim.get());
        }
        Optional<FolderTrouble> trouble = begun.flatMap(apply -> applying.end(apply, progress));
        if (trouble.isPresent()) {
            return new Result.Stopped(trouble.get());
        }
        PathRules.Split split = PathRules.split(content, Set.of());
        return new Result.Downloaded(
                head,
                split.holdable().entries().size(),
                List.copyOf(split.notHoldable().keySet()));
    }

    /** Whether a project may be written here. */
    static boolean mayWriteTo(Path folder) {
        return new org.masora.store.ProjectFolder(folder).isEmptyOrAbsent();
    }
}
