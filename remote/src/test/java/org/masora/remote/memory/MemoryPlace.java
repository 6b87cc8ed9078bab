package org.masora.remote.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.masora.core.paratext.TeamMember;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.store.Vault;

/**
 * A place in memory that several computers share. It behaves as a git server does, takes what its
 * users do beside Masora (a plain push, Scribe's force, a fork without the records), and fails as
 * scripted. Safe for several threads.
 */
public final class MemoryPlace {

    /** The calls of {@link Remote} a fault can hit. */
    public enum Call {
        LOOK,
        FETCH,
        SEND
    }

    /** What goes wrong, once, at the next call of its kind. */
    public sealed interface Fault {
        Call call();

        /** The call answers this and changes nothing. */
        record Fails(Call call, RemoteFailure failure) implements Fault {}

        /** A send is taken, and its answer is lost on the way. */
        record AnswerLost() implements Fault {
            @Override
            public Call call() {
                return Call.SEND;
            }
        }

        /** Something happens at the place between the last look and this call. */
        record Meanwhile(Call call, Runnable what) implements Fault {}
    }

    private final Vault vault;
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final SortedMap<String, RevisionId> sideLines = new TreeMap<>();
    private final List<RevisionId> rivals = new ArrayList<>();
    private Optional<RevisionId> main = Optional.empty();
    private Optional<RevisionId> records = Optional.empty();
    private Optional<String> recordsRefused = Optional.empty();
    private boolean atomic = true;
    private boolean takesRivals;
    private boolean reachable = true;

    public MemoryPlace() {
        vault = new Vault(new InMemoryRepository(new DfsRepositoryDescription("place")));
    }

    /** This place as one computer's operation sees it. */
    public Remote remote(PlaceName name) {
        return remote(name, Optional.empty());
    }

    /** The same, where people have roles. */
    public Remote remote(PlaceName name, Optional<TeamMember> member) {
        return new MemoryRemote(this, name, member);
    }

    /** What the place holds, for users who work there without Masora and for assertions. */
    public Vault vault() {
        return vault;
    }

    public synchronized Heads heads() {
        return new Heads(main, rivals, records, sideLines);
    }

    /** Adds another head to the main line, as Mercurial takes it. */
    public synchronized void addRival(RevisionId head) {
        require(head);
        rivals.add(head);
    }

    /** From now on what is sent to a place that has moved is taken too, as another head: as Mercurial does it. */
    public synchronized void takesRivals() {
        takesRivals = true;
    }

    /** Only the main head is left. */
    public synchronized void dropRivals() {
        rivals.clear();
    }

    /** Puts the main line anywhere, as Scribe's forced push does; the revision is in {@link #vault()}. */
    public synchronized void forceMain(RevisionId head) {
        require(head);
        main = Optional.of(head);
    }

    /** Moves the main line as a plain push does; answers whether the head stood on the old one. */
    public synchronized boolean pushMain(RevisionId head) {
        require(head);
        if (main.isPresent() && !vault.graph().standsOn(head, main.get())) {
            return false;
        }
        main = Optional.of(head);
        return true;
    }

    /** Puts a person's own line anywhere (Scribe's {@code NAME/scribe}). */
    public synchronized void forceSideLine(String line, RevisionId head) {
        require(head);
        sideLines.put(line, head);
    }

    /** The records vanish, as after a fork or in a repository made anew. */
    public synchronized void dropRecords() {
        records = Optional.empty();
    }

    /** Brings revisions from elsewhere to the place, without any line naming them yet. */
    public synchronized void bring(Vault from, RevisionId... heads) {
        ObjectCopy.copy(from.repository(), vault.repository(), List.of(heads));
    }

    /** From now on the records' ref is refused with this reason; empty to take it again. */
    public synchronized void refuseRecords(Optional<String> reason) {
        recordsRefused = reason;
    }

    /** Whether several heads are taken in one transaction; else records first, then main. */
    public synchronized void atomic(boolean is) {
        atomic = is;
    }

    /** Whether the place can be reached at all. */
    public synchronized void reachable(boolean is) {
        reachable = is;
    }

    /** Adds a fault; those of one kind of call come in the order they were added. */
    public synchronized void next(Fault fault) {
        faults.add(fault);
    }

    /** Forgets the faults that did not happen yet. */
    public synchronized void clearFaults() {
        faults.clear();
    }

    synchronized Optional<RemoteFailure> failing(Call call) {
        if (!reachable) {
            return Optional.of(unreachable("no connection"));
        }
        Optional<Fault> fault = take(call, false);
        return switch (fault.orElse(null)) {
            case null -> Optional.empty();
            case Fault.Fails fails -> Optional.of(fails.failure());
            case Fault.Meanwhile meanwhile -> {
                meanwhile.what().run();
                yield failing(call);
            }
            case Fault.AnswerLost lost -> throw new IllegalStateException("taken by answerLost() only: " + lost);
        };
    }

    /** Whether the answer of the send that was just taken gets lost. */
    synchronized boolean answerLost() {
        return take(Call.SEND, true).isPresent();
    }

    private Optional<Fault> take(Call call, boolean afterwards) {
        Optional<Fault> next = faults.stream()
                .filter(fault -> fault.call() == call && fault instanceof Fault.AnswerLost == afterwards)
                .findFirst();
        next.ifPresent(faults::removeFirstOccurrence);
        return next;
    }

    static RemoteFailure unreachable(String detail) {
        return new RemoteFailure.Unreachable("memory", LineTrouble.CUT, detail);
    }

    synchronized boolean holds(Heads heads) {
        return heads.all().stream().allMatch(vault::has);
    }

    synchronized SendResult take(Vault from, Send send) {
        boolean mainMoved = send.main().isPresent() && !main.equals(send.expectedMain());
        boolean recordsMoved = send.records().isPresent() && !records.equals(send.expectedRecords());
        boolean recordsFail = send.records().isPresent() && (recordsMoved || recordsRefused.isPresent());
        boolean takeMain = !mainMoved && !(atomic && recordsMoved);
        boolean takeRecords = !recordsFail && !(atomic && mainMoved);
        if (takeRecords && send.records().isPresent()) {
            bring(from, send.records().get());
            records = send.records();
        }
        if (takeMain && send.main().isPresent()) {
            bring(from, send.main().get());
            main = send.main();
            rivals.removeIf(rival -> vault.graph().standsOn(send.main().get(), rival));
        }
        if (mainMoved && takesRivals) {
            bring(from, send.main().orElseThrow());
            rivals.add(send.main().orElseThrow());
            return new SendResult.Taken();
        }
        if (mainMoved) {
            return new SendResult.MainMoved();
        }
        if (recordsMoved) {
            return new SendResult.RecordsMoved();
        }
        return recordsFail ? new SendResult.RecordsRefused(recordsRefused.orElse("refused")) : new SendResult.Taken();
    }

    private void require(RevisionId head) {
        if (!vault.has(head)) {
            throw new IllegalArgumentException("the place does not hold " + head);
        }
    }
}
