package org.masora.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that a person types: for each a new process, from nothing, with data of its own. */
final class CommandClient implements Client {

    private final Path launcher;
    private final Path home;

    /**
     * Logs in.
     *
     * @param root the project's folder, where {@code masora} is
     * @param home for its data
     */
    CommandClient(Path root, Path home, URI server, String user, String password) throws IOException {
        this.launcher = root.resolve("masora");
        this.home = home;
        run(password + "\n", "login", "hub", server.toString(), "--user", user);
    }

    @Override
    public String name() {
        return "cold";
    }

    @Override
    public void firstSync(Path folder, String project) throws IOException {
        run("", "add", folder.toString(), "--name", project, "--language", "en");
        run("", "sync", folder.toString(), "--private");
    }

    @Override
    public void syncChange(Path folder) throws IOException {
        run("", "sync", folder.toString());
    }

    @Override
    public void syncNothing(Path folder) throws IOException {
        run("", "sync", folder.toString());
    }

    @Override
    public void download(String project, Path folder) throws IOException {
        run("", "download", MeetingPlace.OWNER + "/" + project, folder.toString());
    }

    @Override
    public void status(Path folder) throws IOException {
        run("", "status", folder.toString());
    }

    private void run(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MASORA_HOME", home.toString());
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("masora " + String.join(" ", arguments) + ": " + output);
        }
    }
}
