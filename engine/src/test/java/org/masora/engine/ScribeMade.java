package org.masora.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Assumptions;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Projects.AddOutcome;
import org.masora.engine.Projects.DownloadOutcome;
import org.masora.engine.Projects.Given;
import org.masora.engine.Projects.OpenOutcome;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.Tips;
import org.masora.remote.memory.MemoryPlace;
import org.masora.store.PlaceAddress;
import org.masora.store.Vault;
import org.masora.testkit.Corpus;

/**
 * Folders and repositories as Scribe's own library leaves them (the corpus' {@code scribe-made}),
 * unpacked into a test's folder, with computers on the real disk beside them. What is claimed is
 * checked with the real git. Skips the running test where the corpus, git or tar is absent.
 */
final class ScribeMade {

    static final PlaceName DOOR43 = new PlaceName("door43");
    private static final Path SCRATCH = Path.of(System.getProperty("java.io.tmpdir"));

    final MemoryPlace place = new MemoryPlace();
    final Path root;
    /** How the computers reach the place. */
    Remotes remotes = (where, address, scribes, own) -> place.remote(where);

    private Instant now = Instant.parse("2026-04-01T09:00:00Z");
    private final InstantSource clock = () -> now = now.plusSeconds(1);

    ScribeMade(Path root) {
        this.root = root;
        Assumptions.assumeTrue(hasPrograms(), "skipped: no git and tar programs here");
    }

    private static boolean hasPrograms() {
        try {
            git(SCRATCH, "--version");
            run(SCRATCH, "tar", "--version");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Fills the place with a server's repository: {@code main} as the main line, {@code NAME/scribe} beside it. */
    ScribeMade serving(String bundle, String main) {
        Path repository = root.resolve("server.git");
        git(root, "clone", "-q", "--mirror", fixture(bundle).toString(), repository.toString());
        takeOver(repository, main);
        return this;
    }

    /** What Scribe's users pushed to {@link #served} is at the place now. */
    void takeOver(Path repository) {
        takeOver(repository, "scribe-main");
    }

    private void takeOver(Path repository, String main) {
        try (Vault vault = new Vault(new FileRepositoryBuilder()
                .setGitDir(repository.toFile())
                .setMustExist(true)
                .build())) {
            vault.refs("refs/heads/").forEach((line, head) -> {
                place.bring(vault, head);
                if (line.equals(main)) {
                    place.forceMain(head);
                } else if (line.endsWith("/scribe")) {
                    place.forceSideLine(line, head);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path fixture(String name) {
        return Corpus.folder("scribe-made/" + name);
    }

    /** A computer with the folder of this archive. */
    Computer computer(String name, String archive) {
        Path home = made(root.resolve(name + "-home"));
        run(home, "tar", "xzf", fixture(archive).toString(), "-C", home.toString());
        try (Stream<Path> children = Files.list(home)) {
            return new Computer(name, children.findFirst().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A computer with a folder that is not there yet; one without a name has no account. */
    Computer computer(String name) {
        return new Computer(name, made(root.resolve(name + "-home")).resolve("project"));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RevisionId main() {
        return place.heads().main().orElseThrow();
    }

    /** What the place holds as a repository on the disk, as its users clone it. */
    Path served() {
        try {
            Path folder = Files.createTempDirectory(root, "served").resolve("served.git");
            try (Vault copy = Vault.open(folder)) {
                Heads heads = place.heads();
                place.remote(DOOR43).fetch(copy, Tips.of(heads), Progress.NONE);
                heads.main().ifPresent(head -> copy.moveRef("refs/heads/scribe-main", Optional.empty(), head));
                heads.sideLines().forEach((line, head) -> copy.moveRef("refs/heads/" + line, Optional.empty(), head));
            }
            git(folder, "symbolic-ref", "HEAD", "refs/heads/scribe-main");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A real git's clone of the place; answers the folder. */
    Path cloned() {
        Path served = served();
        Path clone = served.resolveSibling("clone");
        git(root, "clone", "-q", "-c", "core.autocrlf=false", served.toString(), clone.toString());
        return clone;
    }

    /** One commit made by plain git on these parents with one file of another content. */
    RevisionId commit(RevisionId parent, Person author, String path, String words, String by) {
        Vault vault = place.vault();
        String text = new String(
                vault.blobs()
                        .read(vault.snapshot(parent).entry(path).orElseThrow().id()),
                StandardCharsets.UTF_8);
        if (!text.contains(words)) {
            throw new IllegalStateException("no \"" + words + "\" in " + path);
        }
        BlobId blob = vault.blobs().write(text.replace(words, by).getBytes(StandardCharsets.UTF_8));
        return vault.commit(
                vault.snapshot(parent).with(path, Entry.file(blob)),
                List.of(parent),
                author,
                clock.instant(),
                "Added from scribe\n");
    }

    /** Every path below a folder with the hash of its bytes; folders count too. */
    static Map<String, String> bytes(Path folder) {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                String name = folder.relativize(path).toString();
                bytes.put(
                        name,
                        Files.isDirectory(path)
                                ? "folder"
                                : BlobId.of(Files.readAllBytes(path)).hex());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    /** The project's own files of a folder: everything but what lies in {@code .git} and these names. */
    static Map<String, String> content(Path folder, String... but) {
        Map<String, String> content = new TreeMap<>(bytes(folder));
        content.keySet().removeIf(path -> path.equals(".git") || path.startsWith(".git/") || path.isEmpty());
        content.keySet().removeAll(List.of(but));
        return content;
    }

    /** Runs git, which may not touch what it looks at, and answers what it printed. */
    static String git(Path in, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(in, command.toArray(String[]::new));
    }

    static String run(Path in, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + output);
            }
            return output.strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One person's computer, on the real disk. */
    final class Computer {
        final String name;
        final Path folder;
        final Actor actor;
        private final Projects projects;
        private String id = "";

        private Computer(String name, Path folder) {
            this.name = name;
            this.folder = folder;
            this.actor = new Actor(new Person(name, name + "@noreply.example.org"));
            this.projects = new Projects(
                    made(root.resolve(name + "-masora")),
                    name.isEmpty() ? "computer" : name,
                    SnapshotMerge::new,
                    clock,
                    (where, address, scribes, own) -> remotes.open(where, address, scribes, own));
        }

        PlaceAddress address(String project) {
            return new PlaceAddress("door43", "https://git.door43.org", "asha", project, name);
        }

        /** Takes the folder under care and connects it. */
        Computer added() {
            AddOutcome outcome =
                    projects.add(folder, new Given(Optional.empty(), Optional.empty()), actor, Progress.NONE);
            if (!(outcome instanceof AddOutcome.Added(String made, var description))) {
                throw new AssertionError(outcome);
            }
            id = made;
            try (ProjectSession session = session()) {
                session.connect(DOOR43, address(description.orElseThrow().repositoryName()));
            }
            return this;
        }

        Computer downloaded(String project) {
            DownloadOutcome outcome = projects.download(DOOR43, address(project), folder, actor, Progress.NONE);
            if (!(outcome instanceof DownloadOutcome.Downloaded done)) {
                throw new AssertionError(outcome);
            }
            id = done.id();
            return this;
        }

        ProjectSession session() {
            OpenOutcome outcome = projects.open(id);
            if (outcome instanceof OpenOutcome.Opened(var session)) {
                return session;
            }
            throw new AssertionError(outcome);
        }

        PlaceOutcome sync() {
            return sync(SyncOptions.PLAIN);
        }

        PlaceOutcome sync(SyncOptions options) {
            return report(options).places().getFirst();
        }

        SyncReport report(SyncOptions options) {
            try (ProjectSession session = session()) {
                return session.sync(actor, options, Progress.NONE);
            }
        }

        StatusReport status() {
            try (ProjectSession session = session()) {
                return session.status(actor);
            }
        }

        List<Decisions.View> conflicts() {
            try (ProjectSession session = session()) {
                return session.conflicts(false);
            }
        }

        Map<String, RevisionId> vaultRefs(String prefix) {
            try (ProjectSession session = session()) {
                return session.store().vault().refs(prefix);
            }
        }

        Map<String, String> gitBytes() {
            return bytes(folder.resolve(".git"));
        }

        String read(String path) {
            try {
                return Files.readString(folder.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void edit(String path, String words, String by) {
            String text = read(path);
            if (!text.contains(words)) {
                throw new IllegalStateException(name + " has no \"" + words + "\" in " + path + ":\n" + text);
            }
            try {
                Files.writeString(folder.resolve(path), text.replace(words, by));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
