package org.masora.remote.paratext;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.masora.core.paratext.TeamMember;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.remote.http.Halted;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.PrivateClone.CloneDamaged;
import org.masora.remote.paratext.changegroup.DamagedBundle;
import org.masora.remote.paratext.changegroup.NodeId;
import org.masora.remote.paratext.mercurial.Hg;
import org.masora.remote.paratext.mercurial.HgException;
import org.masora.store.Vault;

/**
 * A project on a Paratext server. The server keeps Mercurial changesets, takes whatever stands on something it has,
 * and answers well also when it keeps nothing: so its tip is looked at before a send and its history afterwards, and
 * several heads are told to whoever asks, to be brought together.
 */
public final class ParatextRemote implements Remote {

    private static final String NO_ROOM = "Paratext has no room for conflict records";

    private final PlaceName place;
    private final Session session;
    private final Archives archives;
    private final ProjectKey project;
    private final InstalledHg hg;
    private final Path directory;
    private @Nullable PrivateClone clone;
    private Optional<SharedProject> seen = Optional.empty();

    /** Whether the server holds changesets that were not pulled, though its tip may be known. */
    private boolean behind;

    /**
     * A project as one person exchanges it.
     *
     * @param session stays open when this is closed
     * @param directory of the project's private clone; made when it is not there
     */
    public ParatextRemote(PlaceName place, Session session, ProjectKey project, InstalledHg hg, Path directory) {
        this.place = place;
        this.session = session;
        this.archives = new Archives(session);
        this.project = project;
        this.hg = hg;
        this.directory = directory;
    }

    /** With a program that was found already. */
    public ParatextRemote(PlaceName place, Session session, ProjectKey project, Hg hg, Path directory) {
        this(place, session, project, new InstalledHg(hg), directory);
    }

    @Override
    public PlaceName place() {
        return place;
    }

    /** Mercurial's lines have no names that matter here. */
    @Override
    public Optional<String> line() {
        return Optional.empty();
    }

    @Override
    public boolean keepsRecords() {
        return false;
    }

    /** The project as the server told it at the last look, with the roles of its members. */
    public Optional<SharedProject> seen() {
        return seen;
    }

    /** Where the list tells no role of the person, the server alone decides. */
    @Override
    public Optional<TeamMember> member() {
        return seen.flatMap(found -> found.roleOf(session.user())).map(role -> new TeamMember(session.user(), role));
    }

    @Override
    public Answer<Tips> look(Progress progress) {
        return Halted.answer(() -> lookOrHalt(progress));
    }

    private Tips lookOrHalt(Progress progress) throws Halted {
        SharedProject found = archives.list(progress).stream()
                .filter(each -> each.id().equals(project.id()))
                .findFirst()
                .orElseThrow(() -> new Halted(new RemoteFailure.Missing(project.shortName())));
        seen = Optional.of(found);
        return new Tips(found.tip(), Optional.empty(), new TreeMap<>());
    }

    /** The imports say which changeset they are: the newest fetched is known by the server's tip alone. */
    @Override
    public Optional<Heads> known(Vault vault, Tips tips) {
        if (tips.main().isEmpty()) {
            return Optional.of(Heads.EMPTY);
        }
        if (behind) {
            return Optional.empty();
        }
        Imports imports = new Imports(vault, place);
        Heads last = imports.lastFetched();
        for (RevisionId head : last.line()) {
            Optional<NodeId> node = imports.nodeOf(head);
            if (node.isPresent() && node.get().hex().startsWith(tips.main().get())) {
                List<RevisionId> rivals = last.line().stream()
                        .filter(other -> !other.equals(head))
                        .toList();
                return Optional.of(new Heads(Optional.of(head), rivals, Optional.empty(), new TreeMap<>()));
            }
        }
        return Optional.empty();
    }

    // Receiving

    @Override
    public Answer<Heads> fetch(Vault vault, Tips tips, Progress progress) {
        if (tips.main().isEmpty()) {
            return new Answer.Ok<>(Heads.EMPTY);
        }
        return withClone(() -> {
            List<NodeId> heads = pulled(tips.main().get(), progress);
            Imports imports = new Imports(vault, place);
            List<RevisionId> revisions = new Importing(local(), vault, imports, progress).run(heads);
            Heads found = new Heads(
                    Optional.of(revisions.getFirst()),
                    revisions.subList(1, revisions.size()),
                    Optional.empty(),
                    new TreeMap<>());
            imports.name(place, found);
            return found;
        });
    }

    /** The heads that the server holds, all in the clone, the main one first. */
    private List<NodeId> pulled(String tip, Progress progress) throws IOException {
        boolean newsThere = behind || isCloneAbsent() || !isPublicHead(tip);
        boolean came = newsThere && pull(progress);
        if (newsThere && !came && !isPublicHead(tip)) {
            // Nothing new, and yet another tip: the server has gone back to an older state.
            reconcile(progress);
        }
        behind = false;
        List<NodeId> heads = new ArrayList<>(local().publicHeads());
        if (heads.isEmpty()) {
            throw new Halted(new RemoteFailure.Moved());
        }
        NodeId main = heads.stream()
                .filter(head -> head.hex().startsWith(tip))
                .findFirst()
                .orElse(heads.getLast());
        heads.remove(main);
        heads.addFirst(main);
        return heads;
    }

    private boolean isPublicHead(String tip) throws IOException {
        return local().publicHeads().stream().anyMatch(head -> head.hex().startsWith(tip));
    }

    /** Brings what is above the public heads; answers whether anything came. */
    private boolean pull(Progress progress) throws IOException {
        PulledBundle files = new PulledBundle(bundle());
        if (isCloneAbsent()) {
            return pullAll(files, progress) && takenIn(files, true);
        }
        List<NodeId> bases = local().bases();
        boolean came;
        try {
            came = archives.pull(project, bases, files, progress);
        } catch (Halted e) {
            // A server that lacks one of the bases may refuse, or not answer at all.
            boolean maybeBases = !bases.isEmpty()
                    && (e.failure() instanceof RemoteFailure.ServerError
                            || e.failure() instanceof RemoteFailure.Unreachable
                            || e.failure() instanceof RemoteFailure.Missing);
            if (!maybeBases || !reconciled(progress)) {
                throw e;
            }
            came = archives.pull(project, local().bases(), files, progress);
        }
        return came && takenIn(files, false);
    }

    /** Brings everything; while the server makes its bundle ready and it is on its way, so is the clone. */
    private boolean pullAll(PulledBundle files, Progress progress) throws IOException {
        Hg program = hg.hg();
        FutureTask<PrivateClone> making = new FutureTask<>(() -> opened(program));
        Thread.ofVirtual().name("clone").start(making);
        try {
            return archives.pull(project, List.of(), files, progress);
        } finally {
            clone = made(making);
        }
    }

    private static PrivateClone made(FutureTask<PrivateClone> making) throws IOException {
        try {
            return making.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a clone was made");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Where a bundle lies while it comes: beside the clone, which may not be there yet. */
    private Path bundle() throws IOException {
        Path place = directory.toAbsolutePath();
        Files.createDirectories(place.getParent());
        return place.resolveSibling(place.getFileName() + ".pull");
    }

    private boolean takenIn(PulledBundle files, boolean everything) throws IOException {
        try {
            takeIn(files.file(), everything);
        } finally {
            files.discard();
        }
        return true;
    }

    /** @param everything whether the clone holds nothing yet, so that there is nothing that only looks new */
    private void takeIn(Path bundle, boolean everything) throws IOException {
        List<NodeId> nodes;
        try {
            nodes = everything ? List.of() : local().nodesIn(bundle);
            local().unbundle(bundle);
        } catch (CloneDamaged e) {
            // Either of the two is damaged. The clone is made anew by who called; the bundle is asked for again then.
            throw new CloneDamaged("a bundle was not taken in: " + e.getMessage());
        }
        if (everything) {
            local().makeAllPublic();
        } else {
            local().makePublic(nodes);
        }
    }

    private boolean reconciled(Progress progress) throws IOException {
        try {
            return reconcile(progress);
        } catch (Halted e) {
            return false;
        }
    }

    /** Makes public in the clone exactly what the server holds now; answers whether that changed anything. */
    private boolean reconcile(Progress progress) throws IOException {
        return local().holdsExactly(new HashSet<>(archives.history(project, progress)));
    }

    // Sending

    @Override
    public Answer<SendResult> send(Vault vault, Send send, Progress progress) {
        if (send.main().isEmpty()) {
            return new Answer.Ok<>(new SendResult.RecordsRefused(NO_ROOM));
        }
        if (progress.cancelled()) {
            return new Answer.Failed<>(new RemoteFailure.Cancelled());
        }
        return withClone(() -> {
            SendResult result = sendMain(vault, send, send.main().get(), progress);
            boolean takenAlone =
                    result instanceof SendResult.Taken && send.records().isPresent();
            return takenAlone ? new SendResult.RecordsRefused(NO_ROOM) : result;
        });
    }

    private SendResult sendMain(Vault vault, Send send, RevisionId main, Progress progress) throws IOException {
        Imports imports = new Imports(vault, place);
        Optional<String> tip = lookOrHalt(progress).main();
        Optional<NodeId> expected = send.expectedMain().flatMap(imports::nodeOf);
        boolean asExpected = tip.isEmpty()
                ? expected.isEmpty()
                : expected.filter(node -> node.hex().startsWith(tip.get())).isPresent();
        if (!asExpected || send.expectedMain().isPresent() != expected.isPresent()) {
            return new SendResult.MainMoved();
        }
        if (tip.isPresent() && local().publicNode(tip.get()).isEmpty()) {
            // The clone was made anew.
            pull(progress);
        }
        List<RevisionId> heads = new ArrayList<>(send.expectedMain().stream().toList());
        heads.addAll(imports.lastFetched().line());
        Exporting exporting = new Exporting(local(), vault, imports, project.shortName(), session.user());
        NodeId offered = exporting.run(main, heads);
        if (expected.isPresent() && !local().standOn(exporting.ground(), expected.get())) {
            throw new IllegalArgumentException(main + " does not stand on " + expected.get());
        }
        if (local().publicNode(offered.hex()).isPresent()) {
            // What the server holds itself is offered where nothing of ours stands in it.
            return new SendResult.Taken();
        }
        return push(offered, progress);
    }

    /** Offers what the clone has above the public heads, and looks at the server's history afterwards. */
    private SendResult push(NodeId offered, Progress progress) throws IOException {
        Optional<Halted> refused = Optional.empty();
        Path bundle = local().outgoing(local().bases(), offered);
        try {
            archives.push(seen.map(SharedProject::key).orElse(project), bundle, progress);
        } catch (Halted e) {
            if (e.failure() instanceof RemoteFailure.Cancelled) {
                throw e;
            }
            refused = Optional.of(e);
        } finally {
            Files.deleteIfExists(bundle);
        }
        List<NodeId> history;
        try {
            history = archives.history(project, progress);
        } catch (Halted e) {
            throw refused.orElse(e);
        }
        Set<NodeId> held = new HashSet<>(history);
        if (held.contains(offered)) {
            behind = !onlyOursIsNew(history, offered);
            local().makePublic(List.of(offered));
            return new SendResult.Taken();
        }
        if (refused.isPresent()) {
            boolean wentBack = local().holdsExactly(held);
            if (wentBack) {
                behind = true;
                return new SendResult.MainMoved();
            }
            throw refused.get();
        }
        // Answered well and not kept: whoever looks will not find it.
        return new SendResult.Taken();
    }

    /** Whether everything in the history is known here; newest arrivals stand first. */
    private boolean onlyOursIsNew(List<NodeId> history, NodeId offered) throws IOException {
        for (NodeId node : history) {
            if (local().publicNode(node.hex()).isPresent()) {
                return true;
            }
            if (!local().standOn(List.of(offered), node)) {
                return false;
            }
        }
        return true;
    }

    // The clone

    /** Something done with the clone. */
    private interface Work<T> {
        T run() throws IOException;
    }

    /** Does it, and once more with a clone made anew when the clone turns out to be damaged. */
    private <T> Answer<T> withClone(Work<T> work) {
        try {
            try {
                return new Answer.Ok<>(work.run());
            } catch (CloneDamaged | DamagedBundle e) {
                forgetClone();
            } catch (HgException e) {
                if (!mayBeDamage(e)) {
                    throw e;
                }
                forgetClone();
            }
            return new Answer.Ok<>(work.run());
        } catch (Halted e) {
            return new Answer.Failed<>(e.failure());
        } catch (DamagedBundle | CloneDamaged e) {
            return new Answer.Failed<>(new RemoteFailure.Damaged(List.of(String.valueOf(e.getMessage()))));
        } catch (IOException e) {
            closeClone();
            throw new UncheckedIOException(e);
        }
    }

    /** On a damaged repository hg does not start, or ends in the middle of a command. */
    private static boolean mayBeDamage(HgException e) {
        return e.kind() == HgException.Kind.NOT_STARTED || e.kind() == HgException.Kind.DIED;
    }

    private void forgetClone() throws IOException {
        closeClone();
        PrivateClone.remove(directory);
    }

    private PrivateClone local() throws IOException {
        PrivateClone open = clone;
        if (open == null) {
            open = opened(hg.hg());
            clone = open;
        }
        return open;
    }

    private PrivateClone opened(Hg program) throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        return PrivateClone.open(program, directory);
    }

    private boolean isCloneAbsent() {
        return clone == null && !PrivateClone.isThere(directory);
    }

    private void closeClone() {
        PrivateClone open = clone;
        if (open != null) {
            open.close();
            clone = null;
        }
    }

    @Override
    public void close() {
        closeClone();
    }
}
