package org.masora.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.masora.core.merge.ProjectMerge;
import org.masora.core.project.Blobs;
import org.masora.core.project.Person;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.Recognition;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.SyncReport;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.engine.ProjectOverview.KeepPrivate;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Tips;
import org.masora.store.FolderGit;
import org.masora.store.Operation;
import org.masora.store.PlaceAddress;
import org.masora.store.PlaceState;
import org.masora.store.ProjectConfig;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore;
import org.masora.store.ProjectStore.JournalEntry;

/**
 * One project, opened for work: every use case of a project under care. Holds the project's lock until
 * closed. For one thread.
 */
public final class ProjectSession implements AutoCloseable {

    private final ProjectStore store;
    private final ProjectFolder folder;
    private final ProjectMerge merge;
    private final InstantSource clock;
    private final Remotes remotes;
    private final Function<Path, Optional<Projects.Claim>> claims;

    /**
     * A session over an opened store.
     *
     * @param folder the project's folder; its path is the store's, in whatever file system
     * @param claims who has a folder already, so that nothing is written there
     */
    public ProjectSession(
            ProjectStore store,
            Path folder,
            Function<Blobs, ProjectMerge> merges,
            InstantSource clock,
            Remotes remotes,
            Function<Path, Optional<Projects.Claim>> claims) {
        this.store = store;
        this.folder = new ProjectFolder(folder);
        this.merge = merges.apply(store.vault().blobs());
        this.clock = clock;
        this.remotes = remotes;
        this.claims = claims;
    }

    private Workplace workplace(Actor actor) {
        return new Workplace(store, folder, merge, clock, actor);
    }

    /** For looking only: what is made while looking is kept under Masora's own name. */
    private Workplace looking() {
        return workplace(new Actor(new Person("Masora", "")));
    }

    public ProjectConfig config() {
        return store.config();
    }

    /** What the project says of itself, as last kept. */
    public Optional<ProjectDescription> description() {
        return lastKept()
                .flatMap(content -> SameProject.describe(content, store.vault().blobs()));
    }

    /** What kind of project it is, as last kept. */
    Recognition recognition() {
        return Recognition.of(lastKept().orElse(Snapshot.EMPTY), store.vault().blobs());
    }

    private Optional<Snapshot> lastKept() {
        return store.state().kept().map(store.vault()::snapshot);
    }

    /** The project as a list shows it. */
    public ProjectOverview overview() {
        ProjectConfig config = store.config();
        Optional<ProjectDescription> description = description();
        Path root = folder.root();
        Path fileName = root.getFileName();
        String name = description
                .map(ProjectDescription::name)
                .or(config::name)
                .orElse(fileName == null ? root.toString() : fileName.toString());
        boolean waits = config.places().keySet().stream().anyMatch(this::waits);
        return new ProjectOverview(
                config.id(),
                name,
                root,
                folder.isThere(),
                description,
                description.flatMap(ProjectDescription::language).or(config::language),
                config.places(),
                lastSynced(),
                openConflicts(),
                waits,
                keepPrivate(description));
    }

    private Set<KeepPrivate> keepPrivate(Optional<ProjectDescription> description) {
        Set<KeepPrivate> reasons = EnumSet.noneOf(KeepPrivate.class);
        if (description.filter(ProjectDescription::confidential).isPresent()) {
            reasons.add(KeepPrivate.CONFIDENTIAL);
        }
        if (PlaceView.isParatexts(looking())) {
            reasons.add(KeepPrivate.PARATEXTS);
        }
        return reasons;
    }

    private boolean waits(PlaceName place) {
        PlaceState state = store.state().place(place);
        Optional<Snapshot> there = state.base().map(store.vault()::snapshot);
        PlaceView view = PlaceView.of(looking(), place);
        Optional<Snapshot> here = lastKept()
                .map(kept -> new WaitingBooks(looking()).withWhatWaits(kept))
                .map(kept -> view.ofFolder(kept, there.orElse(Snapshot.EMPTY)));
        return state.waits() || !state.owed().isEmpty() || !here.equals(there);
    }

    private Optional<Instant> lastSynced() {
        Set<Operation.Kind> ends = Set.of(Operation.Kind.SENT, Operation.Kind.RECEIVED, Operation.Kind.COMBINED);
        return store.operations()
                .filter(operation -> ends.contains(operation.kind()))
                .findFirst()
                .map(Operation::time);
    }

    /** Gives the project a place, or another address of it. */
    public void connect(PlaceName place, PlaceAddress address) {
        store.configure(store.config().withPlace(place, address));
    }

    /**
     * Chooses the place whose text stands where two places changed the same words (rule P6); empty for Paratext's.
     * It stays so until another one is chosen.
     */
    public void chooseLead(Optional<PlaceName> place) {
        store.configure(store.config().withLead(place));
    }

    /** Syncs with every place (or only receives, or only says what it would do). */
    public SyncReport sync(Actor actor, SyncOptions options, Progress progress) {
        Workplace workplace = workplace(actor);
        Optional<RevisionId> gitHead = FolderGit.head(folder, store.vault());
        BesideScribe besideScribe = new BesideScribe(workplace);
        boolean scribes = BesideScribe.isScribes(description());
        NavigableMap<PlaceName, Remote> open = new TreeMap<>();
        try {
            store.config().places().forEach((name, address) -> open.put(name, remote(name, address, scribes)));
            SyncReport report = new Sync(workplace).run(open, gitHead, options, progress);
            besideScribe.leaveClone();
            besideScribe.nameOrigin();
            return report;
        } finally {
            open.values().forEach(Remote::close);
        }
    }

    /** A connection to a place; the caller closes it. */
    Remote remote(PlaceName place, PlaceAddress address, boolean projectIsScribes) {
        return remotes.open(place, address, projectIsScribes, store.ofPlace(place));
    }

    /** Finishes what was cut off, reads the folder and keeps what is new; no network. */
    public Optional<FolderTrouble> keep(Actor actor, Progress progress) {
        return switch (new FolderLine(workplace(actor)).recoverAndLook(progress)) {
            case Unseen(var trouble) -> Optional.of(trouble);
            case Seen _ -> Optional.empty();
        };
    }

    /** How the project stands; reads the folder, asks nobody. */
    public StatusReport status(Actor actor) {
        Workplace workplace = workplace(actor);
        return switch (new FolderLine(workplace).recoverAndLook(Progress.NONE)) {
            case Unseen(var trouble) -> troubled(workplace, trouble);
            case Seen seen -> {
                NavigableMap<PlaceName, ChangeSummary> unsent = new TreeMap<>();
                for (PlaceName place : store.config().places().keySet()) {
                    Snapshot there = store.state()
                            .place(place)
                            .base()
                            .map(store.vault()::snapshot)
                            .orElse(Snapshot.EMPTY);
                    unsent.put(
                            place,
                            ChangeSummary.between(
                                    there,
                                    PlaceView.of(workplace, place).ofFolder(seen.ours(), there),
                                    store.vault().blobs()));
                }
                yield report(workplace, Optional.empty(), unsent, seen.rewinds().held(), seen.limits());
            }
        };
    }

    /**
     * What is left to do in Paratext, as folder and server were last seen: after a sync, what that did not do. Empty
     * where the folder is not Paratext's own.
     */
    public Optional<SendReceive> sendReceive() {
        return new BesideParatext(looking()).left();
    }

    /**
     * What each place holds that is not known here; asks every one a single question, brings and changes nothing.
     *
     * @param progress ends the questions when it is cancelled
     */
    public NavigableMap<PlaceName, PlaceLook> lookAtPlaces(Progress progress) {
        try (PlaceInquiry inquiry = inquiry()) {
            inquiry.ask(progress);
            return found(inquiry);
        }
    }

    /** The question to every place, which can be asked when this session is closed. */
    public PlaceInquiry inquiry() {
        boolean scribes = BesideScribe.isScribes(description());
        NavigableMap<PlaceName, Remote> remotes = new TreeMap<>();
        store.config().places().forEach((name, address) -> remotes.put(name, remote(name, address, scribes)));
        return new PlaceInquiry(remotes, store.state());
    }

    /** What the answers mean; what was exchanged with since it was asked counts as busy. */
    public NavigableMap<PlaceName, PlaceLook> found(PlaceInquiry inquiry) {
        NavigableMap<PlaceName, PlaceLook> found = new TreeMap<>();
        inquiry.remotes()
                .forEach((name, remote) -> inquiry.answer(name)
                        .ifPresent(answer -> found.put(name, found(name, remote, answer, inquiry.known(name)))));
        return Collections.unmodifiableNavigableMap(found);
    }

    private PlaceLook found(PlaceName name, Remote remote, Answer<Tips> answer, PlaceState then) {
        return switch (answer) {
            case Answer.Failed<Tips>(var failure) -> new PlaceLook.NotAsked(Failures.reason(failure));
            case Answer.Ok<Tips>(var tips) -> {
                PlaceState known = store.state().place(name);
                if (!known.equals(then)) {
                    yield new PlaceLook.NotAsked(new StopReason.Busy());
                }
                boolean nothingNew = remote.known(store.vault(), tips)
                        .filter(heads -> heads.main().equals(known.base())
                                && heads.rivals().isEmpty()
                                && heads.records().equals(known.records()))
                        .isPresent();
                yield nothingNew ? new PlaceLook.NothingNew() : new PlaceLook.Newer();
            }
        };
    }

    private StatusReport troubled(Workplace workplace, FolderTrouble trouble) {
        return report(workplace, Optional.of(trouble), new TreeMap<>(), List.of(), FolderLimits.NONE);
    }

    private StatusReport report(
            Workplace workplace,
            Optional<FolderTrouble> trouble,
            NavigableMap<PlaceName, ChangeSummary> unsent,
            List<HeldText> held,
            FolderLimits limits) {
        boolean besideScribe = FolderGit.isScribes(folder);
        return new StatusReport(
                overview(),
                trouble,
                Collections.unmodifiableNavigableMap(unsent),
                proved(),
                offered(),
                held,
                new WaitingBooks(workplace).in(store.state()),
                Collections.unmodifiableNavigableMap(setAside()),
                limits,
                openConflicts(),
                besideScribe,
                besideScribe && new BesideScribe(workplace).lastSend().isPresent(),
                new UndoTime(workplace).newest().map(JournalEntry::operation));
    }

    /** The newest revision that each place was seen to hold, and that the folder contains. */
    public NavigableMap<PlaceName, RevisionId> proved() {
        NavigableMap<PlaceName, RevisionId> proved = new TreeMap<>();
        store.state().places().forEach((place, state) -> state.base().ifPresent(base -> proved.put(place, base)));
        return Collections.unmodifiableNavigableMap(proved);
    }

    /** Places that were sent something of which is not known yet whether it arrived (rule P1). */
    public NavigableSet<PlaceName> offered() {
        NavigableSet<PlaceName> offered = new TreeSet<>();
        store.state().places().forEach((place, state) -> {
            if (!state.attempts().isEmpty()) {
                offered.add(place);
            }
        });
        return Collections.unmodifiableNavigableSet(offered);
    }

    /** What the newest revision that was taken back would change, by place (rule U1). */
    private NavigableMap<PlaceName, ChangeSummary> setAside() {
        NavigableMap<PlaceName, ChangeSummary> setAside = new TreeMap<>();
        store.state().places().forEach((place, state) -> {
            if (!state.setAside().isEmpty()) {
                Snapshot before = state.base().map(store.vault()::snapshot).orElse(Snapshot.EMPTY);
                Snapshot taken = store.vault().snapshot(state.setAside().getLast());
                setAside.put(
                        place,
                        ChangeSummary.between(before, taken, store.vault().blobs()));
            }
        });
        return setAside;
    }

    private int openConflicts() {
        return new RecordKeeping(looking()).openCount();
    }

    /** What waits for a decision, or the automatic choices. */
    public List<Decisions.View> conflicts(boolean automatic) {
        Decisions.Listing listing = decisions();
        return automatic ? listing.automatic() : listing.open();
    }

    /** All that waits for a decision, was chosen automatically or was decided, beside the folder's content now. */
    public Decisions.Listing decisions() {
        return switch (new FolderLine(looking()).look(Progress.NONE)) {
            case Seen seen ->
                new Decisions(looking()).list(seen.found(), seen.rewinds().held());
            case Unseen _ -> new Decisions(looking()).list(lastKept().orElse(Snapshot.EMPTY), List.of());
        };
    }

    /** Answers a conflict or held text. */
    public Decisions.Outcome resolve(Actor actor, String id, Decisions.Answer answer, Progress progress) {
        return new Decisions(workplace(actor)).answer(id, answer, progress);
    }

    /**
     * Answers several conflicts, named by their whole ids, as one act that {@link #undo} takes back as one.
     *
     * @param seen what stood in the folder when the person answered, by the same ids; where something else stands now,
     *     nothing is done. Of those that are missing nothing is compared
     */
    public Decisions.Together resolveTogether(
            Actor actor, Map<String, Decisions.Answer> answers, Map<String, Optional<byte[]>> seen, Progress progress) {
        return new Decisions(workplace(actor)).answerTogether(answers, seen, progress);
    }

    /** Where the project's texts lie. */
    public TextOutline outline() {
        Snapshot content = lastKept().orElse(Snapshot.EMPTY);
        Optional<ProjectDescription> description =
                SameProject.describe(content, store.vault().blobs());
        return new TextOutline(
                folder.root(),
                description,
                new TreeMap<>(SameProject.books(content, store.vault().blobs())),
                description.map(ProjectDescription::stories).orElse(List.of()),
                List.copyOf(content.entries().keySet()));
    }

    /** Writes what a person typed into a verse or a frame. */
    public Editing.Outcome edit(Actor actor, Editing.Request request, Progress progress) {
        return new Editing(workplace(actor)).save(request, progress);
    }

    /** The newest revisions, newest first. */
    public List<LookingBack.Past> history(int most) {
        return new LookingBack(looking()).revisions(most);
    }

    /** Every text a verse ever had. */
    public List<LookingBack.Reading> readings(Reference reference) {
        return new LookingBack(looking()).readings(reference);
    }

    /** What {@link #undo} would take back. */
    public Optional<Operation> nextUndo() {
        return new Undo(looking()).next();
    }

    /** Takes back the newest operation that changed the folder. */
    public Undo.Outcome undo(Actor actor, Progress progress) {
        return new Undo(workplace(actor)).run(false, folder.hasOwnGit(), progress);
    }

    /** What {@link #undo} would do, to be shown before (rule U2). */
    public Optional<Undo.Preview> undoPreview() {
        return new Undo(looking()).preview(folder.hasOwnGit());
    }

    /** Takes back what was combined and not sent yet, also where something was edited since (rule U1). */
    public Undo.Outcome undoOpen(Actor actor, Progress progress) {
        return new Undo(workplace(actor)).run(true, folder.hasOwnGit(), progress);
    }

    /** What was combined and can still be undone before anything is sent (rule U1). */
    public Optional<Operation> openUndo() {
        return new UndoTime(looking()).newest().map(JournalEntry::operation);
    }

    /** One revision, with what it changed; empty when none or several begin like this. */
    public Optional<BackThen.Then> then(String backupOrRevision) {
        return new BackThen(looking()).at(backupOrRevision);
    }

    /** A book's file as it was in a revision; empty when that revision or the book in it is not there. */
    public Optional<byte[]> bookThen(String backupOrRevision, BookCode book) {
        return new BackThen(looking()).book(backupOrRevision, book);
    }

    /** What the folder held at a moment: the last that was kept of it until then. */
    public Optional<RevisionId> folderAt(Instant moment) {
        return new BackThen(looking()).folderAt(moment);
    }

    /** Where the project's content lies, as far as Masora knows. */
    public BackThen.Copies copies() {
        return new BackThen(looking())
                .copies(config().places().keySet().stream()
                        .filter(place -> !waits(place))
                        .collect(Collectors.toSet()));
    }

    /** The backups, newest first. */
    public List<Restoring.Backup> backups() {
        return backups(Restoring.BACKUPS_USUAL);
    }

    /** So many backups, newest first. */
    public List<Restoring.Backup> backups(int most) {
        return new Restoring(looking()).backups(most);
    }

    /** Reads all of a revision's content: whether it is whole, and its size. */
    public Restoring.Checked check(RevisionId revision) {
        return new Restoring(looking()).check(revision);
    }

    /** What {@link #restore} into the project's own folder would do. */
    public Restoring.Outcome foretell(Restoring.Request request) {
        return new Restoring(looking()).foretell(request);
    }

    /** Puts back a backup, a revision, or one book or some verses of it. */
    public Restoring.Outcome restore(Actor actor, Restoring.Request request, Progress progress) {
        Optional<Projects.Claim> claim = request.to().flatMap(claims);
        return claim.isPresent()
                ? new Restoring.Outcome.Taken(claim.get())
                : new Restoring(workplace(actor)).restore(request, progress);
    }

    /**
     * The first copy from a place.
     *
     * @param settle makes this a project before the first file is written, or says who has the folder
     */
    Downloading.Result download(
            Actor actor, Remote remote, Supplier<Optional<Projects.Claim>> settle, Progress progress) {
        return new Downloading(workplace(actor), settle).run(remote, progress);
    }

    /** Writes down the settings that the store was begun with. */
    void settle() {
        store.configure(store.config());
    }

    /** Where everything stands, for tests and diagnosis. */
    ProjectState state() {
        return store.state();
    }

    ProjectStore store() {
        return store;
    }

    @Override
    public void close() {
        store.close();
    }
}
