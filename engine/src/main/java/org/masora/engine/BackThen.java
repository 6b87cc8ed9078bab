package org.masora.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.store.Operation;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectStore.JournalEntry;

/** The project as it stood at some moment, and where its content lies. */
public final class BackThen {

    private final Workplace workplace;

    BackThen(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * The project at one revision.
     *
     * @param past when, by whom
     * @param changed what it changed, against the revision that it stands on first
     * @param books the books it had, in their order
     */
    public record Then(LookingBack.Past past, ChangeSummary changed, List<BookCode> books) {
        public Then {
            books = List.copyOf(books);
        }
    }

    Optional<Then> at(String digits) {
        return only(digits).flatMap(id -> {
            Snapshot content = workplace.vault().snapshot(id);
            Snapshot before = workplace.vault().parents(id).stream()
                    .findFirst()
                    .map(workplace.vault()::snapshot)
                    .orElse(Snapshot.EMPTY);
            Set<BookCode> books =
                    new TreeSet<>(SameProject.books(content, workplace.blobs()).keySet());
            return new LookingBack(workplace)
                    .revision(id)
                    .map(past -> new Then(
                            past, ChangeSummary.between(before, content, workplace.blobs()), List.copyOf(books)));
        });
    }

    private Optional<RevisionId> only(String digits) {
        List<RevisionId> fitting = new Restoring(workplace).fitting(digits);
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    Optional<byte[]> book(String digits, BookCode book) {
        return only(digits).flatMap(id -> {
            Snapshot content = workplace.vault().snapshot(id);
            return Optional.ofNullable(
                            SameProject.books(content, workplace.blobs()).get(book))
                    .flatMap(content::entry)
                    .filter(Entry::isFile)
                    .map(entry -> workplace.blobs().read(entry.id()));
        });
    }

    /** Along the folder's own line, which is that of first parents. */
    Optional<RevisionId> folderAt(Instant moment) {
        Optional<RevisionId> at = workplace.state().kept();
        while (at.isPresent() && isAfter(at.get(), moment)) {
            at = workplace.vault().parents(at.get()).stream().findFirst();
        }
        return at;
    }

    private boolean isAfter(RevisionId revision, Instant moment) {
        return workplace
                .vault()
                .heading(revision)
                .filter(heading -> heading.time().isAfter(moment))
                .isPresent();
    }

    /**
     * Where the content of a project lies.
     *
     * @param folder the project's own
     * @param folderIsThere whether that was there just now
     * @param kept the newest that Masora keeps of it on this computer, if anything was kept
     * @param places its remotes
     */
    public record Copies(
            Path folder, boolean folderIsThere, Optional<LookingBack.Past> kept, List<CopyAtPlace> places) {
        public Copies {
            places = List.copyOf(places);
        }
    }

    /**
     * What is known to be at a place.
     *
     * @param proved when something was last sent there, or received from there, and was seen to be there
     * @param same whether everything that is kept here was seen to be there
     */
    public record CopyAtPlace(PlaceName place, PlaceAddress address, Optional<Instant> proved, boolean same) {}

    Copies copies(Set<PlaceName> same) {
        List<CopyAtPlace> places = new ArrayList<>();
        workplace
                .store()
                .config()
                .places()
                .forEach((place, address) ->
                        places.add(new CopyAtPlace(place, address, proved(place), same.contains(place))));
        return new Copies(
                workplace.folder().root(),
                workplace.folder().isThere(),
                workplace.state().kept().flatMap(new LookingBack(workplace)::revision),
                places);
    }

    private Optional<Instant> proved(PlaceName place) {
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent()) {
            Operation operation = entry.get().operation();
            boolean exchanged = operation.kind() == Operation.Kind.SENT || operation.kind() == Operation.Kind.RECEIVED;
            if (exchanged && operation.note().equals(Optional.of(place.value()))) {
                return Optional.of(operation.time());
            }
            entry = workplace.store().before(entry.get());
        }
        return Optional.empty();
    }
}
