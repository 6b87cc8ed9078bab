package org.masora.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The {@code git} program, which knows nothing of Masora: the second pair of eyes. */
final class PlainGit {
    private static final Map<String, String> ALONE = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C.UTF-8");

    private PlainGit() {}

    /** Whether there is one on this computer. */
    static boolean isThere() throws InterruptedException {
        try {
            return ChildProcess.run(List.of("git", "--version"), ALONE, "").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Clones a project from the hub and gives its head. */
    static String clone(DemoHub hub, Computer as, String project, Path to) throws IOException, InterruptedException {
        run(
                as(as),
                "clone",
                "--quiet",
                "--config",
                "core.autocrlf=false",
                hub.url() + "/" + project + ".git",
                to.toString());
        return run(ALONE, "-C", to.toString(), "rev-parse", "HEAD").strip();
    }

    /** Changes a file as somebody who uses git alone: clones, saves, commits, sends. */
    static void edit(DemoHub hub, Computer as, String project, Path to, String file, PlainHg.Edit edit)
            throws IOException, InterruptedException {
        clone(hub, as, project, to);
        Path path = to.resolve(file);
        Files.write(path, edit.of(Files.readAllBytes(path)));
        Map<String, String> environment = new HashMap<>(as(as));
        environment.put("GIT_AUTHOR_NAME", as.user());
        environment.put("GIT_AUTHOR_EMAIL", as.user() + "@example.org");
        environment.put("GIT_COMMITTER_NAME", as.user());
        environment.put("GIT_COMMITTER_EMAIL", as.user() + "@example.org");
        run(environment, "-C", to.toString(), "commit", "--quiet", "--all", "--message", "An edit with git");
        run(environment, "-C", to.toString(), "push", "--quiet");
    }

    /** The newest revision of the project's line on the hub. */
    static String head(DemoHub hub, Computer as, String project) throws IOException, InterruptedException {
        String line = run(as(as), "ls-remote", hub.url() + "/" + project + ".git", "HEAD");
        return line.split("\\s", 2)[0];
    }

    /** The variables with which git speaks as somebody. */
    private static Map<String, String> as(Computer computer) {
        // The password goes through the environment: arguments can be read by everybody on a computer.
        Map<String, String> environment = new HashMap<>(ALONE);
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
        environment.put("GIT_CONFIG_VALUE_0", "Authorization: " + DemoHub.basic(computer.user(), computer.password()));
        return environment;
    }

    /** What git says of a bare repository. */
    static String in(Path repository, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--git-dir", repository.toString()));
        all.addAll(List.of(arguments));
        return run(ALONE, all.toArray(String[]::new));
    }

    private static String run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ChildProcess.Ended ended = ChildProcess.run(command, environment, "");
        if (ended.code() != 0) {
            throw new Computer.Unexpected(String.join(" ", command) + ": " + ended.code() + " " + ended.err());
        }
        return ended.out();
    }
}
