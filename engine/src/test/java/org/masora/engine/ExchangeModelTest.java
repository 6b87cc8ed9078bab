package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.engine.Team.Computer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.memory.MemoryPlace;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;
import org.masora.store.Vault;

/**
 * Histories of a whole team, made from seeds: three computers, a place, a Scribe-like and a plain git
 * user, crashes between any two steps, lost answers, old copies, decisions and undos. A failing seed is
 * printed; {@code -Dmasora.model.seed=N} plays it alone, {@code -Dmasora.model.histories=N} plays more, from
 * {@code -Dmasora.model.first=N} on.
 */
class ExchangeModelTest {

    private static final int HISTORIES = Integer.getInteger("masora.model.histories", 30);
    private static final long FIRST = Long.getLong("masora.model.first", 0);
    private static final Pattern WORD = Pattern.compile("w\\d+w");
    private static final int STEPS = 28;
    private static final int ROUNDS_TO_REST = 40;
    private static final List<List<String>> OWN_PLACES = List.of(
            List.of("one", "six", "ten", "red", "sun"),
            List.of("three", "seven", "eleven", "green", "moon"),
            List.of("five", "eight", "twelve", "blue", "stars"));
    private static final List<String> BOOKS = List.of("ingredients/TIT.usfm", "ingredients/JON.usfm");

    @Test
    @DisplayName("P C U S whole histories come to rest with every word kept and nothing moving any more")
    void everythingThatCanHappen() {
        play(History.Kind.EVERYTHING);
    }

    @Test
    @DisplayName("P1 P5 M3 C1 with cuts and crashes alone every word is in the text or in a record")
    void cutsAndCrashes() {
        play(History.Kind.CUTS_AND_CRASHES);
    }

    @Test
    @DisplayName("S3 when others force and push beside Masora nothing is taken back that nobody took back")
    void othersForceAndPush() {
        play(History.Kind.OTHERS_FORCE_AND_PUSH);
    }

    @Test
    @DisplayName("P3 with old copies of the place put back anywhere, no word that stood there is taken back")
    void oldCopies() {
        play(History.Kind.OLD_COPIES);
    }

    @Test
    @DisplayName("P6 P7 U1 histories between two places end equal at both")
    void twoPlaces() {
        play(History.Kind.TWO_PLACES);
    }

    @Test
    @DisplayName("P3 B5 U histories with restores, answers after undos, and editors that save while changes come in")
    void everyWayBack() {
        play(History.Kind.EVERY_WAY_BACK);
    }

    @Test
    @DisplayName("P3 M3 with editors that hold old books open every word is in the text or in a record")
    void editorsHoldOldBooksOpen() {
        play(History.Kind.EDITORS_OPEN);
    }

    @Test
    @DisplayName(
            "P3 with editors that hold old books open and are not waited for no word that came is taken back unseen")
    void editorsForgottenOpen() {
        play(History.Kind.EDITORS_FORGOTTEN);
    }

    private static void play(History.Kind kind) {
        Long one = Long.getLong("masora.model.seed");
        LongStream seeds = one == null ? LongStream.range(FIRST, FIRST + HISTORIES / kind.share) : LongStream.of(one);
        seeds.forEach(seed -> {
            History history = new History(seed, kind);
            try {
                history.play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(kind + " seed " + seed + ":\n" + String.join("\n", history.told), e);
            }
        });
    }

    /** The plug is pulled. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Pulls the plug at the n-th step. */
    private static final class CrashAt implements Progress {
        private int steps;

        CrashAt(int steps) {
            this.steps = steps;
        }

        @Override
        public void at(Phase phase, long done, long of) {
            if (--steps < 0) {
                throw new Crash();
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private static final class History {

        enum Kind {
            CUTS_AND_CRASHES(70, 1),
            EDITORS_OPEN(70, 3),
            EDITORS_FORGOTTEN(70, 2),
            OLD_COPIES(88, 1),
            OTHERS_FORCE_AND_PUSH(82, 1),
            EVERYTHING(100, 1),
            TWO_PLACES(100, 2),
            EVERY_WAY_BACK(125, 1);

            /** The steps are dice numbers; a kind plays those below this one. */
            private final int dice;

            /** One in so many of the histories are played. */
            private final int share;

            /** Whether editors hold books open. */
            boolean editors() {
                return this == EDITORS_OPEN || this == EDITORS_FORGOTTEN;
            }

            Kind(int dice, int share) {
                this.dice = dice;
                this.share = share;
            }
        }

        private final Random random;
        private final Kind kind;
        private final Team team = new Team();
        private final List<Computer> computers = new ArrayList<>();
        private final Map<Computer, Deque<Map<String, String>>> copies =
                new TreeMap<>((a, b) -> a.name.compareTo(b.name));
        private final List<Map<String, String>> placeHeld = new ArrayList<>();
        private final Set<String> typed = new TreeSet<>();
        private final List<String> told = new ArrayList<>();
        /** The books that editors hold open, as these last saved them, by computer and path. */
        private final Map<String, String> open = new TreeMap<>();

        private int words;

        History(long seed, Kind kind) {
            this.random = new Random(seed);
            this.kind = kind;
        }

        void play() {
            Map<String, String> project = new TreeMap<>();
            project.put("metadata.json", Team.METADATA);
            project.put(
                    BOOKS.get(0), Team.book("one two three four five", "six seven eight nine", "ten eleven twelve"));
            project.put(
                    BOOKS.get(1),
                    Team.book("red green blue", "sun moon stars sky").replace("TIT", "JON"));
            Computer asha = team.computer("asha", project);
            asha.sync();
            computers.add(asha);
            computers.add(team.computer("binu").download());
            computers.add(team.computer("chen").download());
            if (kind == Kind.TWO_PLACES) {
                computers.forEach(Computer::connectOther);
                computers.forEach(Computer::sync);
            }
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            rest();
            judge();
        }

        private void step() {
            Computer who = computers.get(random.nextInt(computers.size()));
            int dice = random.nextInt(kind.dice);
            if (kind == Kind.EDITORS_FORGOTTEN && random.nextInt(8) == 0) {
                wantsTheNewer(who);
            } else if (dice < 34) {
                type(who);
            } else if (dice < 52) {
                tell(who, "sync", who.sync(options()));
            } else if (dice < 60) {
                crash(who);
            } else if (dice < 66) {
                fault();
            } else if (dice < 70) {
                tell(who, "receive", who.sync(options().receivingOnly()));
            } else if (dice < 78) {
                plainGit();
            } else if (kind == Kind.OLD_COPIES) {
                oldCopyOfThePlace(who);
            } else if (dice < 82) {
                scribeForces();
            } else if (dice < 88) {
                decide(who);
            } else if (dice < 93) {
                tell(who, "undo", who.undo());
            } else if (dice < 100) {
                oldCopy(who);
            } else if (dice < 106) {
                restore(who);
            } else if (dice < 111) {
                turnBack(who);
            } else if (dice < 117) {
                answerAndSync(who);
            } else {
                typeWhileChangesComeIn(who);
            }
            copies.computeIfAbsent(who, c -> new ArrayDeque<>()).push(who.texts());
            placeHeld.add(team.atPlace());
        }

        /** An editor that holds a book open is waited for, however long. */
        private SyncOptions options() {
            return kind == Kind.EDITORS_OPEN
                    ? SyncOptions.PLAIN.waitingForEditors(Duration.ofDays(1))
                    : SyncOptions.PLAIN;
        }

        private void tell(Computer who, String what, Object outcome) {
            String text = outcome.toString();
            told.add(who.name + " " + what + ": " + text.substring(0, Math.min(160, text.length())));
        }

        private String newWord() {
            String word = "w" + words++ + "w";
            typed.add(word);
            return word;
        }

        /** Puts a new word after some word of some verse. */
        private String withNewWord(String text, String word) {
            List<Integer> places = new ArrayList<>();
            for (int i = text.indexOf("\\v "); i >= 0; i = text.indexOf("\\v ", i + 1)) {
                int end = text.indexOf('\n', i);
                for (int space = text.indexOf(' ', i + 3);
                        space >= 0 && space < end;
                        space = text.indexOf(' ', space + 1)) {
                    places.add(space);
                }
            }
            int at = places.get(random.nextInt(places.size()));
            return text.substring(0, at) + " " + word + text.substring(at);
        }

        /**
         * Puts a new word into some verse where nobody else puts any: who edits the very words that came, in the old text
         * or in the new, cannot be told apart.
         */
        private String withNewWordAtTheOwnPlace(Computer who, String text, String word) {
            List<String> after = OWN_PLACES.get(computers.indexOf(who));
            String place = after.get(random.nextInt(after.size()));
            return text.contains(place) ? text.replace(place, place + " " + word) : withOwnVerse(text, word);
        }

        private String withOwnVerse(String text, String word) {
            return text + "\\v " + (100 + words) + " " + word + "\n";
        }

        /** Puts a new word in the place of some word of some verse: two who do it to one word disagree. */
        private String withWordReplaced(String text, String word) {
            String longer = withNewWord(text, word);
            int end = longer.indexOf(word) + word.length();
            int next = end + 1;
            while (next < longer.length() && longer.charAt(next) != ' ' && longer.charAt(next) != '\n') {
                next++;
            }
            return longer.charAt(end) == ' ' ? longer.substring(0, end) + longer.substring(next) : longer;
        }

        private void type(Computer who) {
            String path = BOOKS.get(random.nextInt(BOOKS.size()));
            if (!who.texts().containsKey(path)) {
                return;
            }
            String word = newWord();
            String before = kind.editors() ? open.getOrDefault(who.name + path, who.read(path)) : who.read(path);
            String after = kind == Kind.EDITORS_FORGOTTEN
                    ? withNewWordAtTheOwnPlace(who, before, word)
                    : kind.compareTo(Kind.EVERYTHING) >= 0 && random.nextInt(10) < 4
                            ? withWordReplaced(before, word)
                            : withNewWord(before, word);
            who.write(path, after);
            if (kind.editors()) {
                if (random.nextInt(4) > 0) {
                    open.put(who.name + path, after);
                } else {
                    open.remove(who.name + path);
                }
            }
            told.add(who.name + " types " + word + " in " + path);
            // Whether the program saw it or not, a person has typed it; only what a scan finds can be kept.
            try (ProjectSession session = who.session()) {
                session.keep(who.actor, Progress.NONE);
            }
        }

        private void crash(Computer who) {
            int steps = random.nextInt(14);
            try {
                tell(who, "sync that was not cut at " + steps, who.sync(options(), new CrashAt(steps)));
            } catch (Crash crash) {
                told.add(who.name + " crashes at step " + steps);
            }
        }

        private void fault() {
            RemoteFailure cut = new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut");
            Fault fault = switch (random.nextInt(4)) {
                case 0 -> new Fault.Fails(Call.LOOK, cut);
                case 1 -> new Fault.Fails(Call.FETCH, cut);
                case 2 -> new Fault.Fails(Call.SEND, cut);
                default -> new Fault.AnswerLost();
            };
            MemoryPlace faulty = kind == Kind.TWO_PLACES && random.nextBoolean() ? team.other : team.place;
            faulty.next(fault);
            told.add("fault " + fault);
        }

        private void plainGit() {
            Map<String, String> there = team.atPlace();
            String path = BOOKS.get(random.nextInt(BOOKS.size()));
            if (there.containsKey(path)) {
                String word = newWord();
                team.plainGitPushes(path, withNewWord(there.get(path), word));
                told.add("giti pushes " + word);
            }
        }

        /** Scribe puts the line back to where it was some revisions ago, with an edit on top. */
        private void scribeForces() {
            Vault vault = team.place.vault();
            RevisionId at = team.place.heads().main().orElseThrow();
            for (int back = random.nextInt(3); back > 0 && !vault.parents(at).isEmpty(); back--) {
                at = vault.parents(at).getFirst();
            }
            Snapshot snapshot = vault.snapshot(at);
            String path = BOOKS.get(random.nextInt(BOOKS.size()));
            if (snapshot.entry(path).isEmpty()) {
                return;
            }
            String word = newWord();
            String text = withNewWord(
                    new String(
                            vault.blobs()
                                    .read(snapshot.entry(path).orElseThrow().id()),
                            UTF_8),
                    word);
            Snapshot changed = snapshot.with(path, Entry.file(vault.blobs().write(text.getBytes(UTF_8))));
            RevisionId forced = vault.commit(
                    changed,
                    List.of(at),
                    new Person("scribe", "s@example.org"),
                    java.time.Instant.parse("2026-03-02T09:00:00Z"),
                    "Added from scribe\n");
            Set<String> gone = wordsIn(history(vault, team.place.heads().main()));
            team.place.forceMain(forced);
            gone.removeAll(wordsIn(history(vault, team.place.heads().main())));
            gone.removeAll(wordsInVaults());
            // What Scribe threw away at the place before any Masora had seen it is beyond anybody's reach.
            typed.removeAll(gone);
            told.add("scribe forces " + forced.abbreviated() + " with " + word);
        }

        private void decide(Computer who) {
            List<Decisions.View> open = who.conflicts();
            if (!open.isEmpty()) {
                Decisions.View view = open.get(random.nextInt(open.size()));
                Decisions.Answer answer = switch (random.nextInt(4)) {
                    case 0 -> new Decisions.Answer.Published();
                    case 1 -> new Decisions.Answer.Other();
                    case 2 -> new Decisions.Answer.Both();
                    default -> new Decisions.Answer.Today();
                };
                tell(who, "decides " + view.reference() + " " + answer, who.resolve(view.id(), answer));
            }
        }

        /** An old copy of the folder is put back by hand. */
        private void oldCopy(Computer who) {
            Deque<Map<String, String>> known = copies.getOrDefault(who, new ArrayDeque<>());
            if (known.size() > 2) {
                List<Map<String, String>> list = new ArrayList<>(known);
                Map<String, String> copy = list.get(random.nextInt(list.size()));
                copy.forEach(who::write);
                told.add(who.name + " puts back an old copy");
            }
        }

        /** What the place once held comes back by hand, with a new verse at the end or without; the newer is wanted. */
        private void oldCopyOfThePlace(Computer who) {
            if (placeHeld.isEmpty()) {
                return;
            }
            placeHeld.get(random.nextInt(placeHeld.size())).forEach(who::write);
            String book = BOOKS.get(random.nextInt(BOOKS.size()));
            if (random.nextBoolean()) {
                who.write(book, who.read(book) + "\\v " + (10 + words) + " " + newWord() + "\n");
            }
            told.add(who.name + " puts back an old copy of the place");
            team.place.clearFaults();
            tell(who, "sync", who.sync());
            wantsTheNewer(who);
            tell(who, "sync", who.sync());
        }

        private void wantsTheNewer(Computer who) {
            for (HeldText held : who.held()) {
                tell(who, "wants the newer of " + held, who.resolve(held.id(), new Decisions.Answer.Published()));
            }
        }

        private void restore(Computer who) {
            List<Restoring.Backup> backups = who.backups();
            if (!backups.isEmpty()) {
                String revision =
                        backups.get(random.nextInt(backups.size())).revision().hex();
                Optional<Reference> part = random.nextBoolean()
                        ? Optional.empty()
                        : BookCode.find("TIT").map(Reference::of);
                tell(who, "restore", who.restore(new Restoring.Request(revision, part, Optional.empty())));
            }
        }

        /** A decision, or a choice that was made automatically, is opened again. */
        private void turnBack(Computer who) {
            List<Decisions.View> settled = new ArrayList<>(who.conflicts(true));
            who.decisions().settled().forEach(decided -> settled.add(decided.view()));
            if (!settled.isEmpty()) {
                Decisions.View view = settled.get(random.nextInt(settled.size()));
                tell(who, "turns back " + view.reference(), who.resolve(view.id(), new Decisions.Answer.TurnBack()));
            }
        }

        private void answerAndSync(Computer who) {
            SyncOptions.SetAsideAnswer answer =
                    random.nextBoolean() ? SyncOptions.SetAsideAnswer.COMBINE : SyncOptions.SetAsideAnswer.KEEP_MINE;
            tell(who, "sync " + answer, who.sync(SyncOptions.PLAIN.answering(answer)));
        }

        /** An editor saves a word at some moment of an apply. */
        private void typeWhileChangesComeIn(Computer who) {
            int moment = random.nextInt(4);
            int[] seen = {0};
            tell(who, "sync with an editor", who.sync(SyncOptions.PLAIN, new Progress() {
                @Override
                public void at(Phase phase, long done, long of) {
                    if (phase == Phase.APPLYING && seen[0]++ == moment) {
                        String path = BOOKS.get(random.nextInt(BOOKS.size()));
                        String word = newWord();
                        who.write(path, withNewWord(who.read(path), word));
                        told.add(who.name + " saves " + word + " meanwhile");
                    }
                }

                @Override
                public boolean cancelled() {
                    return false;
                }
            }));
            who.look();
        }

        /** Everybody syncs and answers what is asked until nothing moves. */
        private void rest() {
            team.place.clearFaults();
            team.other.clearFaults();
            for (int round = 0; round < ROUNDS_TO_REST; round++) {
                boolean moved = false;
                for (Computer computer : computers) {
                    PlaceOutcome outcome = computer.sync(
                            SyncOptions.PLAIN.allowingDeletions().answering(SyncOptions.SetAsideAnswer.COMBINE));
                    tell(computer, "rest " + round, outcome);
                    for (HeldText held : computer.lastReport().held()) {
                        boolean newer = kind == Kind.OLD_COPIES || kind == Kind.EDITORS_FORGOTTEN;
                        Decisions.Answer answer = !newer && random.nextBoolean()
                                ? new Decisions.Answer.Today()
                                : new Decisions.Answer.Published();
                        tell(computer, "answers " + held, computer.resolve(held.id(), answer));
                        moved = true;
                    }
                    moved |= !computer.lastReport().places().stream().allMatch(PlaceOutcome.UpToDate.class::isInstance);
                }
                if (!moved) {
                    return;
                }
            }
            throw new AssertionError("does not come to rest");
        }

        private void judge() {
            Map<String, String> there = team.atPlace();
            if (kind == Kind.TWO_PLACES) {
                RevisionId other = team.other.heads().main().orElseThrow();
                assertThat(Team.texts(team.other.vault(), team.other.vault().snapshot(other)))
                        .as("both places")
                        .isEqualTo(there);
            }
            Set<String> ids = new HashSet<>();
            for (Computer computer : computers) {
                assertThat(computer.texts()).as(computer.name).isEqualTo(there);
                ids.add(computer.conflicts().stream()
                        .map(Decisions.View::id)
                        .sorted()
                        .toList()
                        .toString());
            }
            assertThat(ids).as("all list the same open conflicts").hasSize(1);
            String texts = String.join("\n", there.values());
            assertThat(texts).doesNotContain("<<<<<<<");
            Set<String> inTextsAndRecords = wordsIn(texts + "\n" + records());
            if (kind == Kind.OLD_COPIES) {
                Set<String> stood = new TreeSet<>();
                placeHeld.forEach(held -> stood.addAll(wordsIn(String.join("\n", held.values()))));
                assertThat(inTextsAndRecords).as("in the text or a record").containsAll(stood);
            } else if (kind.compareTo(Kind.EVERYTHING) < 0) {
                assertThat(inTextsAndRecords).as("in the text or a record").containsAll(typed);
            }
            Set<String> everywhere = new HashSet<>(inTextsAndRecords);
            everywhere.addAll(
                    wordsIn(history(team.place.vault(), team.place.heads().main())));
            everywhere.addAll(wordsInVaults());
            assertThat(everywhere).as("somewhere").containsAll(typed);
        }

        private Set<String> wordsInVaults() {
            Set<String> found = new HashSet<>();
            for (Computer computer : computers) {
                try (ProjectSession session = computer.session()) {
                    Vault vault = session.store().vault();
                    found.addAll(wordsIn(history(vault, vault.ref("refs/masora/journal"))));
                }
            }
            return found;
        }

        private String records() {
            StringBuilder texts = new StringBuilder();
            for (Computer computer : computers) {
                try (ProjectSession session = computer.session()) {
                    Vault vault = session.store().vault();
                    Optional<RevisionId> revision = session.state().records();
                    if (revision.isPresent()) {
                        ConflictRecords records = ConflictRecords.read(vault.snapshot(revision.get()), vault.blobs());
                        for (ConflictRecord record : records.records()) {
                            RecordKeeping.readings(records, record)
                                    .forEach(text -> texts.append(new String(text, UTF_8))
                                            .append('\n'));
                        }
                    }
                }
            }
            return texts.toString();
        }

        /** Every text of every revision that can be reached. */
        private static String history(Vault vault, Optional<RevisionId> from) {
            StringBuilder texts = new StringBuilder();
            Deque<RevisionId> open = new ArrayDeque<>(from.stream().toList());
            Set<RevisionId> seen = new HashSet<>();
            Set<Object> blobs = new HashSet<>();
            while (!open.isEmpty()) {
                RevisionId id = open.removeLast();
                if (seen.add(id)) {
                    vault.snapshot(id).entries().values().stream()
                            .filter(entry -> blobs.add(entry.id()))
                            .forEach(entry ->
                                    texts.append(new String(vault.blobs().read(entry.id()), UTF_8)));
                    open.addAll(vault.parents(id));
                }
            }
            return texts.toString();
        }

        private static Set<String> wordsIn(String text) {
            Set<String> words = new HashSet<>();
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words.add(word.group());
            }
            return words;
        }
    }
}
