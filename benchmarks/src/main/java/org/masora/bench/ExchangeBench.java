package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.masora.remote.door43.Lines;

/** Both programs exchange the same project with the same server, in turns. */
final class ExchangeBench {

    /** Younger files than this are read again by both programs, because their times may not show a change. */
    private static final long SETTLED_MILLIS = 2_500;

    private final Path work;
    private final MeetingPlace place;
    private final Sample sample;
    private final Effort effort;
    private final Optional<Path> root;
    private final Consumer<String> said;
    private final Map<Scenario, Map<String, Figures>> figures = new EnumMap<>(Scenario.class);
    private int edits;

    /**
     * How much is measured.
     *
     * @param rounds new projects
     * @param repeats of what needs no new project, in each round
     * @param branches how many others are made at the server
     * @param careful whether the engine is warmed, and files are given the time to grow old enough to be trusted by
     *     their times
     */
    record Effort(int rounds, int repeats, int branches, boolean careful) {}

    /**
     * What one scenario cost both programs.
     *
     * @param what was done
     * @param cold the commands in place of the running engine; empty where they were not measured
     */
    record Result(
            String sample, String place, String what, Scenario scenario, Figures masora, Figures git, Figures cold) {
        boolean met() {
            return scenario.aim().met(masora, git);
        }
    }

    private interface Deed {
        void run(Client client) throws IOException;
    }

    /**
     * Measures later.
     *
     * @param root the folder of the {@code masora} command, if it is to be measured as well
     */
    ExchangeBench(
            Path work, MeetingPlace place, Sample sample, Effort effort, Optional<Path> root, Consumer<String> said) {
        this.work = work;
        this.place = place;
        this.sample = sample;
        this.effort = effort;
        this.root = root;
        this.said = said;
    }

    /** Measures everything. */
    List<Result> run() throws IOException {
        try (MasoraClient masora = new MasoraClient(work.resolve("home"), place, Lines.of(GitClient.BRANCH))) {
            List<Client> clients = List.of(masora, new GitClient(place));
            List<Client> withCommand = new ArrayList<>(clients);
            if (root.isPresent() && place.password().isPresent()) {
                withCommand.add(new CommandClient(
                        root.get(),
                        work.resolve("home-command"),
                        place.base(),
                        MeetingPlace.OWNER,
                        place.password().get()));
            }
            warmUp(masora);
            figures.clear();
            for (int round = 0; round < effort.rounds(); round++) {
                round(withCommand, "round" + round, round, effort.careful());
            }
            branches(clients, "round0");
        }
        people();
        return results();
    }

    /** The git program is a new one each time and cannot be warmed. */
    private void warmUp(Client masora) throws IOException {
        for (int i = 0; effort.careful() && i < effort.rounds(); i++) {
            round(List.of(masora), "warm-up" + i, i, false);
        }
    }

    private void round(List<Client> clients, String name, int number, boolean settled) throws IOException {
        said.accept(place.name() + ", " + sample.name() + ": " + name);
        List<Client> order = number % 2 == 0 ? clients : clients.reversed();
        for (Client client : order) {
            if (!makesItsProject(client)) {
                place.newProject(project(client, name));
            }
            sample.writeTo(folder(client, name));
        }
        settle(settled);
        for (Client client : order) {
            measure(Scenario.FIRST_SYNC, client, c -> c.firstSync(folder(c, name), project(c, name)));
        }
        settle(settled);
        for (int i = 0; i < effort.repeats(); i++) {
            each(Scenario.STATUS, order, c -> c.status(folder(c, name)));
        }
        changesAndNothing(order, name, Scenario.ONE_VERSE, Scenario.NOTHING);
        for (Client client : order) {
            Path copy = folder(client, name + "-downloaded");
            // The engine's project holds the same.
            String project = makesItsProject(client) ? "masora-" + name : project(client, name);
            measure(Scenario.DOWNLOAD, client, c -> c.download(project, copy));
            requireEqual(folder(client, name), copy);
        }
    }

    private void changesAndNothing(List<Client> order, String name, Scenario change, Scenario nothing)
            throws IOException {
        for (int i = 0; i < effort.repeats(); i++) {
            int edit = edits++;
            order.forEach(client -> sample.changeVerse(folder(client, name), edit));
            each(change, order, c -> c.syncChange(folder(c, name)));
            each(nothing, order, c -> c.syncNothing(folder(c, name)));
        }
    }

    /** Colleagues' branches at the server, which neither program is interested in. */
    private void branches(List<Client> clients, String name) throws IOException {
        said.accept(place.name() + ", " + sample.name() + ": " + effort.branches() + " branches");
        for (Client client : clients) {
            sendBranches(project(client, name), "work-%02d");
        }
        changesAndNothing(clients, name, Scenario.ONE_VERSE_BRANCHES, Scenario.NOTHING_BRANCHES);
    }

    /** A project of Scribe's, whose people have a branch each that Masora keeps an eye on; git looks at none. */
    private void people() throws IOException {
        said.accept(place.name() + ", " + sample.name() + ": " + effort.branches() + " people");
        String name = "people";
        try (MasoraClient masora = new MasoraClient(work.resolve("home-people"), place, Lines.scribe())) {
            List<Client> clients = List.of(masora, new GitClient(place));
            for (Client client : clients) {
                place.newProject(project(client, name));
                sample.writeTo(folder(client, name));
            }
            settle(effort.careful());
            for (Client client : clients) {
                client.firstSync(folder(client, name), project(client, name));
            }
            for (Client client : clients) {
                sendBranches(project(client, name), "person-%02d/scribe");
            }
            // The first sync afterwards brings the people's work into the vault.
            masora.syncNothing(folder(masora, name));
            changesAndNothing(clients, name, Scenario.ONE_VERSE_PEOPLE, Scenario.NOTHING_PEOPLE);
        }
    }

    private void sendBranches(String project, String pattern) throws IOException {
        List<String> names = IntStream.range(0, effort.branches())
                .mapToObj(i -> String.format(Locale.ROOT, pattern, i))
                .toList();
        new GitClient(place).sendBranches(work.resolve(project + "-branches"), sample, project, names);
    }

    private void each(Scenario scenario, List<Client> order, Deed deed) throws IOException {
        for (Client client : order) {
            measure(scenario, client, deed);
        }
    }

    private void measure(Scenario scenario, Client client, Deed deed) throws IOException {
        Traffic before = place.traffic();
        long start = System.nanoTime();
        deed.run(client);
        double millis = (System.nanoTime() - start) / 1e6;
        figures.computeIfAbsent(scenario, s -> new TreeMap<>())
                .computeIfAbsent(client.name(), c -> new Figures())
                .add(millis, place.traffic().since(before));
    }

    private List<Result> results() {
        List<Result> results = new ArrayList<>();
        figures.forEach((scenario, byClient) -> results.add(new Result(
                sample.name(),
                place.name(),
                scenario.words(effort.branches()),
                scenario,
                of(byClient, "Masora"),
                of(byClient, "git"),
                of(byClient, "cold"))));
        return results;
    }

    private static Figures of(Map<String, Figures> byClient, String client) {
        return byClient.getOrDefault(client, new Figures());
    }

    private static String project(Client client, String name) {
        return client.name().toLowerCase(Locale.ROOT) + "-" + name;
    }

    /** The command makes its project at the server in its first sync, under a name of its own choice. */
    private static boolean makesItsProject(Client client) {
        return client instanceof CommandClient;
    }

    private Path folder(Client client, String name) {
        return work.resolve(project(client, name));
    }

    /** Files are old enough to be trusted by their times, and what made them does not keep the disk busy. */
    private static void settle(boolean settled) throws IOException {
        if (!settled) {
            return;
        }
        try {
            new ProcessBuilder("sync").start().waitFor();
            Thread.sleep(SETTLED_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void requireEqual(Path one, Path other) throws IOException {
        for (String path : sample.files().keySet()) {
            if (!Arrays.equals(Files.readAllBytes(one.resolve(path)), Files.readAllBytes(other.resolve(path)))) {
                throw new IOException("downloaded otherwise than sent: " + path);
            }
        }
    }
}
