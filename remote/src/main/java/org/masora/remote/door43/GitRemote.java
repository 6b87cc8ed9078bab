package org.masora.remote.door43;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.ArrivedRefs;
import org.masora.remote.Credentials;
import org.masora.remote.Remote;
import org.masora.remote.door43.GitWire.Command;
import org.masora.remote.door43.GitWire.Listing;
import org.masora.remote.door43.GitWire.Reasons;
import org.masora.remote.door43.GitWire.Refusal;
import org.masora.remote.door43.GitWire.Report;
import org.masora.remote.http.Halted;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.http.Wire;
import org.masora.store.Vault;

/** A project in a git repository behind smart HTTP, on any server; nothing but git is asked. */
public final class GitRemote implements Remote {

    /** What the folder's own git brought into the vault (rule S1); it may well come from the place. */
    private static final String FOLDER_GIT = "refs/masora/folder-git/";

    /** How many of our revisions a fetch names at most; 50 bytes each. */
    private static final int HAVES_MAX = 48;

    /** So many of the newest are named one by one, older ones with growing steps. */
    private static final int HAVES_DENSE = 16;

    private final PlaceName place;
    private final String project;
    private final Wire wire;
    private final boolean ownsWire;
    private final GitWire git;
    private final Reasons reasons;
    private final Function<Progress, Optional<String>> defaultBranch;
    private Lines lines;
    private Optional<String> line = Optional.empty();
    private Optional<Heads> seen = Optional.empty();

    /**
     * A repository known by its address alone.
     *
     * @param repository for example {@code https://example.org/team/project.git}
     */
    public GitRemote(PlaceName place, URI repository, Optional<Credentials> credentials, Lines lines) {
        this(place, repository, credentials, lines, Timeouts.USUAL);
    }

    GitRemote(PlaceName place, URI repository, Optional<Credentials> credentials, Lines lines, Timeouts timeouts) {
        this(
                place,
                repository.getPath(),
                new Wire(
                        new ServerAddress(URI.create(repository.getScheme() + "://" + repository.getAuthority())),
                        timeouts),
                true,
                repository,
                credentials,
                lines,
                (refusal, _) -> plainReason(repository.getPath(), credentials, refusal),
                _ -> Optional.empty());
    }

    GitRemote(
            PlaceName place,
            String project,
            Wire wire,
            boolean ownsWire,
            URI repository,
            Optional<Credentials> credentials,
            Lines lines,
            Reasons reasons,
            Function<Progress, Optional<String>> defaultBranch) {
        this.place = place;
        this.project = project;
        this.wire = wire;
        this.ownsWire = ownsWire;
        this.git = new GitWire(wire, repository, credentials, reasons);
        this.reasons = reasons;
        this.lines = lines;
        this.defaultBranch = defaultBranch;
    }

    /** What a status means where nobody else can be asked. */
    static RemoteFailure plainReason(String project, Optional<Credentials> credentials, Refusal refusal) {
        return switch (refusal.status()) {
            case 401 ->
                credentials
                        .<RemoteFailure>map(who -> new RemoteFailure.BadCredentials(who.user()))
                        .orElseGet(() -> new RemoteFailure.Missing(project));
            case 403 -> new RemoteFailure.NotAllowed(project, refusal.text());
            case 404, 410 -> new RemoteFailure.Missing(project);
            case 423 -> new RemoteFailure.Archived(project);
            case 429 -> new RemoteFailure.SlowDown(Optional.empty());
            default -> new RemoteFailure.ServerError(refusal.status(), refusal.text());
        };
    }

    @Override
    public PlaceName place() {
        return place;
    }

    /** The branch the project is on, once looked at; to be remembered for {@link Lines#seenOn}. */
    @Override
    public Optional<String> line() {
        return line;
    }

    /** What a download can choose from. */
    Answer<ProjectLines> choices(Progress progress) {
        return Halted.answer(() -> Lines.choices(git.list(lines.prefixes(true), progress), project));
    }

    /** Where the repository is, after the redirects of a renamed one. */
    URI repository() {
        return git.repository();
    }

    @Override
    public Answer<Tips> look(Progress progress) {
        return Halted.answer(() -> Tips.of(lookOrHalt(progress)));
    }

    @Override
    public Optional<Heads> known(Vault vault, Tips tips) {
        return tips.headsIn(vault);
    }

    @Override
    public boolean keepsRecords() {
        return true;
    }

    private Heads lookOrHalt(Progress progress) throws Halted {
        boolean everybody = lines.needsAll(project) && seen.isEmpty();
        Listing listing = git.list(lines.prefixes(everybody), progress);
        Optional<String> main = lines.main(listing, project, () -> defaultBranch.apply(progress));
        if (main.isEmpty() && !everybody) {
            // Nothing where it should be: empty, or a line nobody told us of while HEAD is not shown.
            listing = git.list(lines.prefixes(true), progress);
            main = lines.main(listing, project, () -> defaultBranch.apply(progress));
        }
        if (main.isPresent()) {
            line = main;
            lines = lines.seenOn(main.get());
        }
        Listing shown = listing;
        SortedMap<String, RevisionId> sideLines = lines.sideLines(shown);
        if (lines.everybody() && !everybody) {
            // Found out once an operation: the list can be long.
            SortedMap<String, RevisionId> before =
                    new TreeMap<>(seen.map(Heads::sideLines).orElseGet(TreeMap::new));
            before.putAll(sideLines);
            sideLines = before;
        }
        Heads heads = new Heads(
                main.flatMap(name -> Lines.headOf(name, shown)),
                Optional.ofNullable(shown.refs().get(Lines.RECORDS_REF)),
                sideLines);
        seen = Optional.of(heads);
        return heads;
    }

    @Override
    public Answer<Heads> fetch(Vault vault, Tips tips, Progress progress) {
        return Halted.answer(() -> {
            Heads heads = tips.heads();
            List<RevisionId> wants =
                    heads.all().stream().filter(head -> !vault.has(head)).toList();
            if (!wants.isEmpty()) {
                Repository repository = vault.repository();
                git.fetch(
                        wants,
                        haves(repository),
                        pack -> ReceivedPack.into(repository, pack, wants, progress),
                        progress);
            }
            ArrivedRefs.name(vault, place, heads);
            return heads;
        });
    }

    /**
     * Revisions of ours that the place may know, newest first. Only what came from there or went there is
     * walked: kept revisions and the journal are private (P4), and many of them would hide the place's head.
     */
    private List<RevisionId> haves(Repository repository) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(ArrivedRefs.prefix(place), FOLDER_GIT)) {
                if (ref.getObjectId() != null) {
                    RevObject object = walk.parseAny(ref.getObjectId());
                    if (object instanceof RevCommit commit) {
                        walk.markStart(commit);
                    }
                }
            }
            List<RevisionId> haves = new ArrayList<>();
            long step = 1;
            long next = 0;
            long index = 0;
            for (RevCommit commit = walk.next(); commit != null && haves.size() < HAVES_MAX; commit = walk.next()) {
                if (index++ == next) {
                    haves.add(new RevisionId(commit.name()));
                    step = haves.size() < HAVES_DENSE ? 1 : step * 2;
                    next += step;
                }
            }
            return haves;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer<SendResult> send(Vault vault, Send send, Progress progress) {
        send.requireForward(vault);
        return Halted.answer(() -> {
            Heads before = seen.isPresent() ? seen.get() : lookOrHalt(progress);
            List<Command> commands = commands(send);
            Report report = push(vault, commands, before, progress);
            SendResult result =
                    report.refused().isEmpty() ? new SendResult.Taken() : refused(vault, send, report, progress);
            if (result instanceof SendResult.Taken) {
                ArrivedRefs.name(vault, place, new Heads(send.main(), send.records(), new TreeMap<>()));
            }
            return result;
        });
    }

    /** Records first: where there are no transactions, that is the order they are taken in (C4). */
    private List<Command> commands(Send send) {
        List<Command> commands = new ArrayList<>();
        send.records().ifPresent(id -> commands.add(new Command(Lines.RECORDS_REF, send.expectedRecords(), id)));
        send.main().ifPresent(id -> commands.add(new Command(mainRef(), send.expectedMain(), id)));
        return commands;
    }

    private String mainRef() {
        return Lines.ref(line.orElse(lines.first()));
    }

    private Report push(Vault vault, List<Command> commands, Heads before, Progress progress) throws Halted {
        Set<RevisionId> haves = new LinkedHashSet<>(before.all());
        commands.forEach(command -> command.expected().ifPresent(haves::add));
        List<RevisionId> wants = commands.stream().map(Command::to).toList();
        try (OfferedPack pack = OfferedPack.of(vault.repository(), wants, haves, progress)) {
            return git.push(commands, pack, progress);
        }
    }

    /** Something was refused. What moved is seen by looking; the wording of servers differs. */
    private SendResult refused(Vault vault, Send send, Report report, Progress progress) throws Halted {
        Heads now = lookOrHalt(progress);
        boolean mainTaken = send.main().isEmpty() || now.main().equals(send.main());
        if (!mainTaken && !now.main().equals(send.expectedMain())) {
            return new SendResult.MainMoved();
        }
        boolean recordsTaken = send.records().isEmpty() || now.records().equals(send.records());
        if (!recordsTaken && !now.records().equals(send.expectedRecords())) {
            return new SendResult.RecordsMoved();
        }
        if (mainTaken && recordsTaken) {
            return new SendResult.Taken();
        }
        PushWords words = new PushWords(report);
        if (mainTaken) {
            return new SendResult.RecordsRefused(words.reason(Lines.RECORDS_REF));
        }
        Optional<RemoteFailure> clear = words.failure(project, mainRef());
        if (clear.isPresent() || send.records().isEmpty()) {
            throw new Halted(clear.orElseGet(() -> reasonOf(words, progress)));
        }
        // Refused as a whole, and it is not said which of the two is not wanted: try main alone.
        Send mainAlone = new Send(send.expectedMain(), send.main(), Optional.empty(), Optional.empty());
        Report second = push(vault, commands(mainAlone), now, progress);
        if (!second.refused().isEmpty()) {
            PushWords secondWords = new PushWords(second);
            throw new Halted(secondWords.failure(project, mainRef()).orElseGet(() -> reasonOf(secondWords, progress)));
        }
        return new SendResult.RecordsRefused(words.reason(Lines.RECORDS_REF));
    }

    private RemoteFailure reasonOf(PushWords words, Progress progress) {
        return reasons.why(new Refusal(403, words.reason(mainRef()), true), progress);
    }

    @Override
    public void close() {
        if (ownsWire) {
            wire.close();
        }
    }
}
