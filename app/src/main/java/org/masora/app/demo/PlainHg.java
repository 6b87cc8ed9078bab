package org.masora.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The {@code hg} program on the server's own repository, which knows nothing of Masora: somebody who uses Paratext. */
final class PlainHg {
    private static final Map<String, String> ALONE = Map.of("HGPLAIN", "1", "HGRCPATH", "", "HGENCODING", "UTF-8");

    private final Path repository;

    PlainHg(Path repository) {
        this.repository = repository;
    }

    /** Whether there is one on this computer. */
    static boolean isThere() throws InterruptedException {
        try {
            return ChildProcess.run(List.of("hg", "--version", "--quiet"), ALONE, "")
                            .code()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@code hg} says of the repository. */
    String said(String... arguments) throws IOException, InterruptedException {
        return run(repository, arguments);
    }

    /** The newest changeset. */
    String tip() throws IOException, InterruptedException {
        return said("log", "--rev", "tip", "--template", "{node}");
    }

    /** All files of the newest changeset, got as Mercurial gives them to everybody. */
    Tree newest(Path to) throws IOException, InterruptedException {
        run(Objects.requireNonNull(repository.getParent()), "clone", "--quiet", repository.toString(), to.toString());
        Tree all = Tree.read(to);
        all.files().keySet().removeIf(path -> path.startsWith(".hg/"));
        return all;
    }

    /** Changes a file as a person with Paratext: gets what is new, saves, commits, sends. */
    void edit(Path clone, String person, String file, Edit edit) throws IOException, InterruptedException {
        run(clone, "pull", "--quiet", "--update");
        Path path = clone.resolve(file);
        Files.write(path, edit.of(Files.readAllBytes(path)));
        run(clone, "commit", "--user", person, "--message", "An edit in Paratext");
        run(clone, "push", "--quiet");
    }

    /** An edit of a book. */
    interface Edit {
        byte[] of(byte[] book) throws IOException;
    }

    private static String run(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("hg", "--cwd", in.toString()));
        command.addAll(List.of(arguments));
        ChildProcess.Ended ended = ChildProcess.run(command, ALONE, "");
        if (ended.code() != 0) {
            throw new Computer.Unexpected(String.join(" ", command) + ": " + ended.code() + " " + ended.err());
        }
        return ended.out();
    }
}
