package org.masora.app.web.process;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.masora.app.home.Home;
import org.masora.core.json.JsonValue;

/** Finds or starts the process behind the page, and opens the page in a browser. */
public final class Opening {
    private static final long START_SECONDS = 60;
    private static final long HAND_OVER_SECONDS = 15;
    private static final long LOOK_AGAIN_NANOS = 15_000_000;
    private static final String DOOR = "/api/v1/door";
    private static final String HAND_OVER = "/api/v1/handover";

    private final Home home;
    private final List<String> serve;
    private final Build build;

    /**
     * What opens.
     *
     * @param serve the command line of a process that serves, and waits for an earlier one to end
     * @param build the build that it would run
     */
    public Opening(Home home, List<String> serve, Build build) {
        this.home = home;
        this.serve = List.copyOf(serve);
        this.build = build;
    }

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * The process runs, and a browser can be opened with this file within some seconds.
         *
         * @param older whether it is an older Masora that has something to finish first
         */
        record Ready(Path file, boolean older) implements Outcome {}

        /** It did not start. */
        record NotStarted(Path log) implements Outcome {}
    }

    /** Finds or starts the process. */
    public Outcome run() throws IOException {
        Optional<Running> running = isServed() ? answering() : Optional.empty();
        if (running.isPresent() && isNewEnough(running.get())) {
            return door(running.get());
        }
        running.ifPresent(older -> Line.post(older, HAND_OVER));
        start();
        // An older one that is at work is shown after a while; when it is gone the newer one is on its way.
        long begun = System.nanoTime();
        long olderFrom = begun + TimeUnit.SECONDS.toNanos(HAND_OVER_SECONDS);
        long until = begun + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < until) {
            Optional<Running> now = answering();
            if (now.isPresent() && (isNewEnough(now.get()) || System.nanoTime() > olderFrom)) {
                return door(now.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return new Outcome.NotStarted(log());
    }

    /** Opens the page of the process that runs, if one does. */
    public static Optional<Outcome> ofRunning(Home home) throws IOException {
        Opening opening = new Opening(home, List.of(), new Build(0));
        Optional<Running> running = opening.answering();
        return running.isPresent() ? Optional.of(opening.door(running.get())) : Optional.empty();
    }

    private boolean isNewEnough(Running running) {
        return running.build().millis() >= build.millis();
    }

    /** Whether a process holds the lock of those that serve; who asks nobody else need not wait for an answer. */
    private boolean isServed() throws IOException {
        if (!Files.exists(home.pageLock())) {
            return false;
        }
        try (FileChannel file = FileChannel.open(home.pageLock(), StandardOpenOption.WRITE);
                FileLock free = file.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException thisProcess) {
            return true;
        }
    }

    private Optional<Running> answering() throws IOException {
        Optional<Running> written = Running.read(home.pageFile());
        return written.isPresent() && Line.get(written.get(), Line.STATUS).isPresent() ? written : Optional.empty();
    }

    private Outcome door(Running running) {
        Optional<Path> file = Line.post(running, DOOR)
                .flatMap((JsonValue answer) -> answer.text("/file"))
                .map(Path::of);
        return file.<Outcome>map(path -> new Outcome.Ready(path, !isNewEnough(running)))
                .orElseGet(() -> new Outcome.NotStarted(log()));
    }

    private Path log() {
        return home.folder().resolve("page.log");
    }

    /** Starts the process so that it outlives this one, the terminal and every window. */
    private void start() throws IOException {
        home.create();
        List<String> command = new ArrayList<>();
        for (String own : List.of("/usr/bin/setsid", "/usr/bin/nohup")) {
            if (command.isEmpty() && Files.isExecutable(Path.of(own))) {
                command.add(own);
            }
        }
        command.addAll(serve);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(home.folder().toFile());
        builder.redirectInput(new File(isWindows() ? "NUL" : "/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(log().toFile());
        builder.start();
    }

    /**
     * Opens a file in the person's browser.
     *
     * @param environment the variables of the environment
     * @return whether a browser could be started
     */
    public static boolean browse(Path file, Map<String, String> environment) {
        for (List<String> command : browsers(file, environment)) {
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.redirectErrorStream(true);
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
                Process process = builder.start();
                // A starter that fails says so at once; a browser itself may run for hours.
                if (!process.waitFor(3, TimeUnit.SECONDS) || process.exitValue() == 0) {
                    return true;
                }
            } catch (IOException _) {
                // This starter is not there: the next one is tried.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /**
     * Shows a folder in the person's file manager.
     *
     * @return whether one could be started
     */
    public static boolean showFolder(Path folder) {
        return browse(folder, Map.of());
    }

    private static List<List<String>> browsers(Path file, Map<String, String> environment) {
        List<List<String>> commands = new ArrayList<>();
        String named = environment.getOrDefault("BROWSER", "");
        if (!named.isBlank()) {
            commands.add(List.of(named, file.toString()));
        }
        if (isWindows()) {
            commands.add(List.of("rundll32", "url.dll,FileProtocolHandler", file.toString()));
        } else if (system().startsWith("mac")) {
            commands.add(List.of("open", file.toString()));
        } else {
            commands.add(List.of("xdg-open", file.toString()));
        }
        return commands;
    }

    private static boolean isWindows() {
        return system().startsWith("windows");
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
