package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.RefUpdate;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.paratext.Role;
import org.masora.core.paratext.TeamMember;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.SyncReport;
import org.masora.remote.Remote;
import org.masora.remote.memory.MemoryPlace;
import org.masora.store.PlaceAddress;
import org.masora.store.PlaceState;
import org.masora.store.ProjectConfig;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore;
import org.masora.store.Vault;

/** Several computers and a place, all in memory; the engine, the store and the merge are the real ones. */
final class Team {

    static final PlaceName HUB = new PlaceName("hub");
    /** A second place, where a computer was told of it. */
    static final PlaceName OTHER = new PlaceName("other");

    static final String TITUS = "ingredients/TIT.usfm";
    static final String METADATA = """
            {"format":"scripture burrito","meta":{"version":"1.0.0","category":"source","defaultLocale":"en"},\
            "idAuthorities":{"scribe":{"id":"http://www.scribe.bible","name":{"en":"Scribe application"}}},\
            "identification":{"primary":{"scribe":{"5f2a1e0c-7a57-5b38-9a9c-000000000001":{"revision":"1",\
            "timestamp":"2026-01-01T00:00:00Z"}}},"name":{"en":"Sample"},"abbreviation":{"en":"SMP"}},\
            "languages":[{"tag":"en","name":{"en":"English"}}],\
            "type":{"flavorType":{"name":"scripture","flavor":{"name":"textTranslation"},\
            "currentScope":{"TIT":[]}}},"ingredients":{"ingredients/TIT.usfm":{"mimeType":"text/x-usfm",\
            "size":1,"scope":{"TIT":[]}}}}""";

    final MemoryPlace place = new MemoryPlace();
    final MemoryPlace other = new MemoryPlace();
    final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private Optional<ParatextSite> site = Optional.empty();
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");

    /** Every moment is a second later than the one before. */
    private final InstantSource clock = () -> now = now.plusSeconds(1);

    /** Time passes. */
    void later(Duration time) {
        now = now.plus(time);
    }

    /** The second place is a project on a stand-in for Paratext's servers. */
    void paratextIs(ParatextSite there) {
        site = Optional.of(there);
    }

    Computer computer(String name) {
        return new Computer(name, files);
    }

    /** A computer whose disk behaves like this one's. */
    Computer computer(String name, FileSystem disk) {
        return new Computer(name, disk);
    }

    /** A computer that begins with a project of these files in its folder. */
    Computer computer(String name, Map<String, String> project) {
        Computer computer = computer(name);
        project.forEach(computer::write);
        return computer;
    }

    /** A small project: metadata and the book of Titus with these verses of chapter 1. */
    static Map<String, String> titus(String... verses) {
        Map<String, String> project = new TreeMap<>();
        project.put("metadata.json", METADATA);
        project.put(TITUS, book(verses));
        return project;
    }

    static String book(String... verses) {
        StringBuilder text = new StringBuilder("\\id TIT A sample\n\\h Titus\n\\mt Titus\n\\c 1\n\\p\n");
        for (int i = 0; i < verses.length; i++) {
            text.append("\\v ").append(i + 1).append(' ').append(verses[i]).append('\n');
        }
        return text.toString();
    }

    /** Every path and text that the place's main line holds. */
    Map<String, String> atPlace() {
        return texts(place.vault(), contentAtPlace());
    }

    static Map<String, String> texts(Vault vault, Snapshot snapshot) {
        Map<String, String> texts = new TreeMap<>();
        snapshot.entries().forEach((path, entry) -> {
            if (entry.mode() != Entry.Mode.SUBMODULE) {
                texts.put(path, new String(vault.blobs().read(entry.id()), UTF_8));
            }
        });
        return texts;
    }

    /** A user of plain git who commits this text on the place's head and pushes. */
    RevisionId plainGitPushes(String path, String text) {
        return plainGitPushes(content -> content.with(path, file(text)));
    }

    /** A user of plain git who commits any change on the place's head and pushes. */
    RevisionId plainGitPushes(UnaryOperator<Snapshot> change) {
        RevisionId head = place.heads().main().orElseThrow();
        RevisionId pushed = place.vault()
                .commit(
                        change.apply(place.vault().snapshot(head)),
                        List.of(head),
                        new Person("giti", "giti@example.org"),
                        clock.instant(),
                        "by git\n");
        place.pushMain(pushed);
        return pushed;
    }

    /** A file's entry whose bytes the place holds. */
    Entry file(String text) {
        return Entry.file(place.vault().blobs().write(text.getBytes(UTF_8)));
    }

    /** The text of a file at the place; empty where there is none. */
    String atPlace(String path) {
        return atPlace().getOrDefault(path, "");
    }

    /** What the place's main line holds. */
    Snapshot contentAtPlace() {
        return place.heads().main().map(place.vault()::snapshot).orElse(Snapshot.EMPTY);
    }

    /** Every text and message that can be reached from any head of the place: what anybody there can read. */
    String reachableAtPlace() {
        StringBuilder texts = new StringBuilder();
        Deque<RevisionId> open = new ArrayDeque<>(place.heads().all());
        Set<RevisionId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            RevisionId id = open.removeLast();
            if (seen.add(id)) {
                Revision revision = place.vault().revision(id).orElseThrow();
                texts.append(revision.message());
                texts(place.vault(), revision.snapshot())
                        .forEach((path, text) -> texts.append(path).append('\n').append(text));
                open.addAll(revision.parents());
            }
        }
        return texts.toString();
    }

    /** A vault's repository that stops moving its refs when a plug is pulled. */
    private static final class Plugged extends InMemoryRepository {
        private Optional<PulledPlug> plug = Optional.empty();

        Plugged(String name) {
            super(new DfsRepositoryDescription(name));
        }

        @Override
        public RefUpdate updateRef(String ref) throws IOException {
            plug.ifPresent(PulledPlug::step);
            return super.updateRef(ref);
        }
    }

    /** One person's computer. */
    final class Computer {
        final String name;
        final Path folder;
        final Actor actor;
        private final Path home;
        private final Plugged repository;
        private Optional<TeamMember> atParatext = Optional.empty();
        private SyncReport last =
                new SyncReport(Optional.empty(), List.of(), OpenBooks.NONE, FolderLimits.NONE, 0, List.of());

        Computer(String name, FileSystem disk) {
            this.name = name;
            Path root = disk.getRootDirectories().iterator().next();
            this.folder = root.resolve(name).resolve("project");
            this.home = root.resolve(name).resolve("masora");
            this.actor = new Actor(new Person(name, name + "@noreply.example.org"));
            this.repository = new Plugged(name);
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try (ProjectSession session = session()) {
                Map<PlaceName, PlaceAddress> places = Map.of(HUB, address());
                session.store()
                        .configure(new ProjectConfig(
                                name,
                                folder.toString(),
                                Optional.empty(),
                                Optional.empty(),
                                name,
                                now,
                                new TreeMap<>(places)));
            }
        }

        private PlaceAddress address() {
            return new PlaceAddress("door43", "memory", "team", "sample", name);
        }

        /** The project is exchanged with the second place too. */
        void connectOther() {
            try (ProjectSession session = session()) {
                session.connect(OTHER, address());
            }
        }

        /** The project is exchanged with a Paratext server too: the second place. */
        void connectParatext() {
            try (ProjectSession session = session()) {
                session.connect(OTHER, new PlaceAddress("paratext", "memory", "team", "SMP", name));
            }
        }

        /** The project is exchanged with a Paratext server alone. */
        void onlyParatext() {
            connectParatext();
            try (ProjectSession session = session()) {
                ProjectConfig config = session.config();
                TreeMap<PlaceName, PlaceAddress> places = new TreeMap<>(config.places());
                places.remove(HUB);
                session.store()
                        .configure(new ProjectConfig(
                                config.id(),
                                config.folder(),
                                config.name(),
                                config.language(),
                                config.computer(),
                                config.added(),
                                places));
            }
        }

        /** This place's text stands from now on. */
        void chooseLead(PlaceName lead) {
            try (ProjectSession session = session()) {
                session.chooseLead(Optional.of(lead));
            }
        }

        /** What this person is in the Paratext project. */
        void isAtParatext(Role role) {
            isAtParatext(name, role);
        }

        /** The same, under another name. */
        void isAtParatext(String user, Role role) {
            atParatext = Optional.of(new TeamMember(user, role));
        }

        Map<PlaceName, PlaceLook> lookAtPlaces() {
            try (ProjectSession session = session()) {
                return session.lookAtPlaces(Progress.NONE);
            }
        }

        /** The program started anew over what is on the disk. */
        ProjectSession session() {
            repository.incrementOpen();
            ProjectStore store = ProjectStore.over(home, new Vault(repository));
            return new ProjectSession(
                    store,
                    folder,
                    SnapshotMerge::new,
                    clock,
                    (name, address, scribes, own) -> name.equals(HUB) ? place.remote(name) : paratext(name),
                    nobody -> Optional.empty());
        }

        private Remote paratext(PlaceName there) {
            return site.map(real -> real.remote(name, name)).orElseGet(() -> other.remote(there, atParatext));
        }

        Computer download() {
            try (ProjectSession session = session()) {
                session.download(actor, place.remote(HUB), Optional::empty, Progress.NONE);
            }
            return this;
        }

        /** The project comes from the Paratext server and is exchanged with that alone. */
        Computer downloadFromParatext() {
            tryDownloadFromParatext();
            return this;
        }

        /** The same, where it may not come about. */
        Downloading.Result tryDownloadFromParatext() {
            onlyParatext();
            try (ProjectSession session = session();
                    Remote remote = paratext(OTHER)) {
                return session.download(actor, remote, Optional::empty, Progress.NONE);
            }
        }

        PlaceOutcome sync() {
            return sync(SyncOptions.PLAIN);
        }

        PlaceOutcome sync(SyncOptions options) {
            return sync(options, Progress.NONE);
        }

        /** Syncs until the plug is pulled, which can be at every step and before every ref of the vault moves. */
        PlaceOutcome sync(PulledPlug plug) {
            repository.plug = Optional.of(plug);
            try {
                return sync(SyncOptions.PLAIN, plug);
            } finally {
                repository.plug = Optional.empty();
            }
        }

        PlaceOutcome sync(SyncOptions options, Progress progress) {
            try (ProjectSession session = session()) {
                last = session.sync(actor, options, progress);
                return last.places().getFirst();
            }
        }

        /** Syncs where nothing stands in the way. */
        PlaceOutcome.Synced synced() {
            return synced(SyncOptions.PLAIN);
        }

        PlaceOutcome.Synced synced(SyncOptions options) {
            PlaceOutcome outcome = sync(options);
            return outcome instanceof PlaceOutcome.Synced done ? done : fail(name + " expected Synced, not " + outcome);
        }

        /** Syncs where something has to stop it. */
        StopReason stopped() {
            return stopped(SyncOptions.PLAIN);
        }

        StopReason stopped(SyncOptions options) {
            PlaceOutcome outcome = sync(options);
            return outcome instanceof PlaceOutcome.Stopped(var place, var received, var unsent, var reason)
                    ? reason
                    : fail(name + " expected Stopped, not " + outcome);
        }

        SyncReport lastReport() {
            return last;
        }

        void write(String path, String text) {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Replaces a file by these bytes. */
        void bytes(String path, byte[] content) {
            try {
                Files.write(folder.resolve(path), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The bytes of a file. */
        byte[] bytes(String path) {
            try {
                return Files.readAllBytes(folder.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void delete(String path) {
            try {
                Files.delete(folder.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String read(String path) {
            try {
                return Files.readString(folder.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The disk says that a file was last written then. */
        void writtenAt(String path, Instant time) {
            try {
                Files.setLastModifiedTime(folder.resolve(path), FileTime.from(time));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Replaces words in a file as an editor does. */
        void edit(String path, String words, String by) {
            String text = read(path);
            if (!text.contains(words)) {
                throw new IllegalStateException(name + " has no \"" + words + "\" in " + path + ":\n" + text);
            }
            write(path, text.replace(words, by));
        }

        /** Every path and text in the folder. */
        Map<String, String> texts() {
            Map<String, String> texts = new TreeMap<>();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(f -> Files.isRegularFile(f) && !isMasorasOwn(f))
                        .toList()) {
                    texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return texts;
        }

        /** What a cut off apply leaves beside a file until the next start. */
        private static boolean isMasorasOwn(Path file) {
            return String.valueOf(file.getFileName()).startsWith(".masora-");
        }

        List<Decisions.View> conflicts() {
            return conflicts(false);
        }

        List<Decisions.View> conflicts(boolean automatic) {
            try (ProjectSession session = session()) {
                return session.conflicts(automatic);
            }
        }

        Decisions.Outcome resolve(String id, Decisions.Answer answer) {
            try (ProjectSession session = session()) {
                return session.resolve(actor, id, answer, Progress.NONE);
            }
        }

        Decisions.Together resolveTogether(Map<String, Decisions.Answer> answers, Map<String, Optional<byte[]>> seen) {
            try (ProjectSession session = session()) {
                return session.resolveTogether(actor, answers, seen, Progress.NONE);
            }
        }

        Decisions.Listing decisions() {
            try (ProjectSession session = session()) {
                return session.decisions();
            }
        }

        Undo.Outcome undo() {
            try (ProjectSession session = session()) {
                return session.undo(actor, Progress.NONE);
            }
        }

        StatusReport status() {
            try (ProjectSession session = session()) {
                return session.status(actor);
            }
        }

        List<HeldText> held() {
            return status().held();
        }

        Restoring.Outcome restore(Restoring.Request request) {
            try (ProjectSession session = session()) {
                return session.restore(actor, request, Progress.NONE);
            }
        }

        List<Restoring.Backup> backups() {
            try (ProjectSession session = session()) {
                return session.backups();
            }
        }

        /** Looks into the folder and keeps what is new, as the program does whenever it runs. */
        void look() {
            try (ProjectSession session = session()) {
                session.keep(actor, Progress.NONE);
            }
        }

        ProjectState state() {
            try (ProjectSession session = session()) {
                return session.state();
            }
        }

        PlaceState atHub() {
            return state().place(HUB);
        }

        /** This computer's history of the project, which never leaves it. */
        <T> T vault(Function<Vault, T> question) {
            try (ProjectSession session = session()) {
                return question.apply(session.store().vault());
            }
        }

        /** Every text that any kept revision of this computer's own line holds. */
        List<String> everKept(String path) {
            List<String> kept = new ArrayList<>();
            try (ProjectSession session = session()) {
                Vault vault = session.store().vault();
                Optional<RevisionId> at = session.state().kept();
                while (at.isPresent()) {
                    vault.snapshot(at.get())
                            .entry(path)
                            .ifPresent(e -> kept.add(new String(vault.blobs().read(e.id()), UTF_8)));
                    at = vault.parents(at.get()).stream().findFirst();
                }
            }
            return kept;
        }
    }
}
