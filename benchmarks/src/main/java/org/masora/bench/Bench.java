package org.masora.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.masora.hub.HubStartException;
import org.masora.testkit.GitBackend;

/** The program behind {@code ./bench}. */
public final class Bench {

    private static final ExchangeBench.Effort QUICK = new ExchangeBench.Effort(1, 1, 3, false);
    private static final ExchangeBench.Effort BIBLE = new ExchangeBench.Effort(3, 4, 50, true);
    private static final ExchangeBench.Effort SMALL_FILES = new ExchangeBench.Effort(2, 3, 50, true);

    private final Options options;
    private final Path work;
    private final Consumer<String> said;
    private final Report report = new Report();

    Bench(Options options, Path work, Consumer<String> said) {
        this.options = options;
        this.work = work;
        this.said = said;
    }

    /** Measures and prints; what it is doing goes to standard error. */
    public static void main(String[] arguments) throws IOException, InterruptedException, HubStartException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(arguments).contains("--help")) {
            out.print(Options.HELP);
            return;
        }
        Options options = Options.of(List.of(arguments));
        if (options.parts().equals(Set.of(Options.Part.PICTURES))) {
            // It is to be seen in the pictures.
            Path sample = Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "masora"));
            try {
                PagePictures.make(options.root().resolve("docs/pictures"), sample, System.err::println);
            } finally {
                delete(sample);
            }
            return;
        }
        if (!GitBackend.hasGit()) {
            System.err.println("./bench needs git, which it measures against.");
            System.exit(1);
        }
        if (options.wants(Options.Part.CASES)) {
            String cases = new CasesBench(options.quick()).markdown();
            out.print(cases);
            if (options.write().isPresent()) {
                Document.update(options.write().get(), cases);
            }
            return;
        }
        Path work = Files.createTempDirectory("masora-bench");
        try {
            Report report = new Bench(options, work, System.err::println).run();
            if (options.json()) {
                report.json().forEach(out::println);
            } else {
                out.print(report.markdown());
            }
            if (options.write().isPresent()) {
                Document.update(options.write().get(), part(options), report.markdown());
            }
        } finally {
            delete(work);
        }
    }

    /** The part of the document whose marks the tables stand between. */
    private static String part(Options options) {
        if (options.parts().equals(Set.of(Options.Part.PAGE))) {
            return Document.PAGE;
        }
        return options.parts().equals(Set.of(Options.Part.PARATEXT)) ? Document.PARATEXT : "";
    }

    /** Measures what the options ask for. */
    Report run() throws IOException, InterruptedException {
        if (options.wants(Options.Part.START)) {
            // Also builds what the commands need, before anything is measured.
            report.add(new StartBench(options.root(), options.quick() ? 2 : 11).run());
        }
        Sample bible = options.quick() ? Sample.tiny() : Sample.bible();
        if (options.wants(Options.Part.EXCHANGE)) {
            exchange(bible, options.quick() ? QUICK : BIBLE);
            if (!options.quick()) {
                exchange(Sample.smallFiles(), SMALL_FILES);
            }
        }
        if (options.wants(Options.Part.MERGE)) {
            try (MeetingPlace nowhere = MeetingPlace.GitsBackend.start(work.resolve("nowhere"))) {
                new MergeBench(work, bible, options.quick() ? 2 : 20)
                        .run(new GitClient(nowhere))
                        .forEach(report::add);
                AlignedMergeBench.run(options.quick() ? 2 : 15).ifPresent(report::add);
            }
        }
        if (options.wants(Options.Part.HISTORY)) {
            new HistoryBench(work, bible, options.quick() ? 20 : 10_000, options.quick() ? 2 : 9)
                    .run()
                    .forEach(report::add);
        }
        if (options.wants(Options.Part.PARSE)) {
            new ParseBench(options.quick() ? 2 : 31).run(bible).forEach(report::add);
        }
        if (options.wants(Options.Part.PARATEXT)) {
            Path here = Files.createDirectories(work.resolve("paratext"));
            new ParatextBench(here, bible, options.quick() ? 1 : 5, options.quick() ? 1 : 4, said)
                    .run()
                    .forEach(report::add);
        }
        if (options.wants(Options.Part.PAGE)) {
            Path here = Files.createDirectories(work.resolve("page"));
            new PageBench(here, options.root(), options.quick(), said).run().forEach(report::add);
        }
        return report;
    }

    private void exchange(Sample sample, ExchangeBench.Effort effort) throws IOException {
        Path here = Files.createDirectories(work.resolve("exchange-" + report.size()));
        try (MeetingPlace hub = MeetingPlace.OwnHub.start(here.resolve("hub"))) {
            exchange(here.resolve("at-hub"), hub, sample, effort);
        }
        try (MeetingPlace backend = MeetingPlace.GitsBackend.start(here.resolve("backend"))) {
            exchange(here.resolve("at-backend"), backend, sample, effort);
        }
        delete(here);
    }

    private void exchange(Path here, MeetingPlace place, Sample sample, ExchangeBench.Effort effort)
            throws IOException {
        Optional<Path> command = options.wants(Options.Part.START) ? Optional.of(options.root()) : Optional.empty();
        Report part = new Report();
        part.addAll(new ExchangeBench(here, place, sample, effort, command, said).run());
        said.accept(part.markdown());
        report.addAll(part);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
