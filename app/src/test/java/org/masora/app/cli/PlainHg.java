package org.masora.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who works with Mercurial alone, on a clone of the server's repository. */
final class PlainHg {
    private final Path server;
    private final Path folder;

    private PlainHg(Path server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static PlainHg cloned(Path server, Path folder) throws IOException {
        run(server, "clone", "--quiet", server.toString(), folder.toString());
        return new PlainHg(server, folder);
    }

    static String run(Path in, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("hg"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("HGPLAIN", "1");
        builder.environment().put("HGRCPATH", "");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + "\n" + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return said;
    }

    /** Gets what is new, changes words in a file and sends that. */
    void edit(String file, String words, String by) throws IOException {
        run(folder, "pull", "--quiet", "--update");
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        if (!before.contains(words)) {
            throw new AssertionError(words + " is not in " + before);
        }
        Files.writeString(path, before.replace(words, by));
        run(folder, "commit", "--user", "Tom Translator", "--message", "by plain hg");
        run(folder, "push", "--quiet");
    }

    /** What Paratext's Send/Receive does: keeps what was changed, brings the lines together, and sends. */
    void sendReceive() throws IOException {
        run(folder, "commit", "--user", "Ada Admin", "--message", "by Paratext");
        run(folder, "pull", "--quiet");
        run(folder, "merge", "--quiet", "--tool", "internal:merge");
        run(folder, "commit", "--user", "Ada Admin", "--message", "merged by Paratext");
        run(folder, "push", "--quiet");
    }

    /** A file in the newest state of the server. */
    String atServer(String file) throws IOException {
        return run(server, "cat", "--rev", "tip", server.resolve(file).toString());
    }
}
