package org.masora.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Masora with a stand-in for Paratext's servers, beside the {@code hg} program with {@code hg serve} over the same
 * repository: connecting, and a sync where both sides changed a verse. Hg does what a script would do: {@code pull},
 * {@code merge}, {@code commit}, {@code push}; that the own change was committed before is not counted.
 */
final class ParatextBench {

    private static final int HEAP_MEGABYTES = 256;
    private static final int REQUESTS_AT_MOST = 8;
    private static final double CONNECT_AT_MOST = 2;
    private static final double SYNC_AT_MOST = 1.5;

    private final Path work;
    private final Sample sample;
    private final int rounds;
    private final int syncs;
    private final Consumer<String> said;

    ParatextBench(Path work, Sample sample, int rounds, int syncs, Consumer<String> said) {
        this.work = work;
        this.sample = sample;
        this.rounds = rounds;
        this.syncs = syncs;
        this.said = said;
    }

    /** Measures everything, both programs in turns. */
    List<Report.Single> run() throws IOException {
        Figures connectMasora = new Figures();
        Figures connectHg = new Figures();
        Figures syncMasora = new Figures();
        Figures syncHg = new Figures();
        boolean suffices;
        Sample project = ParatextPlace.project(sample);
        try (ParatextPlace place = new ParatextPlace(work.resolve("place"), sample)) {
            Path served = work.resolve("served");
            hg(work, "clone", "-q", "--noupdate", place.repository().toString(), served.toString());
            // The engine runs already when a person presses the button; its first round is not counted.
            for (int round = -1; round < rounds; round++) {
                said.accept("Paratext, " + sample.name() + (round < 0 ? ": warming up" : ": round " + round));
                Path here = Files.createDirectories(work.resolve("round" + round));
                Figures none = new Figures();
                masora(place, project, here, round < 0 ? none : connectMasora, round < 0 ? none : syncMasora);
                if (round >= 0) {
                    plainHg(served, project, here, connectHg, syncHg);
                }
            }
            said.accept("Paratext, " + sample.name() + ": memory");
            suffices = heapSuffices(place);
        }
        return List.of(
                beside("connect", connectMasora, connectHg, CONNECT_AT_MOST, "hg clone"),
                beside(
                        "sync, a verse changed on each side",
                        syncMasora,
                        syncHg,
                        SYNC_AT_MOST,
                        "pull, merge, commit, push"),
                new Report.Single(
                        "requests of that sync",
                        syncMasora.traffic().requests(),
                        "",
                        String.format(
                                Locale.ROOT,
                                "%,d bytes in bodies",
                                syncMasora.traffic().bodyBytes()),
                        "≤ " + REQUESTS_AT_MOST,
                        syncMasora.traffic().requests() <= REQUESTS_AT_MOST),
                new Report.Single(
                        "connect and sync within a heap of",
                        HEAP_MEGABYTES,
                        "MB",
                        "",
                        "< " + HEAP_MEGABYTES + " MB",
                        suffices));
    }

    private Report.Single beside(String what, Figures masora, Figures hg, double most, String how) {
        double times = masora.median() / hg.median();
        return new Report.Single(
                what + ", " + sample.name(),
                masora.median(),
                "ms",
                String.format(Locale.ROOT, "hg (%s) %.0f ms: %.2f ×", how, hg.median(), times),
                String.format(Locale.ROOT, "≤ %.1f × hg", most),
                times <= most);
    }

    private void masora(ParatextPlace place, Sample project, Path here, Figures connect, Figures sync)
            throws IOException {
        Path folder = here.resolve("masora");
        Path colleague = here.resolve("colleague");
        try (ParatextPlace.Client client = new ParatextPlace.Client(here.resolve("home"), place.access())) {
            measured(connect, place, () -> client.connect(folder));
            hg(here, "clone", "-q", place.repository().toString(), colleague.toString());
            for (int i = 0; i < syncs; i++) {
                hg(colleague, "pull", "-q", "-u");
                project.changeVerse(colleague, 2 * i);
                commit(colleague);
                hg(colleague, "push", "-q");
                project.changeVerse(folder, 2 * i + 1);
                measured(sync, place, client::sync);
            }
        }
    }

    private void plainHg(Path served, Sample project, Path here, Figures connect, Figures sync) throws IOException {
        Path folder = here.resolve("hg");
        Path colleague = here.resolve("hgs-colleague");
        Process server = new ProcessBuilder(
                        "hg",
                        "serve",
                        "--address",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--config",
                        "web.push_ssl=false",
                        "--config",
                        "web.allow_push=*")
                .directory(served.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String line = String.valueOf(out.readLine());
            String port = line.replaceAll(".*:([0-9]+)/.*", "$1");
            String url = "http://127.0.0.1:" + port + "/";
            measured(connect, null, () -> hg(here, "clone", "-q", url, folder.toString()));
            hg(here, "clone", "-q", served.toString(), colleague.toString());
            for (int i = 0; i < syncs; i++) {
                hg(colleague, "pull", "-q", "-u");
                project.changeVerse(colleague, 2 * i);
                commit(colleague);
                hg(colleague, "push", "-q");
                project.changeVerse(folder, 2 * i + 1);
                commit(folder);
                measured(sync, null, () -> {
                    hg(folder, "pull", "-q");
                    hg(folder, "merge", "-q");
                    commit(folder);
                    hg(folder, "push", "-q");
                });
            }
        } finally {
            server.destroy();
        }
    }

    private interface Deed {
        void run() throws IOException;
    }

    private static void measured(Figures figures, @org.jspecify.annotations.Nullable ParatextPlace place, Deed deed)
            throws IOException {
        Traffic before = place == null ? Traffic.NONE : place.traffic();
        long start = System.nanoTime();
        deed.run();
        double millis = (System.nanoTime() - start) / 1e6;
        figures.add(millis, place == null ? Traffic.NONE : place.traffic().since(before));
    }

    private static void commit(Path folder) throws IOException {
        hg(folder, "commit", "-q", "-u", "Bench", "-m", "change");
    }

    private static void hg(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("hg"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HGPLAIN", "1");
        builder.environment().put("HGRCPATH", "");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }

    // Memory

    /** Whether a process of its own with so small a heap can connect and sync. */
    private boolean heapSuffices(ParatextPlace place) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ParatextBench.class.getName(),
                work.resolve("memory").toString()));
        command.addAll(place.access());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
    }

    /** Connects, changes a verse and syncs: where, then what a client has to know. */
    public static void main(String[] arguments) throws IOException {
        Path here = Path.of(arguments[0]);
        Path folder = here.resolve("folder");
        List<String> access = List.of(arguments).subList(1, arguments.length);
        try (ParatextPlace.Client client = new ParatextPlace.Client(here.resolve("home"), access)) {
            client.connect(folder);
            try (var files = Files.list(folder)) {
                Path book = files.filter(file -> file.toString().endsWith(".SFM"))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
                Files.write(book, Sample.withVerseChanged(Files.readAllBytes(book), 1, "small"));
            }
            client.sync();
        }
    }
}
