package org.masora.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.scripture.BookCode;

/**
 * Paratext, done for real by several processes: a hub that stands in for it over Mercurial, people with Masora, and
 * somebody with Mercurial alone, who does what Paratext does. What Masora says of a step is never its proof: that comes
 * from a plain hg on the server's repository, a plain git, or the bytes on the disk.
 */
public final class ParatextDemo {
    private static final int NEEDS_YES = 6;
    private static final int REFUSED = 5;
    private static final int DECISIONS = 3;
    private static final String HUB_PASSWORD = "the keeper of the demo hub";
    private static final String TOM = "Tom Translator";

    private final Path place;
    private final Tree given;
    private final Tree paratext;
    private final Proofs proofs;
    private final Computer anna;
    private final Computer ben;
    private final Computer olga;
    private final String book;
    private final PlainHg server;
    private final Path toms;
    private int copies;

    private ParatextDemo(Path place, Tree given, Consumer<Step> listener) {
        this.place = place;
        this.given = given;
        this.paratext = ParatextSample.of(given);
        this.proofs = new Proofs(listener);
        this.anna = Computer.in(place, "anna");
        this.ben = Computer.in(place, "ben");
        this.olga = Computer.in(place, "olga");
        this.book = Verses.book(paratext).orElseThrow();
        this.server = new PlainHg(place.resolve("hub/paratext/hg/1"));
        this.toms = place.resolve("tom");
    }

    /** What is shown. */
    public enum Round {
        /** Send/Receive with Paratext alone. */
        PARATEXT,
        /** One project on Door43 and on Paratext. */
        BRIDGE
    }

    /** Whether there is an {@code hg} program, without which nothing could be done or checked. */
    public static boolean hasMercurial() throws InterruptedException {
        return PlainHg.isThere();
    }

    /**
     * Runs it.
     *
     * @param place an empty folder for everything that is made
     * @param project the files to do it with; what is no Paratext project is made one
     * @param listener is told every step as soon as it is proved or not
     * @return whether every check agreed
     */
    public static boolean run(Path place, Tree project, Round round, Consumer<Step> listener)
            throws IOException, InterruptedException {
        return new ParatextDemo(place, project, listener).run(round);
    }

    private boolean run(Round round) throws IOException, InterruptedException {
        Path state = place.resolve("state.json");
        Path prepare = ParatextSample.prepare(place, paratext);
        List<String> more = List.of("--paratext-prepare", prepare.toString(), "--paratext-state", state.toString());
        try (DemoHub hub = DemoHub.start(place.resolve("hub"), HUB_PASSWORD, more)) {
            proofs.prove(
                    "server",
                    "M-0801",
                    "M-0702",
                    hub.url() + "/paratext.json, process " + hub.pid(),
                    hub.statusAt("/paratext.json") == 200 && hub.statusAt("/registry/api8/userinfo") == 401);
            server.newest(toms);
            switch (round) {
                case PARATEXT -> {
                    connect(hub, state);
                    bothWays();
                    sameVerse();
                    observer(hub, state);
                    undo();
                    secondComputer(hub, state);
                }
                case BRIDGE -> bridge(hub, state);
            }
            proofs.prove(
                    "verify",
                    "M-0802",
                    "M-0803",
                    server.said("verify", "--quiet").strip(),
                    true);
        }
        return proofs.allHold();
    }

    // Paratext alone

    private void logIn(Computer computer, String person, DemoHub hub, Path state)
            throws IOException, InterruptedException {
        JsonValue known = JsonDocument.parse(Files.readAllBytes(state))
                .root()
                .orElseThrow(() -> new Computer.Unexpected("no state of the stand-in"));
        String token = Computer.text(known, "/users/" + person + "/refresh_token");
        String secret = Computer.text(known, "/client/secret");
        computer.told(token + "\n" + secret + "\n", "login", "paratext", hub.url(), "--refresh-token");
        StringBuilder open = new StringBuilder();
        try (var files = Files.list(computer.home().resolve("paratext"))) {
            for (Path file : files.toList()) {
                String permissions = Files.getPosixFilePermissions(file).toString();
                if (permissions.contains("GROUP") || permissions.contains("OTHERS")) {
                    open.append(file);
                }
            }
        }
        proofs.prove("login-" + person, "M-0804", "M-0805", computer.home() + "/paratext" + open, open.isEmpty());
    }

    private void connect(DemoHub hub, Path state) throws IOException, InterruptedException {
        logIn(anna, "ada", hub, state);
        anna.done("download", listed(), anna.folder().toString(), "--remote", "paratext");
        proofs.proveSame("connect", "M-0806", "M-0807", server.newest(copy()), anna.tree());
    }

    /** The project's short name, as a list of what is there gives it. */
    private String listed() throws IOException, InterruptedException {
        return Computer.text(anna.done("cloud", "--remote", "paratext").json(), "/projects/0/name");
    }

    private void bothWays() throws IOException, InterruptedException {
        byte[] before = anna.tree().content(book);
        write(anna, book, Verses.edit(before, 1, "Anna-one"));
        anna.done("sync", anna.folder().toString());
        Tree there = server.newest(copy());
        proofs.proveSame("sent", "M-0808", "M-0807", anna.tree(), there);
        String by = server.said("log", "--rev", "tip", "--template", "{user}: {desc}");
        proofs.prove("author", "M-0809", "M-0810", by.lines().findFirst().orElse(""), by.startsWith("Ada Admin"));
        server.edit(toms, TOM, book, content -> Verses.edit(content, 3, "Tom-three"));
        Tree untouched = anna.tree();
        JsonValue status = anna.done("status", anna.folder().toString()).json();
        proofs.prove(
                "newer",
                "M-0811",
                "M-0812",
                server.tip(),
                status.text("/there/paratext").equals(Optional.of("newer"))
                        && untouched.differences(anna.tree()).isEmpty());
        write(anna, book, Verses.edit(untouched.content(book), 2, "Anna-two"));
        anna.done("sync", anna.folder().toString());
        byte[] all = Verses.edit(Verses.edit(Verses.edit(before, 1, "Anna-one"), 2, "Anna-two"), 3, "Tom-three");
        proofs.prove(
                "both", "M-0721", "M-0722", book, Arrays.equals(all, anna.tree().content(book)));
        proofs.proveSame("both-there", "M-0808", "M-0807", anna.tree(), server.newest(copy()));
        String heads = server.said("heads", "--template", "{node|short} ");
        proofs.prove("one-head", "M-0813", "M-0814", heads, heads.strip().split(" ", -1).length == 1);
    }

    private void sameVerse() throws IOException, InterruptedException {
        byte[] before = anna.tree().content(book);
        server.edit(toms, TOM, book, content -> Verses.edit(content, 4, "Tom-same"));
        write(anna, book, Verses.edit(before, 4, "Anna-same"));
        anna.masora(List.of(DECISIONS), "sync", anna.folder().toString());
        proofs.prove(
                "same-verse",
                "M-0815",
                "M-0722",
                book,
                Arrays.equals(Verses.edit(before, 4, "Tom-same"), anna.tree().content(book)));
        JsonValue open = anna.masora(
                        List.of(DECISIONS), "conflicts", anna.folder().toString())
                .json();
        anna.done("resolve", anna.folder().toString(), Computer.text(open, "/conflicts/0/id"), "--other");
        anna.done("sync", anna.folder().toString());
        byte[] there = server.newest(copy()).content(book);
        proofs.prove("decided", "M-0816", "M-0807", book, Arrays.equals(Verses.edit(before, 4, "Anna-same"), there));
    }

    private void observer(DemoHub hub, Path state) throws IOException, InterruptedException {
        logIn(olga, "olga", hub, state);
        olga.done("download", ParatextSample.NAME, olga.folder().toString(), "--remote", "paratext");
        String tip = server.tip();
        byte[] edited = Verses.edit(olga.tree().content(book), 0, "Olga-zero");
        write(olga, book, edited);
        Computer.Answer refused =
                olga.masora(List.of(REFUSED), "sync", olga.folder().toString());
        proofs.prove(
                "observer",
                "M-0817",
                "M-0814",
                "exit " + refused.code() + ", " + server.tip(),
                server.tip().equals(tip) && Arrays.equals(edited, olga.tree().content(book)));
    }

    private void undo() throws IOException, InterruptedException {
        server.edit(toms, TOM, book, content -> Verses.edit(content, 5, "Tom-five"));
        Tree before = anna.tree();
        anna.done("sync", anna.folder().toString());
        String tip = server.tip();
        anna.done("undo", anna.folder().toString());
        proofs.proveSame("undo", "M-0741", "M-0742", before, anna.tree());
        anna.masora(List.of(NEEDS_YES), "sync", anna.folder().toString());
        proofs.prove("undo-server", "M-0818", "M-0814", tip, server.tip().equals(tip));
        anna.done("sync", anna.folder().toString(), "--combine");
        proofs.proveSame("undo-answered", "M-0819", "M-0807", server.newest(copy()), anna.tree());
    }

    private void secondComputer(DemoHub hub, Path state) throws IOException, InterruptedException {
        logIn(ben, "tom", hub, state);
        ben.done("download", ParatextSample.NAME, ben.folder().toString(), "--remote", "paratext");
        proofs.proveSame("second", "M-0711", "M-0712", anna.tree(), ben.tree());
        String tip = server.tip();
        ben.done("sync", ben.folder().toString());
        anna.done("sync", anna.folder().toString());
        proofs.prove("nothing-new", "M-0763", "M-0814", tip, server.tip().equals(tip));
        hub.killAndRestart();
        write(ben, book, Verses.edit(ben.tree().content(book), 0, "Ben-zero"));
        ben.done("sync", ben.folder().toString());
        anna.done("sync", anna.folder().toString());
        proofs.proveSame("killed", "M-0820", "M-0712", ben.tree(), anna.tree());
    }

    // Door43 and Paratext

    private void bridge(DemoHub hub, Path state) throws IOException, InterruptedException {
        for (Computer computer : List.of(anna, ben)) {
            hub.makeAccount(computer.user(), computer.password());
            computer.told(computer.password() + "\n", "login", "hub", hub.url(), "--user", computer.user());
        }
        logIn(anna, "ada", hub, state);
        logIn(ben, "tom", hub, state);
        given.write(anna.folder());
        anna.done("add", anna.folder().toString(), "--name", "Demo", "--language", "en");
        anna.done("sync", anna.folder().toString(), "--private");
        String name = Computer.text(anna.done("projects").json(), "/projects/0/places/hub/name");
        hub.letWrite(anna, name, ben.user());
        anna.done("connect", anna.folder().toString(), listed());
        anna.done("sync", anna.folder().toString());
        proveBooks("connect", "M-0821", hub, name);

        String mine = pathIn(anna.tree());
        server.edit(toms, TOM, book, content -> Verses.edit(content, 1, "Tom-one"));
        PlainGit.edit(
                hub, anna, name, copy(), pathOnDoor43(hub, name), content -> Verses.edit(content, 3, "Git-three"));
        write(anna, mine, Verses.edit(anna.tree().content(mine), 5, "Anna-five"));
        anna.done("sync", anna.folder().toString());
        byte[] all = Verses.edit(
                Verses.edit(Verses.edit(paratext.content(book), 1, "Tom-one"), 3, "Git-three"), 5, "Anna-five");
        proofs.prove(
                "both-ways",
                "M-0822",
                "M-0722",
                mine,
                Arrays.equals(all, anna.tree().content(mine)));
        proveBooks("both-ways-there", "M-0823", hub, name);
        onlyScripture(hub, name);
        secondBridge(hub, name);
    }

    /** The path of the same book in another layout. */
    private String pathIn(Tree tree) throws Computer.Unexpected {
        Optional<BookCode> code = ParatextSample.bookOf(book, paratext.content(book));
        return tree.files().entrySet().stream()
                .filter(file ->
                        ParatextSample.bookOf(file.getKey(), file.getValue()).equals(code))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Computer.Unexpected("no " + code));
    }

    private String pathOnDoor43(DemoHub hub, String name) throws IOException, InterruptedException {
        return pathIn(cloned(hub, name));
    }

    private Tree cloned(DemoHub hub, String name) throws IOException, InterruptedException {
        Path folder = copy();
        PlainGit.clone(hub, anna, name, folder);
        return Tree.read(folder);
    }

    /** Every book of Scripture, byte for byte the same at both servers and here. */
    private void proveBooks(String step, String claim, DemoHub hub, String name)
            throws IOException, InterruptedException {
        Tree here = books(anna.tree());
        Tree door43 = books(cloned(hub, name));
        Tree there = books(server.newest(copy()));
        boolean same =
                here.differences(door43).isEmpty() && here.differences(there).isEmpty();
        proofs.prove(step, claim, "M-0824", here.files().size() + " books, " + here.bytes() + " bytes", same);
    }

    private static Tree books(Tree tree) {
        NavigableMap<String, byte[]> books = new TreeMap<>();
        tree.files()
                .forEach((path, content) -> ParatextSample.bookOf(path, content)
                        .filter(BookCode::isScripture)
                        .ifPresent(code -> books.put(code.code(), content)));
        return new Tree(books);
    }

    private void onlyScripture(DemoHub hub, String name) throws IOException, InterruptedException {
        Path folder = copy();
        PlainGit.clone(hub, anna, name, folder);
        String reachable = PlainGit.in(folder.resolve(".git"), "rev-list", "--objects", "--all");
        boolean clean = !reachable.contains("Notes_")
                && !reachable.contains("Settings.xml")
                && !reachable.contains("ProjectUserAccess");
        proofs.prove("only-scripture", "M-0825", "M-0826", reachable.lines().count() + " objects", clean);
    }

    private void secondBridge(DemoHub hub, String name) throws IOException, InterruptedException {
        ben.done("download", name, ben.folder().toString(), "--remote", "door43");
        ben.done("connect", ben.folder().toString(), ParatextSample.NAME);
        ben.done("sync", ben.folder().toString());
        anna.done("sync", anna.folder().toString());
        String tip = server.tip();
        String head = PlainGit.head(hub, anna, name);
        for (Computer computer : List.of(anna, ben, anna, ben)) {
            computer.done("sync", computer.folder().toString());
        }
        boolean still =
                server.tip().equals(tip) && PlainGit.head(hub, anna, name).equals(head);
        proofs.prove("no-echo", "M-0827", "M-0828", tip + ", " + head, still);
        proofs.proveSame("second-bridge", "M-0762", "M-0712", books(anna.tree()), books(ben.tree()));
        server.edit(toms, TOM, book, content -> Verses.edit(content, 0, "Tom-zero"));
        ben.done("sync", ben.folder().toString());
        anna.done("sync", anna.folder().toString());
        proveBooks("through-ben", "M-0829", hub, name);
    }

    // Proofs

    private Path copy() {
        return place.resolve("copies-" + ++copies);
    }

    private static void write(Computer computer, String path, byte[] content) throws IOException {
        Files.write(computer.folder().resolve(path), content);
    }
}
