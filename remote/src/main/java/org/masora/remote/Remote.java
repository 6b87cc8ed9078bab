package org.masora.remote;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.masora.core.paratext.TeamMember;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.store.Vault;

/**
 * One project at one other place, with the credentials of one person. Nothing here changes a folder,
 * and nothing is ever forced: a send names what it expects to find.
 *
 * <p>An instance serves one operation on one thread; {@link #close} ends its connections.
 */
public interface Remote extends AutoCloseable {

    /** The place's name in the project. */
    PlaceName place();

    /**
     * What the place holds now, by its own names; asks as little as possible, transfers no content.
     *
     * @param progress ends the question when it is cancelled, however long the place would take to answer
     */
    Answer<Tips> look(Progress progress);

    /**
     * The same heads as revisions of the vault, when the vault has them all; asks nobody. Where the answer is
     * empty the place holds something that was never fetched.
     *
     * @param tips the answer of a {@link #look}
     */
    Optional<Heads> known(Vault vault, Tips tips);

    /**
     * The name of the branch that the project's line is, once {@link #look} has found it; empty where the
     * place has none or does not say.
     */
    Optional<String> line();

    /**
     * Brings everything these heads reach into the vault and names it by refs there (see {@link
     * ArrivedRefs}). When it answers {@link Answer.Ok}, the objects are on the disk and nothing that
     * they reach is missing.
     *
     * @param tips the answer of the last {@link #look}
     * @return the heads as revisions of the vault; of a place that cannot say what it holds without giving it
     *     away, they can be newer than the look
     */
    Answer<Heads> fetch(Vault vault, Tips tips, Progress progress);

    /**
     * Who the person is at a place whose people have roles and rights that it leaves to its clients to keep, as the
     * last {@link #look} told it; empty where the place itself sees to who may do what.
     */
    default Optional<TeamMember> member() {
        return Optional.empty();
    }

    /**
     * Whether the place has room for conflict records (rule C3). Where it has none, records are refused and
     * never offered.
     */
    boolean keepsRecords();

    /**
     * Offers a new main head and new records, as compare-and-set, in one transaction where the place
     * has them, records first where not (rule C4). {@link Answer.Ok} says that the place answered
     * well; it is believed only after another {@link #look}.
     */
    Answer<SendResult> send(Vault vault, Send send, Progress progress);

    @Override
    void close();

    /**
     * What a place says it holds, by its own names: of git the ids that the vault uses too, of Mercurial nodes,
     * of which the vault holds imports with ids of their own. Only the place itself reads them.
     *
     * @param main the newest head of the project's line there; empty when nothing was ever sent
     * @param records the head of the conflict records
     * @param sideLines heads of people's own lines, Scribe's {@code NAME/scribe} (rule S2), by name
     */
    record Tips(Optional<String> main, Optional<String> records, SortedMap<String, String> sideLines) {

        /** Of a place that holds nothing yet. */
        public static final Tips EMPTY = new Tips(Optional.empty(), Optional.empty(), new TreeMap<>());

        public Tips {
            sideLines = Collections.unmodifiableSortedMap(new TreeMap<>(sideLines));
        }

        /** These heads at a place that names them as the vault does. */
        public static Tips of(Heads heads) {
            SortedMap<String, String> sideLines = new TreeMap<>();
            heads.sideLines().forEach((line, head) -> sideLines.put(line, head.hex()));
            return new Tips(heads.main().map(RevisionId::hex), heads.records().map(RevisionId::hex), sideLines);
        }

        /** The heads that a place means which names them as the vault does. */
        public Heads heads() {
            SortedMap<String, RevisionId> lines = new TreeMap<>();
            sideLines.forEach((line, head) -> lines.put(line, new RevisionId(head)));
            return new Heads(main.map(RevisionId::new), records.map(RevisionId::new), lines);
        }

        /** The same, where the vault has them all. */
        public Optional<Heads> headsIn(Vault vault) {
            return Optional.of(heads()).filter(heads -> heads.all().stream().allMatch(vault::has));
        }
    }

    /**
     * What a place holds, as revisions of the vault.
     *
     * @param main the head of the project's line there; empty when nothing was ever sent
     * @param rivals further heads of the same line, sorted: Mercurial takes whatever stands on something it
     *     has, and leaves it to those who come next to bring the heads together
     * @param records the head of {@code refs/masora/conflicts}
     * @param sideLines heads of people's own lines, Scribe's {@code NAME/scribe} (rule S2), by name
     */
    record Heads(
            Optional<RevisionId> main,
            List<RevisionId> rivals,
            Optional<RevisionId> records,
            SortedMap<String, RevisionId> sideLines) {

        /** Of a place that holds nothing yet. */
        public static final Heads EMPTY = new Heads(Optional.empty(), Optional.empty(), new TreeMap<>());

        /**
         * The author of revisions that bring rival heads together: nobody, because every computer that meets
         * the same heads makes the same revision (rule P6).
         */
        public static final Person UNITER = new Person("Masora", "");

        public Heads {
            rivals = rivals.stream().sorted().toList();
            sideLines = Collections.unmodifiableSortedMap(new TreeMap<>(sideLines));
            if (main.isEmpty() && !rivals.isEmpty()) {
                throw new IllegalArgumentException("rivals of nothing");
            }
        }

        /** Of a place whose line has one head. */
        public Heads(Optional<RevisionId> main, Optional<RevisionId> records, SortedMap<String, RevisionId> sideLines) {
            this(main, List.of(), records, sideLines);
        }

        /** The heads of the project's line, the main one first. */
        public List<RevisionId> line() {
            return Stream.concat(main.stream(), rivals.stream()).toList();
        }

        /** Every head, the main one first. */
        public List<RevisionId> all() {
            return Stream.of(line().stream(), records.stream(), sideLines.values().stream())
                    .flatMap(ids -> ids)
                    .distinct()
                    .toList();
        }
    }

    /**
     * What is offered.
     *
     * @param expectedMain the head the new one stands on; empty for the first send
     * @param main the new head, a descendant of the expected one; empty to send records alone
     * @param expectedRecords the records' head that is contained in the new one
     * @param records the new records' head; empty to leave them
     */
    record Send(
            Optional<RevisionId> expectedMain,
            Optional<RevisionId> main,
            Optional<RevisionId> expectedRecords,
            Optional<RevisionId> records) {

        public Send {
            if (main.isEmpty() && records.isEmpty()) {
                throw new IllegalArgumentException("nothing is offered");
            }
        }

        /**
         * Nothing is ever forced: what is offered stands on what is expected.
         *
         * @throws IllegalArgumentException when it does not
         */
        public void requireForward(Vault vault) {
            requireForward(vault, expectedMain, main);
            requireForward(vault, expectedRecords, records);
        }

        private static void requireForward(Vault vault, Optional<RevisionId> expected, Optional<RevisionId> offered) {
            if (expected.isPresent() && offered.isPresent() && !vault.graph().standsOn(offered.get(), expected.get())) {
                throw new IllegalArgumentException(offered.get() + " does not stand on " + expected.get());
            }
        }
    }

    /** What became of an offer that reached the place. */
    sealed interface SendResult {
        /** The place says it took everything. */
        record Taken() implements SendResult {}

        /** The main head is not the expected one any more: look again. Nothing was taken, records perhaps. */
        record MainMoved() implements SendResult {}

        /** The records' head is not the expected one any more; where the place is atomic nothing was taken. */
        record RecordsMoved() implements SendResult {}

        /** The place took the main head and refuses the records (rule C4: "decisions not yet shared"). */
        record RecordsRefused(String reason) implements SendResult {}
    }

    /** There is nothing more to say. */
    record Done() {}

    /** An answer or the reason why there is none. */
    sealed interface Answer<T> {
        record Ok<T>(T value) implements Answer<T> {}

        record Failed<T>(RemoteFailure failure) implements Answer<T> {}
    }

    /** The reasons a place gives, or that stand in the way; told apart because people act differently on each. */
    sealed interface RemoteFailure {
        /** No connection, a timeout, a cut, a proxy's or hotel's page: nothing is known of the place. */
        record Unreachable(String address, LineTrouble trouble, String detail) implements RemoteFailure {}

        /** The place was reached and failed by itself (HTTP 5xx, an answer that makes no sense). */
        record ServerError(int status, String detail) implements RemoteFailure {}

        /** Name, password, token or code are not (or no longer) accepted: log in again. */
        record BadCredentials(String user) implements RemoteFailure {}

        /** Logged in, but this person may not do this here. */
        record NotAllowed(String project, String detail) implements RemoteFailure {}

        /** The line is protected and this person may not write to it. */
        record ProtectedLine(String line, String detail) implements RemoteFailure {}

        /** The project is archived there: readable, closed for writing. */
        record Archived(String project) implements RemoteFailure {}

        /** Somebody else holds the project just now, and lets it go by themselves. */
        record Locked(String project, String by) implements RemoteFailure {}

        /** No such project, or none that this person may see. */
        record Missing(String project) implements RemoteFailure {}

        /** Too many requests; the place asks to wait. */
        record SlowDown(Optional<Long> retryAfterSeconds) implements RemoteFailure {}

        /**
         * A program of somebody else's is needed for this place, and this computer has none that can be used.
         *
         * @param found what is wrong with the one that is there; empty where there is none
         */
        record ProgramMissing(String program, String found) implements RemoteFailure {}

        /** What the last look told is no longer there (somebody forced a line meanwhile): look again. */
        record Moved() implements RemoteFailure {}

        /** The person stopped it. */
        record Cancelled() implements RemoteFailure {}

        /** The place sent something damaged or dangerous; nothing of it was used. */
        record Damaged(List<String> details) implements RemoteFailure {}
    }
}
