package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
import org.masora.store.Vault;

/**
 * Text in the folder that returned to a state older than the folder's base (rule P3): an old backup
 * copied in, another program's forced checkout, an editor that saves a book it opened long ago. It is
 * no edit; it is held until the person has said which text is meant.
 */
final class Rewinds {

    /** How far back the folder's own past is searched; older copies count as edits. */
    private static final int REVISIONS_MAX = 2_000;

    /** How many different earlier forms of one book are compared verse by verse. */
    private static final int FORMS_MAX = 60;

    private final Vault vault;
    private final RevisionId baseRevision;
    private final Snapshot base;
    private final Snapshot found;
    private final Map<String, HeldFile> files = new TreeMap<>();

    /** What is held of one file: all of it, or some verses. */
    private record HeldFile(boolean whole, Set<UnitKey> verses) {}

    private Rewinds(Vault vault, RevisionId baseRevision, Snapshot base, Snapshot found) {
        this.vault = vault;
        this.baseRevision = baseRevision;
        this.base = base;
        this.found = found;
    }

    /** Looks for returned text in what was found in the folder. */
    static Rewinds find(Vault vault, RevisionId baseRevision, Snapshot found) {
        Rewinds rewinds = new Rewinds(vault, baseRevision, vault.snapshot(baseRevision), found);
        Set<String> differing = rewinds.base.differingPaths(found);
        for (String path : differing) {
            found.entry(path).filter(Entry::isFile).ifPresent(entry -> rewinds.look(path, entry.id()));
        }
        if (!rewinds.files.isEmpty()) {
            differing.stream().filter(path -> found.entry(path).isEmpty()).forEach(rewinds::lookAtMissing);
        }
        return rewinds;
    }

    /** Nothing is held in a content that nobody but Masora writes. */
    static Rewinds none(Vault vault, RevisionId baseRevision, Snapshot found) {
        return new Rewinds(vault, baseRevision, vault.snapshot(baseRevision), found);
    }

    private void look(String path, BlobId now) {
        List<Optional<BlobId>> earlier = vault.earlier(baseRevision, path, REVISIONS_MAX);
        if (earlier.contains(Optional.of(now))) {
            files.put(path, new HeldFile(true, Set.of()));
            return;
        }
        Optional<BlobId> before = base.entry(path).filter(Entry::isFile).map(Entry::id);
        if (before.isPresent() && UsfmName.is(path)) {
            Set<UnitKey> verses = returnedVerses(bytes(before.get()), bytes(now), earlier);
            if (!verses.isEmpty()) {
                files.put(path, new HeldFile(false, verses));
            }
        }
    }

    /** A file that is gone is a returned state only beside others: an old copy of the folder was put back. */
    private void lookAtMissing(String path) {
        if (vault.earlier(baseRevision, path, REVISIONS_MAX).contains(Optional.<BlobId>empty())) {
            files.put(path, new HeldFile(true, Set.of()));
        }
    }

    private Set<UnitKey> returnedVerses(byte[] before, byte[] now, List<Optional<BlobId>> earlier) {
        Set<UnitKey> changed = new TreeSet<>(UNIT_ORDER);
        UnitEdits.differing(before, now).stream()
                .filter(key -> key.part() == UnitPart.BODY)
                .forEach(changed::add);
        Set<UnitKey> returned = new TreeSet<>(UNIT_ORDER);
        int forms = 0;
        for (Optional<BlobId> form : earlier) {
            if (changed.size() == returned.size() || ++forms > FORMS_MAX) {
                break;
            }
            if (form.isPresent()) {
                Set<UnitKey> differing = Set.copyOf(UnitEdits.differing(bytes(form.get()), now));
                changed.stream().filter(key -> !differing.contains(key)).forEach(returned::add);
            }
        }
        return returned;
    }

    private static final Comparator<UnitKey> UNIT_ORDER = Comparator.<UnitKey>comparingInt(UnitKey::chapter)
            .thenComparing(UnitKey::verse)
            .thenComparingInt(UnitKey::ordinal);

    private byte[] bytes(BlobId blob) {
        return vault.blobs().read(blob);
    }

    /** What is held, for the person. */
    List<HeldText> held() {
        List<HeldText> held = new ArrayList<>();
        files.forEach((path, file) -> {
            if (file.whole()) {
                held.add(new HeldText(
                        id(path, "", found.entry(path).map(e -> e.id().hex()).orElse("")), path, ""));
            } else {
                file.verses().forEach(key -> held.add(heldVerse(path, key)));
            }
        });
        return held;
    }

    private HeldText heldVerse(String path, UnitKey key) {
        UsfmDocument now =
                UsfmDocument.parse(bytes(found.entry(path).orElseThrow().id()));
        String reference = now.book().map(BookCode::code).orElse(path) + " " + key.chapter() + ":" + key.verse();
        String words = now.unit(key)
                .map(unit -> String.join(" ", UnitWords.of(now.bytes(unit))))
                .orElse("");
        return new HeldText(id(path, reference + "#" + key.ordinal(), words), path, reference);
    }

    private static String id(String path, String reference, String words) {
        byte[] named = (path + "\0" + reference + "\0" + words).getBytes(StandardCharsets.UTF_8);
        return "held-" + BlobId.of(named).hex().substring(0, 12);
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

    /** The folder with some held text brought back to the base's newer form. */
    Snapshot broughtBack(Set<String> ids) {
        return withTextOf(found, base, ids::contains);
    }

    /** The base with some held text taken as it stands in the folder: then it is an edit and no rewind. */
    Snapshot baseAccepting(Set<String> ids) {
        return withTextOf(base, found, ids::contains);
    }

    /** The first content, with the chosen held files and verses as they stand in the second. */
    private Snapshot withTextOf(Snapshot into, Snapshot from, Predicate<String> chosen) {
        Snapshot result = into;
        for (HeldText text : held()) {
            if (chosen.test(text.id()) && text.reference().isEmpty()) {
                Optional<Entry> entry = from.entry(text.path());
                result = entry.isPresent() ? result.with(text.path(), entry.get()) : result.without(text.path());
            }
        }
        for (var file : files.entrySet()) {
            if (!file.getValue().whole()) {
                result = withVersesOf(
                        result, from, file.getKey(), file.getValue().verses(), chosen);
            }
        }
        return result;
    }

    private Snapshot withVersesOf(
            Snapshot into, Snapshot from, String path, Set<UnitKey> verses, Predicate<String> chosen) {
        Optional<Entry> target = into.entry(path).filter(Entry::isFile);
        Optional<Entry> source = from.entry(path).filter(Entry::isFile);
        if (target.isEmpty() || source.isEmpty()) {
            return into;
        }
        List<UnitKey> wanted = verses.stream()
                .filter(key -> chosen.test(heldVerse(path, key).id()))
                .toList();
        if (wanted.isEmpty()) {
            return into;
        }
        byte[] changed =
                UnitEdits.take(bytes(target.get().id()), bytes(source.get().id()), wanted);
        return into.with(path, new Entry(target.get().mode(), vault.blobs().write(changed)));
    }
}
