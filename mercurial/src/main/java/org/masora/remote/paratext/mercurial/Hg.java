package org.masora.remote.paratext.mercurial;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * An installed {@code hg} program whose version is known to be good.
 *
 * @param program the file that is started
 * @param version its version
 */
public record Hg(Path program, HgVersion version) {
    private static final Duration LOOK_TAKES_AT_MOST = Duration.ofSeconds(60);
    private static final int VERSION_BYTES = 10_000;

    /** What of this process's environment {@code hg} needs to run at all. */
    private static final List<String> PASSED_ON = List.of("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR");

    /**
     * New repositories are written so that every {@link HgVersion#OLDEST} can read them: what later versions switched
     * on by themselves is switched off.
     */
    private static final List<String> PLAIN_FORMAT = List.of(
            "format.sparse-revlog=no",
            "format.revlog-compression=zlib",
            "format.use-share-safe=no",
            "format.use-persistent-nodemap=no",
            "format.use-dirstate-v2=no");

    /** What looking for {@code hg} came to. */
    public sealed interface Finding {
        /** There is one that can be used. */
        record Found(Hg hg) implements Finding {}

        /** None of the folders of the search path has it. */
        record Missing() implements Finding {}

        /** It is older than {@link HgVersion#OLDEST}. */
        record TooOld(Path program, HgVersion version) implements Finding {}

        /**
         * A file of that name is there, but does not say a version.
         *
         * @param said the beginning of what it printed, or why it could not be started
         */
        record Unusable(Path program, String said) implements Finding {}
    }

    /** Looks for {@code hg} where this process finds its programs (the variable {@code PATH}). */
    public static Finding find() {
        return find(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /**
     * Looks for {@code hg} in folders, the first one that has it counts.
     *
     * @param searchPath folders, separated as this system does it
     */
    public static Finding find(String searchPath) {
        String name =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows") ? "hg.exe" : "hg";
        for (String folder : searchPath.split(Pattern.quote(File.pathSeparator), -1)) {
            Optional<Path> program = programIn(folder, name);
            if (program.isPresent()) {
                return look(program.get());
            }
        }
        return new Finding.Missing();
    }

    private static Optional<Path> programIn(String folder, String name) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path program = Path.of(folder).toAbsolutePath().resolve(name);
            return Files.isRegularFile(program) && Files.isExecutable(program)
                    ? Optional.of(program)
                    : Optional.empty();
        } catch (InvalidPathException notAFolder) {
            return Optional.empty();
        }
    }

    private static Finding look(Path program) {
        try {
            String said = version(program);
            Optional<HgVersion> version = HgVersion.in(said);
            if (version.isEmpty()) {
                return new Finding.Unusable(program, said.strip());
            }
            return version.get().compareTo(HgVersion.OLDEST) < 0
                    ? new Finding.TooOld(program, version.get())
                    : new Finding.Found(new Hg(program, version.get()));
        } catch (IOException e) {
            return new Finding.Unusable(program, String.valueOf(e.getMessage()));
        }
    }

    private static String version(Path program) throws IOException {
        Process process = builder(program, root(program), List.of("--version", "--quiet"))
                .redirectErrorStream(true)
                .start();
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                if (!process.waitFor(LOOK_TAKES_AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            process.getOutputStream().close();
            return new String(process.getInputStream().readNBytes(VERSION_BYTES), StandardCharsets.UTF_8);
        } finally {
            watch.interrupt();
            process.destroyForcibly();
        }
    }

    /**
     * A process that will run commands on a repository; it is started with the first of them, and cannot be where
     * there is no repository by then.
     *
     * @param repository the folder of the repository; commands run in it
     */
    public CommandServer open(Path repository) {
        return CommandServer.on(this, repository.toAbsolutePath());
    }

    /**
     * Makes an empty repository, with the folders above it, in a format that old versions read too.
     *
     * @throws IOException also where the folder has a repository already
     */
    public void create(Path repository) throws IOException {
        Path folder = repository.toAbsolutePath();
        try (CommandServer nowhere = CommandServer.outside(this, root(folder))) {
            List<String> settings = new ArrayList<>();
            for (String setting : PLAIN_FORMAT) {
                settings.add("--config");
                settings.add(setting);
            }
            create(nowhere, folder, settings);
        }
    }

    /**
     * Makes an empty repository for this program alone, in the format that it is quickest with, and runs commands on
     * it: with one process for both, because to start one is most of what a small command takes.
     *
     * @param repository where it comes to lie; nothing lies there
     * @param beside where it is made before it is moved, so that half a repository is never taken for one
     */
    public CommandServer createAndOpen(Path repository, Path beside) throws IOException {
        CommandServer nowhere = CommandServer.outside(this, root(repository.toAbsolutePath()));
        try {
            create(nowhere, beside.toAbsolutePath(), List.of());
            Files.move(beside, repository);
            return nowhere.goingOn(repository.toAbsolutePath());
        } catch (IOException e) {
            nowhere.close();
            throw e;
        }
    }

    private static void create(CommandServer nowhere, Path folder, List<String> settings) throws IOException {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve(".hg"))) {
            throw new IOException("there is a repository already: " + folder);
        }
        List<String> command = new ArrayList<>(settings);
        command.addAll(List.of("init", "--", folder.toString()));
        CommandServer.Result result = nowhere.run(command);
        if (!result.succeeded()) {
            throw new IOException("hg init: " + result.error());
        }
    }

    /** A folder that lies in no repository: that of the file system itself. */
    private static Path root(Path path) {
        return Optional.ofNullable(path.getRoot()).orElse(path);
    }

    ProcessBuilder command(Path folder, List<String> arguments) {
        return builder(program, folder, arguments);
    }

    private static ProcessBuilder builder(Path program, Path folder, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> PASSED_ON.stream().noneMatch(name::equalsIgnoreCase));
        // Words and options are the same on every computer, and a value is never taken for an option.
        environment.put("HGPLAIN", "+strictflags");
        environment.put("HGENCODING", "UTF-8");
        environment.put("LC_ALL", "C.UTF-8");
        // No settings but ours: neither the computer's, nor the person's, nor those in a repository.
        environment.put("HGRCPATH", "");
        environment.put("HGRCSKIPREPO", "1");
        return builder;
    }
}
