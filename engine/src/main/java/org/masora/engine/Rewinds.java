package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.masora.core.editing.EditableVerse;
import org.masora.core.merge.UnitEdits;
import org.masora.core.merge.UnitWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.HeldText;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.usfm.UsfmName;
import org.masora.remote.Remote.Heads;
import org.masora.store.ProjectState;
import org.masora.store.Vault;
import org.masora.store.Vault.Heading;

/**
 * Text in the folder that returned to a state older than the folder's base (rule P3): an old backup
 * copied in, another program's forced checkout, an editor that saves a book it opened long ago. It is
 * no edit; it is held until the person has said which text is meant.
 */
final class Rewinds {

    /** How far back a past is searched; older copies count as edits. */
    private static final int REVISIONS_MAX = 2_000;

    /** How many different earlier forms of one book are compared verse by verse, of each past. */
    private static final int FORMS_MAX = 60;

    private final Vault vault;
    private final RevisionId baseRevision;
    private final Snapshot base;
    private final Snapshot found;
    private final Behind behind;
    private final Map<String, HeldFile> files = new TreeMap<>();
    private final Set<String> waiting = new TreeSet<>();

    /**
     * What is held of one file: all of it, or some verses with headings beside them.
     *
     * @param together of verses that were edited in their old text: what came and that edit, where both fit
     */
    private record HeldFile(boolean whole, Set<UnitKey> units, Map<UnitKey, byte[]> together) {
        static final HeldFile WHOLE = new HeldFile(true, Set.of(), Map.of());
    }

    /** What Masora changed in the folder, behind an editor that may still hold what was there before. */
    @FunctionalInterface
    interface Behind {
        /** Nothing was changed behind anybody. */
        Behind NOBODY = path -> List.of();

        /** The changes of a file. */
        List<Change> of(String path);

        /** A file before a change and after it. */
        record Change(BlobId before, BlobId after) {}
    }

    /**
     * A line with what stood on it before.
     *
     * @param now what stands on it
     * @param earlier what its files held before, by path
     */
    private record Past(Snapshot now, Map<String, List<Optional<BlobId>>> earlier) {

        List<Optional<BlobId>> of(String path) {
            List<Optional<BlobId>> known = earlier.get(path);
            return known == null ? List.of() : known;
        }
    }

    private Rewinds(Vault vault, RevisionId baseRevision, Snapshot found, Behind behind) {
        this.vault = vault;
        this.behind = behind;
        this.baseRevision = baseRevision;
        this.base = vault.snapshot(baseRevision);
        this.found = found;
    }

    /**
     * Looks for returned text in what was found in the folder: in the folder's own past, and in that of the places,
     * for an old copy may hold what this folder never did. Files whose received text waits are held as they stand.
     *
     * @param state where the folder and the places stand
     * @param behind what editors may hold still
     */
    static Rewinds find(Vault vault, ProjectState state, Snapshot found, Behind behind) {
        Rewinds rewinds = new Rewinds(vault, state.folder().orElseThrow(), found, behind);
        Set<String> differing = rewinds.base.differingPaths(found);
        differing.stream().filter(state.waiting()::containsKey).forEach(rewinds.waiting::add);
        differing.removeAll(rewinds.waiting);
        if (!differing.isEmpty()) {
            rewinds.look(differing, rewinds.pasts(state, differing));
        }
        rewinds.waiting.forEach(path -> rewinds.files.put(path, HeldFile.WHOLE));
        return rewinds;
    }

    /** Nothing is held in a content that nobody but Masora writes. */
    static Rewinds none(Vault vault, RevisionId baseRevision, Snapshot found) {
        return new Rewinds(vault, baseRevision, found, Behind.NOBODY);
    }

    private List<Past> pasts(ProjectState state, Set<String> paths) {
        List<Past> pasts = new ArrayList<>();
        pasts.add(new Past(base, vault.earlier(baseRevision, paths, REVISIONS_MAX, revision -> true)));
        Set<RevisionId> bases = new TreeSet<>();
        state.places().values().forEach(place -> place.base().ifPresent(bases::add));
        for (RevisionId place : bases) {
            Snapshot now = vault.snapshot(place);
            // A place of another layout has other paths, and what goes to no place has no past there.
            Set<String> there = new TreeSet<>(paths);
            there.retainAll(now.entries().keySet());
            pasts.add(new Past(now, vault.earlier(place, there, REVISIONS_MAX, Rewinds::displaced)));
        }
        return pasts;
    }

    /** What a merge did not keep travels in the history, and never stood at the place; rival heads did. */
    private static boolean displaced(Heading merge) {
        return Publication.isMerge(merge) && !merge.author().equals(Heads.UNITER);
    }

    private void look(Set<String> differing, List<Past> pasts) {
        for (String path : differing) {
            found.entry(path).filter(Entry::isFile).ifPresent(entry -> look(path, entry.id(), pasts));
        }
        if (!files.isEmpty()) {
            // A file that is gone is a returned state only beside others: an old copy of the folder was put back.
            differing.stream()
                    .filter(path -> found.entry(path).isEmpty())
                    .filter(path ->
                            pasts.stream().anyMatch(past -> past.of(path).contains(Optional.<BlobId>empty())))
                    .forEach(path -> files.put(path, HeldFile.WHOLE));
        }
    }

    private void look(String path, BlobId now, List<Past> pasts) {
        if (pasts.stream().anyMatch(past -> past.of(path).contains(Optional.of(now)))) {
            files.put(path, HeldFile.WHOLE);
            return;
        }
        if (file(base, path).isPresent() && UsfmName.is(path)) {
            HeldFile held = returned(path, now, pasts);
            if (!held.units().isEmpty()) {
                files.put(path, held);
            }
        }
    }

    private static Optional<BlobId> file(Snapshot content, String path) {
        return content.entry(path).filter(Entry::isFile).map(Entry::id);
    }

    /** The verses that stand again as they stood before, and what stands again beside them: headings, the beginning. */
    private HeldFile returned(String path, BlobId found, List<Past> pasts) {
        byte[] now = bytes(found);
        UsfmDocument today = UsfmDocument.parse(now);
        Set<UnitKey> changed = differing(bytes(file(base, path).orElseThrow()), now);
        Set<UnitKey> returned = new TreeSet<>();
        for (Past past : pasts) {
            Set<UnitKey> open = new TreeSet<>();
            // What stands at the place today is not old, whatever stood there before.
            file(past.now(), path).ifPresent(there -> open.addAll(differing(bytes(there), now)));
            open.retainAll(changed);
            open.removeAll(returned);
            int forms = 0;
            for (Optional<BlobId> form : past.of(path)) {
                if (open.isEmpty() || ++forms > FORMS_MAX) {
                    break;
                }
                if (form.isPresent()) {
                    UsfmDocument then = UsfmDocument.parse(bytes(form.get()));
                    open.stream().filter(key -> saysTheSame(key, then, today)).forEach(returned::add);
                    open.removeAll(returned);
                }
            }
        }
        Map<UnitKey, byte[]> together = editedInOldText(path, today, without(verses(changed), returned));
        returned.addAll(together.keySet());
        Set<UnitKey> held = undivided(verses(returned), verses(changed));
        together.keySet().retainAll(held);
        if (!held.isEmpty()) {
            // A heading that somebody takes out again is an edit; beside old verses it is a part of an old book.
            returned.stream().filter(key -> key.part() != UnitPart.BODY).forEach(held::add);
        }
        return new HeldFile(false, held, together);
    }

    private static Set<UnitKey> without(Set<UnitKey> some, Set<UnitKey> others) {
        Set<UnitKey> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    /**
     * The verses that an editor, forgotten open, edited in the text that stood there before something came: such an edit
     * would take back what came, unseen.
     */
    private Map<UnitKey, byte[]> editedInOldText(String path, UsfmDocument today, Set<UnitKey> edited) {
        Map<UnitKey, byte[]> together = new TreeMap<>();
        Set<UnitKey> open = new TreeSet<>(edited);
        open.removeIf(key -> today.unit(key).isEmpty());
        if (open.isEmpty()) {
            return together;
        }
        UsfmDocument came = UsfmDocument.parse(bytes(file(base, path).orElseThrow()));
        open.removeIf(key -> came.unit(key).isEmpty());
        // Of several earlier forms the one that is nearest is what the editor holds.
        Map<UnitKey, Integer> distances = new TreeMap<>();
        for (Behind.Change change : open.isEmpty() ? List.<Behind.Change>of() : behind.of(path)) {
            UsfmDocument then = UsfmDocument.parse(bytes(change.before()));
            UsfmDocument since = UsfmDocument.parse(bytes(change.after()));
            for (UnitKey key : open) {
                byte[] old = text(key, then);
                int distance = UnitWords.distance(old, text(key, today));
                boolean changed = then.unit(key).isPresent() && !UnitWords.same(old, text(key, since));
                Optional<byte[]> both =
                        changed ? UnitEdits.together(old, text(key, came), text(key, today)) : Optional.empty();
                if (both.isPresent() && distance < distances.getOrDefault(key, Integer.MAX_VALUE)) {
                    distances.put(key, distance);
                    together.put(key, both.get());
                }
            }
        }
        return together;
    }

    private static Set<UnitKey> differing(byte[] before, byte[] now) {
        return new TreeSet<>(UnitEdits.differing(before, now));
    }

    private static boolean saysTheSame(UnitKey key, UsfmDocument one, UsfmDocument other) {
        return UnitWords.same(text(key, one), text(key, other));
    }

    private static byte[] text(UnitKey key, UsfmDocument book) {
        return book.unit(key).map(book::bytes).orElseGet(() -> new byte[0]);
    }

    private static Set<UnitKey> verses(Set<UnitKey> units) {
        return units.stream().filter(key -> key.part() == UnitPart.BODY).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Without the verses that belong to a new division of the text: a verse that is gone because somebody made a bridge
     * of it and the next was absent before it was first written, too, and has not returned.
     */
    private static Set<UnitKey> undivided(Set<UnitKey> returned, Set<UnitKey> changed) {
        Set<UnitKey> held = new TreeSet<>(returned);
        Set<UnitKey> edited = new TreeSet<>(changed);
        edited.removeAll(returned);
        while (!edited.isEmpty()) {
            Set<UnitKey> reached = new TreeSet<>();
            held.stream()
                    .filter(key -> edited.stream().anyMatch(edit -> overlap(key, edit)))
                    .forEach(reached::add);
            held.removeAll(reached);
            edited.clear();
            edited.addAll(reached);
        }
        return held;
    }

    private static boolean overlap(UnitKey one, UnitKey other) {
        return one.chapter() == other.chapter()
                && !one.verse().equals(other.verse())
                && one.verses()
                        .filter(verses ->
                                other.verses().filter(verses::overlaps).isPresent())
                        .isPresent();
    }

    private byte[] bytes(BlobId blob) {
        return vault.blobs().read(blob);
    }

    /** What is held, for the person; without files whose received text waits. */
    List<HeldText> held() {
        return all().stream().filter(text -> !waiting.contains(text.path())).toList();
    }

    /** The files whose received text waits. */
    Set<String> waiting() {
        return Collections.unmodifiableSet(waiting);
    }

    /** Whether nothing is held and nothing waits. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    private List<HeldText> all() {
        List<HeldText> held = new ArrayList<>();
        files.forEach((path, file) -> {
            if (file.whole()) {
                held.add(heldWhole(path));
            } else {
                file.units().forEach(key -> held.add(heldUnit(path, key)));
            }
        });
        return held;
    }

    private HeldText heldWhole(String path) {
        return new HeldText(
                id(path, "", found.entry(path).map(e -> e.id().hex()).orElse("")), path, "");
    }

    private HeldText heldUnit(String path, UnitKey key) {
        UsfmDocument now =
                UsfmDocument.parse(bytes(found.entry(path).orElseThrow().id()));
        String reference = now.book().map(BookCode::code).orElse(path) + place(key);
        String words = now.unit(key)
                .map(unit -> String.join(" ", UnitWords.of(now.bytes(unit))))
                .orElse("");
        String part = key.part() == UnitPart.BODY ? "" : key.part().name();
        return new HeldText(id(path, reference + "#" + key.ordinal() + part, words), path, reference);
    }

    /** A heading is where its verse is. */
    private static String place(UnitKey key) {
        return switch (key.part()) {
            case HEAD, TAIL -> "";
            case CHAPTER -> " " + key.chapter();
            case LEAD, BODY -> " " + key.chapter() + ":" + key.verse();
        };
    }

    private static String id(String path, String reference, String words) {
        byte[] named = (path + "\0" + reference + "\0" + words).getBytes(StandardCharsets.UTF_8);
        return "held-" + BlobId.of(named).hex().substring(0, 12);
    }

    /**
     * What an answer about one held text answers: also what is held only beside it, a heading or a missing file, and
     * would pass for an edit when that is held no more.
     */
    Set<String> answeredWith(String id) {
        Set<String> answered = new TreeSet<>(Set.of(id));
        files.forEach((path, file) -> {
            if (idsOf(path, key -> key.part() == UnitPart.BODY).stream().allMatch(answered::contains)
                    && !file.whole()) {
                answered.addAll(idsOf(path, key -> true));
            }
        });
        boolean nothingBeside = files.keySet().stream()
                .filter(path -> found.entry(path).isPresent())
                .allMatch(path -> answered.containsAll(idsOf(path, key -> true)));
        if (nothingBeside) {
            held().forEach(text -> answered.add(text.id()));
        }
        return answered;
    }

    private List<String> idsOf(String path, Predicate<UnitKey> wanted) {
        HeldFile file = Objects.requireNonNull(files.get(path));
        return file.whole()
                ? List.of(heldWhole(path).id())
                : file.units().stream()
                        .filter(wanted)
                        .map(key -> heldUnit(path, key).id())
                        .toList();
    }

    /** What this computer says: the folder, with held text replaced by the base's. */
    Snapshot ours() {
        return stillHeldBy(found);
    }

    /** The base that goes with this content on the disk: held text as it was before, so that it goes on being held. */
    Snapshot stillHeldBy(Snapshot content) {
        return stillHeldBy(content, base);
    }

    /** The same, where the base of held text has become another one. */
    Snapshot stillHeldBy(Snapshot content, Snapshot newBase) {
        return withTextOf(content, newBase, id -> true);
    }

    Snapshot base() {
        return base;
    }

    /** What the folder shall hold where this shall come into it: the same, with held text left as it stands. */
    Snapshot heldBackIn(Snapshot wanted) {
        return withTextOf(wanted, found, id -> true);
    }

    /** The folder with some held text brought back to its newer form. */
    Snapshot broughtBack(Set<String> ids) {
        return withTextOf(found, newer(), ids::contains);
    }

    /** The base that goes with that: what was edited in the old text and put together with what came is no older text. */
    Snapshot baseOfBroughtBack(Set<String> ids) {
        return withTextOf(base, newer(), ids::contains);
    }

    /** The base; where an old text was edited, together with that. */
    private Snapshot newer() {
        Snapshot newer = base;
        for (var file : files.entrySet()) {
            String path = file.getKey();
            for (var both : file.getValue().together().entrySet()) {
                Entry entry = newer.entry(path).orElseThrow();
                Optional<byte[]> book =
                        EditableVerse.inBook(UsfmDocument.parse(bytes(entry.id())), both.getKey(), both.getValue());
                if (book.isPresent()) {
                    newer = newer.with(
                            path, new Entry(entry.mode(), vault.blobs().write(book.get())));
                }
            }
        }
        return newer;
    }

    /** The base with some held text taken as it stands in the folder: then it is an edit and no rewind. */
    Snapshot baseAccepting(Set<String> ids) {
        return withTextOf(base, found, ids::contains);
    }

    /** The first content, with the chosen held files and verses as they stand in the second. */
    private Snapshot withTextOf(Snapshot into, Snapshot from, Predicate<String> chosen) {
        Snapshot result = into;
        for (HeldText text : all()) {
            if (chosen.test(text.id()) && text.reference().isEmpty()) {
                Optional<Entry> entry = from.entry(text.path());
                result = entry.isPresent() ? result.with(text.path(), entry.get()) : result.without(text.path());
            }
        }
        for (var file : files.entrySet()) {
            if (!file.getValue().whole()) {
                result =
                        withUnitsOf(result, from, file.getKey(), file.getValue().units(), chosen);
            }
        }
        return result;
    }

    private Snapshot withUnitsOf(
            Snapshot into, Snapshot from, String path, Set<UnitKey> units, Predicate<String> chosen) {
        Optional<Entry> target = into.entry(path).filter(Entry::isFile);
        Optional<Entry> source = from.entry(path).filter(Entry::isFile);
        if (target.isEmpty() || source.isEmpty()) {
            return into;
        }
        List<UnitKey> wanted = units.stream()
                .filter(key -> chosen.test(heldUnit(path, key).id()))
                .toList();
        if (wanted.isEmpty()) {
            return into;
        }
        byte[] changed =
                UnitEdits.take(bytes(target.get().id()), bytes(source.get().id()), wanted);
        return into.with(path, new Entry(target.get().mode(), vault.blobs().write(changed)));
    }
}
