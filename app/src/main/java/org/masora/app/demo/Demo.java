package org.masora.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.masora.core.json.JsonValue;

/**
 * The main job, done for real by several processes: a hub, and two computers with homes of their own. What Masora says
 * of a step is never its proof: that comes from a plain git, from plain HTTP, or from the bytes on the disk.
 */
public final class Demo {
    private static final List<Integer> DONE_OR_DECISIONS = List.of(0, 3);
    private static final int NEEDS_YES = 6;
    private static final String HUB_PASSWORD = "the keeper of the demo hub";

    private final Path place;
    private final Tree project;
    private final Given given;
    private final Proofs proofs;
    private final Computer anna;
    private final Computer ben;
    private final String book;
    private int clones;

    /** What the project is called, where it does not say it itself. */
    public record Given(String name, String language) {}

    private Demo(Path place, Tree project, String book, Given given, Consumer<Step> listener) {
        this.place = place;
        this.project = project;
        this.book = book;
        this.given = given;
        this.proofs = new Proofs(listener);
        this.anna = Computer.in(place, "anna");
        this.ben = Computer.in(place, "ben");
    }

    /** Why there is no demonstration. */
    public enum Obstacle {
        /** There is no git program, so nothing could be checked. */
        NO_GIT,
        /** The project has no USFM book with some verses, so nothing could be edited. */
        NO_BOOK
    }

    /** Finds out what stands in the way; the demonstration itself then only fails by failing. */
    public static List<Obstacle> obstacles(Tree project) throws InterruptedException {
        List<Obstacle> obstacles = new ArrayList<>();
        if (!PlainGit.isThere()) {
            obstacles.add(Obstacle.NO_GIT);
        }
        if (Verses.book(project).isEmpty()) {
            obstacles.add(Obstacle.NO_BOOK);
        }
        return obstacles;
    }

    /**
     * Runs it.
     *
     * @param place an empty folder for everything that is made
     * @param project the files to do it with
     * @param listener is told every step as soon as it is proved or not
     * @return whether every check agreed
     */
    public static boolean run(Path place, Tree project, Given given, Consumer<Step> listener)
            throws IOException, InterruptedException {
        String book = Verses.book(project).orElseThrow();
        return new Demo(place, project, book, given, listener).run();
    }

    private boolean run() throws IOException, InterruptedException {
        try (DemoHub hub = DemoHub.start(place.resolve("hub"), HUB_PASSWORD)) {
            String name = begin(hub);
            differentVerses(hub, name);
            sameVerse(hub, name);
            undo(hub, name);
            restore(hub, name);
            killTheHub(hub, name);
        }
        return proofs.allHold();
    }

    // The steps

    private String begin(DemoHub hub) throws IOException, InterruptedException {
        long own = ProcessHandle.current().pid();
        proofs.prove(
                "hub",
                "M-0701",
                "M-0702",
                hub.url() + ", process " + hub.pid(),
                hub.pid() != own && hub.status("/version") == 200);
        for (Computer computer : List.of(anna, ben)) {
            hub.makeAccount(computer.user(), computer.password());
            computer.told(computer.password() + "\n", "login", "hub", hub.url(), "--user", computer.user());
            String kept = Files.readString(computer.home().resolve("accounts.json"));
            boolean secret = !kept.contains(computer.password());
            proofs.prove("login-" + computer.user(), "M-0703", "M-0704", computer.home() + "/accounts.json", secret);
        }

        project.write(anna.folder());
        Computer.Answer added =
                anna.done("add", anna.folder().toString(), "--name", given.name(), "--language", given.language());
        proofs.proveSame("add", "M-0705", "M-0706", project, anna.tree());

        Computer.Answer sent = anna.done("sync", anna.folder().toString(), "--private");
        String head = Computer.text(sent.json(), "/places/0/head");
        String name = nameOnHub(anna);
        Tree cloned = cloned(hub, name, head, "first-sync", "M-0707", sent.seconds());
        proofs.proveSame("first-sync-bytes", "M-0709", "M-0710", project, cloned);
        hub.letWrite(anna, name, ben.user());
        Computer.Answer downloaded = ben.done("download", name, ben.folder().toString());
        proofs.proveSame("download", "M-0711", "M-0712", project, ben.tree());
        proofs.prove(
                "vault",
                "M-0713",
                "M-0714",
                "git --git-dir " + vault(anna, Computer.text(added.json(), "/id")),
                PlainGit.in(vault(ben, Computer.text(downloaded.json(), "/id")), "cat-file", "-t", head)
                                .strip()
                                .equals("commit")
                        && PlainGit.in(vault(anna, Computer.text(added.json(), "/id")), "fsck", "--no-dangling")
                                .isBlank());
        return name;
    }

    private void differentVerses(DemoHub hub, String name) throws IOException, InterruptedException {
        byte[] before = project.content(book);
        byte[] both = Verses.edit(Verses.edit(before, 1, "Anna-one"), 3, "Ben-three");
        write(anna, Verses.edit(before, 1, "Anna-one"));
        write(ben, Verses.edit(before, 3, "Ben-three"));
        ben.done("sync", ben.folder().toString());
        Computer.Answer merged = anna.done("sync", anna.folder().toString());
        proofs.prove(
                "different-verses",
                "M-0721",
                "M-0722",
                book,
                Arrays.equals(both, anna.tree().content(book))
                        && project.differences(anna.tree()).equals(List.of(book)));
        Tree cloned = cloned(
                hub,
                name,
                Computer.text(merged.json(), "/places/0/head"),
                "different-verses-sent",
                "M-0723",
                merged.seconds());
        proofs.proveSame("different-verses-hub", "M-0709", "M-0710", anna.tree(), cloned);
        ben.done("sync", ben.folder().toString());
        proofs.proveSame("different-verses-both", "M-0724", "M-0712", anna.tree(), ben.tree());
    }

    private void sameVerse(DemoHub hub, String name) throws IOException, InterruptedException {
        byte[] before = anna.tree().content(book);
        write(anna, Verses.edit(before, 2, "Anna-same"));
        write(ben, Verses.edit(before, 2, "Ben-same"));
        anna.done("sync", anna.folder().toString());
        Tree published = anna.tree();
        Computer.Answer met = ben.masora(List.of(3), "sync", ben.folder().toString());
        proofs.proveSame("same-verse", "M-0731", "M-0732", published, ben.tree());
        JsonValue open =
                ben.masora(List.of(3), "conflicts", ben.folder().toString()).json();
        String conflict = Computer.text(open, "/conflicts/0/id");
        String records = PlainGit.in(vaultOf(ben), "grep", "-F", "--name-only", "Ben-same", "refs/masora/conflicts");
        proofs.prove(
                "other-reading",
                "M-0733",
                "M-0734",
                Computer.text(open, "/conflicts/0/reference") + ": " + records.strip(),
                records.contains(conflict));
        cloned(hub, name, Computer.text(met.json(), "/places/0/head"), "same-verse-sent", "M-0723", met.seconds());

        anna.masora(DONE_OR_DECISIONS, "sync", anna.folder().toString());
        JsonValue annas =
                anna.masora(List.of(3), "conflicts", anna.folder().toString()).json();
        proofs.prove(
                "one-conflict",
                "M-0735",
                "M-0736",
                conflict,
                Computer.text(annas, "/conflicts/0/id").equals(conflict)
                        && annas.elements("/conflicts").size() == 1);

        anna.done("resolve", anna.folder().toString(), conflict, "--other");
        Computer.Answer shared = anna.done("sync", anna.folder().toString());
        ben.done("sync", ben.folder().toString());
        ben.done("conflicts", ben.folder().toString());
        boolean decided =
                Arrays.equals(Verses.edit(before, 2, "Ben-same"), ben.tree().content(book));
        proofs.prove("decided", "M-0737", "M-0738", book, decided);
        Tree cloned = cloned(
                hub, name, Computer.text(shared.json(), "/places/0/head"), "decided-sent", "M-0723", shared.seconds());
        proofs.proveSame("decided-hub", "M-0709", "M-0710", ben.tree(), cloned);
    }

    private void undo(DemoHub hub, String name) throws IOException, InterruptedException {
        Tree before = anna.tree();
        write(ben, Verses.edit(before.content(book), 4, "Ben-four"));
        ben.done("sync", ben.folder().toString());
        anna.done("sync", anna.folder().toString());
        String there = PlainGit.head(hub, anna, name);
        anna.done("undo", anna.folder().toString());
        proofs.proveSame("undo", "M-0741", "M-0742", before, anna.tree());
        proofs.prove(
                "undo-hub",
                "M-0743",
                "M-0744",
                there,
                PlainGit.head(hub, anna, name).equals(there));
        Computer.Answer asked =
                anna.masora(List.of(NEEDS_YES), "sync", anna.folder().toString());
        proofs.prove(
                "undo-asks",
                "M-0745",
                "M-0742",
                "exit " + asked.code(),
                before.differences(anna.tree()).isEmpty());
        anna.done("sync", anna.folder().toString(), "--combine");
        proofs.proveSame("undo-answered", "M-0724", "M-0712", ben.tree(), anna.tree());
    }

    private void restore(DemoHub hub, String name) throws IOException, InterruptedException {
        Tree good = anna.tree();
        write(anna, "\\id XXA an accident\n".getBytes(StandardCharsets.UTF_8));
        Computer.Answer stopped =
                anna.masora(List.of(NEEDS_YES), "sync", anna.folder().toString());
        String there = PlainGit.head(hub, anna, name);
        Tree cloned = cloned(hub, name, there, "brake", "M-0751", stopped.seconds());
        proofs.proveSame("brake-hub", "M-0752", "M-0710", good, cloned);
        Computer.Answer history = anna.done("history", anna.folder().toString());
        Path beside = place.resolve("restored");
        Path vault = vaultOf(anna);
        String revision = "";
        for (JsonValue past : history.json().elements("/history")) {
            String id = Computer.text(past, "/revision");
            String content = PlainGit.in(vault, "show", id + ":" + book);
            if (content.equals(new String(good.content(book), StandardCharsets.UTF_8))) {
                revision = id;
                break;
            }
        }
        anna.done("restore", anna.folder().toString(), revision, "--to", beside.toString());
        proofs.proveSame("restore-beside", "M-0753", "M-0712", good, Tree.read(beside));
        JsonValue backups = anna.done("backups", anna.folder().toString()).json();
        String newest = Computer.text(backups, "/backups/0/revision");
        proofs.prove(
                "backups",
                "M-0754",
                "M-0755",
                newest + ", " + backups.elements("/backups").size(),
                PlainGit.in(vault, "cat-file", "-t", newest).strip().equals("commit"));
        anna.done("restore", anna.folder().toString(), revision);
        proofs.proveSame("restore", "M-0756", "M-0712", good, anna.tree());
    }

    private void killTheHub(DemoHub hub, String name) throws IOException, InterruptedException {
        Computer.Answer last = anna.done("sync", anna.folder().toString());
        String head = PlainGit.head(hub, anna, name);
        hub.killAndRestart();
        Tree cloned = cloned(hub, name, head, "killed-hub", "M-0761", last.seconds());
        proofs.proveSame("killed-hub-bytes", "M-0709", "M-0710", anna.tree(), cloned);
        Computer.Answer rest = ben.done("sync", ben.folder().toString());
        proofs.proveSame("rest", "M-0762", "M-0712", anna.tree(), ben.tree());
        proofs.prove(
                "nothing-new",
                "M-0763",
                "M-0744",
                Computer.text(rest.json(), "/places/0/outcome"),
                PlainGit.head(hub, anna, name).equals(head));
    }

    // Proofs

    /** Lets git clone the project, proves that the head is the one that Masora named, and gives what was cloned. */
    private Tree cloned(DemoHub hub, String name, String head, String step, String claim, double seconds)
            throws IOException, InterruptedException {
        Path folder = place.resolve("clones/" + ++clones);
        String found = PlainGit.clone(hub, anna, name, folder);
        proofs.prove(
                step, claim, "M-0708", "git rev-parse HEAD: %s (%.1f s)".formatted(found, seconds), found.equals(head));
        return Tree.read(folder);
    }

    private void write(Computer computer, byte[] content) throws IOException {
        Files.write(computer.folder().resolve(book), content);
    }

    /** What the hub calls the project, as the list of projects says. */
    private static String nameOnHub(Computer computer) throws IOException, InterruptedException {
        return Computer.text(computer.done("projects").json(), "/projects/0/places/hub/name");
    }

    private static Path vaultOf(Computer computer) throws IOException, InterruptedException {
        return vault(computer, Computer.text(computer.done("projects").json(), "/projects/0/id"));
    }

    private static Path vault(Computer computer, String id) {
        return computer.home().resolve("projects").resolve(id).resolve("vault.git");
    }
}
