package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.app.demo.Demo;
import org.masora.app.demo.ParatextDemo;
import org.masora.app.demo.Sample;
import org.masora.app.demo.Step;
import org.masora.app.demo.Tree;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora demo}: the main job, shown and proved. */
@Command(
        name = "demo",
        header = "Shows the main job for real, and proves every claim in another way than it was made.",
        description = {
            "A hub and two computers run as processes of their own, in a temporary folder; your own projects and accounts"
                    + " are not touched. Ends with 1 when a check disagrees.",
            "With --json a line for every step: step, claim, check, evidence, ok."
        })
final class DemoCommand extends MasoraCommand {

    @Option(
            names = "--project",
            paramLabel = "FOLDER",
            description = "A project to do it with (a copy of it); else a sample that is made up.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "Demo",
            description = "What the project is called, where it does not say it.")
    private String name = "";

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "en",
            description = "Its language, where it does not say it.")
    private String language = "";

    @ArgGroup(exclusive = true)
    private @Nullable OfParatext paratext;

    /** Another round than that with a hub alone. */
    static final class OfParatext {
        @Option(
                names = "--paratext",
                required = true,
                description = "Show Paratext: Send/Receive against a stand-in over Mercurial (hg).")
        private boolean alone;

        @Option(names = "--bridge", required = true, description = "Show one project on Door43 and on Paratext.")
        private boolean bridge;

        private ParatextDemo.Round round() {
            return bridge && !alone ? ParatextDemo.Round.BRIDGE : ParatextDemo.Round.PARATEXT;
        }
    }

    @Option(names = "--keep", description = "Keep the temporary folder with all that was made, to look at it.")
    private boolean keep;

    DemoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException, InterruptedException {
        Tree files = project.isPresent() ? Tree.read(project.get()) : Sample.make();
        for (Demo.Obstacle obstacle : Demo.obstacles(files)) {
            return output.problem(
                    ExitCode.FAILED,
                    Message.of(
                            switch (obstacle) {
                                case NO_GIT -> "M-0790";
                                case NO_BOOK -> "M-0791";
                            }));
        }
        if (paratext != null && !ParatextDemo.hasMercurial()) {
            return output.problem(ExitCode.FAILED, Message.of("M-0800"));
        }
        Path place = Files.createTempDirectory("masora-demo-");
        List<Step> steps = new ArrayList<>();
        Interruption interruption = terminal().interruption();
        interruption.heed(new WithChildren(terminal(), place));
        boolean proved;
        try {
            Consumer<Step> listener = step -> {
                steps.add(step);
                show(step, steps.size(), output);
                if (interruption.isAsked()) {
                    throw new CancellationException();
                }
            };
            proved = paratext == null
                    ? Demo.run(place, files, new Demo.Given(name, language), listener)
                    : ParatextDemo.run(place, files, paratext.round(), listener);
        } catch (CancellationException | IOException e) {
            if (interruption.isAsked()) {
                return cancelled(place, output);
            }
            return output.problem(
                    ExitCode.FAILED,
                    Message.of("M-0794", "detail", String.valueOf(e.getMessage()))
                            .with("folder", place));
        }
        if (!proved) {
            long failed = steps.stream().filter(step -> !step.ok()).count();
            return output.problem(
                    ExitCode.FAILED,
                    Message.of("M-0792", "failed", failed)
                            .with("steps", steps.size())
                            .with("folder", place));
        }
        output.say(Message.of("M-0793", "steps", steps.size()));
        if (keep) {
            output.line(place.toString());
        } else {
            delete(place);
        }
        return ExitCode.DONE;
    }

    /** What runs in a process of its own was ended in the middle: whatever went wrong by that, it is the end. */
    private ExitCode cancelled(Path place, Output output) {
        if (keep) {
            return output.problem(ExitCode.FAILED, Message.of("M-0796", "folder", place));
        }
        try {
            delete(place);
        } catch (IOException notAll) {
            return output.problem(ExitCode.FAILED, Message.of("M-0796", "folder", place));
        }
        return output.problem(ExitCode.FAILED, Message.of("M-0795"));
    }

    /** Ends the other processes first: all that they write lies in a temporary folder, so none of them is waited for. */
    private record WithChildren(Terminal terminal, Path place) implements Interruption.Words {
        @Override
        public void stopping() {
            new ShownProgress.SaidAtTheEnd(terminal).stopping();
            endAll();
        }

        @Override
        public void gaveUp() {
            endAll();
            Message message = Message.of("M-0796", "folder", place);
            terminal.err().println(Catalogue.english().text(message) + " (" + message.code() + ")");
        }

        private static void endAll() {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void show(Step step, int number, Output output) {
        output.line("%2d. %s %s".formatted(number, step.ok() ? "✓" : "✗", output.words(step.claim())));
        output.line("      " + output.words(step.check()) + ": " + step.evidence());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("step", step.name());
        object.put("claim", output.words(step.claim()));
        object.put("check", output.words(step.check()));
        object.put("evidence", step.evidence());
        object.put("ok", step.ok());
        output.json(object);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
