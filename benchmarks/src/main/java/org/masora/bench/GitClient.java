package org.masora.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.masora.remote.Credentials;

/**
 * The git program, as fast as it goes: no housekeeping, credentials sent without waiting for a challenge. What it
 * writes is brought to the disk as Masora brings it.
 */
final class GitClient implements Client {

    static final String BRANCH = "main";

    /** Git flushes loose objects, refs and its index only when asked to; Masora always does. */
    static final Map<String, String> DURABLE = new TreeMap<>(Map.of("core.fsync", "all", "core.fsyncMethod", "fsync"));

    private static final int BUFFER_BYTES = 1 << 16;

    private final MeetingPlace place;

    GitClient(MeetingPlace place) {
        this.place = place;
    }

    @Override
    public String name() {
        return "git";
    }

    @Override
    public void firstSync(Path folder, String project) throws IOException {
        run(folder, "init", "-q", "-b", BRANCH);
        run(folder, "remote", "add", "origin", place.repository(project).toString());
        run(folder, "add", "-A");
        run(folder, "commit", "-q", "-m", "first");
        run(folder, "push", "-q", "-u", "origin", BRANCH);
        run(folder, "ls-remote", "-q", "origin", BRANCH);
    }

    @Override
    public void syncChange(Path folder) throws IOException {
        run(folder, "add", "-A");
        run(folder, "commit", "-q", "-m", "change");
        run(folder, "push", "-q", "origin", BRANCH);
        run(folder, "ls-remote", "-q", "origin", BRANCH);
    }

    @Override
    public void syncNothing(Path folder) throws IOException {
        run(folder, "add", "-A");
        run(folder, "ls-remote", "-q", "origin", BRANCH);
    }

    @Override
    public void download(String project, Path folder) throws IOException {
        run(folder.resolveSibling("."), "clone", "-q", place.repository(project).toString(), folder.toString());
    }

    @Override
    public void status(Path folder) throws IOException {
        run(folder, "status", "--porcelain");
    }

    /** Sends branches to a project, each a change of one verse on top of the first sync. */
    void sendBranches(Path folder, Sample sample, String project, List<String> names) throws IOException {
        download(project, folder);
        // A project of Scribe's has another line than the server's default one.
        String line = run(folder, "for-each-ref", "--format=%(refname)", "--count=1", "refs/remotes/origin/*main")
                .strip();
        ByteArrayOutputStream commits = new ByteArrayOutputStream();
        List<String> push = new ArrayList<>(List.of("push", "-q", "origin"));
        for (int i = 0; i < names.size(); i++) {
            String book = sample.books().get(i % sample.books().size());
            byte[] changed = Sample.withVerseChanged(sample.file(book), i, "branch" + i);
            commits.writeBytes(("commit refs/heads/" + names.get(i) + "\ncommitter Bench <bench@example.org> 0 +0000\n"
                            + "data 4\nwork\nfrom " + line + "\nM 100644 inline " + book + "\ndata " + changed.length
                            + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            commits.writeBytes(changed);
            push.add(names.get(i));
        }
        run(folder, commits.toByteArray(), "fast-import", "--quiet");
        run(folder, push.toArray(String[]::new));
    }

    String run(Path folder, String... arguments) throws IOException {
        return run(folder, new byte[0], arguments);
    }

    private String run(Path folder, byte[] input, String... arguments) throws IOException {
        return run(folder, in -> in.write(input), arguments);
    }

    /** What git is told on its standard input. */
    interface Input {
        void writeTo(OutputStream in) throws IOException;
    }

    String run(Path folder, Input input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "gc.auto=0"));
        DURABLE.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(environment(place.credentials()));
        Process process = builder.start();
        try (OutputStream in = new BufferedOutputStream(process.getOutputStream(), BUFFER_BYTES)) {
            input.writeTo(in);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("git " + String.join(" ", arguments) + ": " + output);
        }
        return output;
    }

    private static Map<String, String> environment(Credentials who) {
        byte[] pair = (who.user() + ":" + who.secret()).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_AUTHOR_NAME", "Bench",
                "GIT_AUTHOR_EMAIL", "bench@example.org",
                "GIT_COMMITTER_NAME", "Bench",
                "GIT_COMMITTER_EMAIL", "bench@example.org",
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "http.extraHeader",
                "GIT_CONFIG_VALUE_0",
                        "Authorization: Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
