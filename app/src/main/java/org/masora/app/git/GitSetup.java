package org.masora.app.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The settings with which git merges Scripture by Masora: a merge driver, a mergetool, and the names of
 * the files they are for. The names stand in a block of their own in a file of attributes that is not
 * part of the project, so that nobody else's git is asked for a program that they do not have.
 */
public final class GitSetup {
    /** What the driver merges: Scripture, and the metadata of a burrito as Scribe writes it. */
    private static final List<String> PATTERNS = List.of(
            "*.usfm", "*.USFM", "*.usfm3", "*.sfm", "*.SFM", "*.ptx", "*.PTX", "metadata.json", "scribe-settings.json");

    private static final String BLOCK_START = "# Masora merges these; written by: masora git install";
    private static final String BLOCK_END = "# up to here: masora git uninstall takes it out again";
    private static final String TOOL = "merge.tool";
    private static final String NAME = "masora";

    /** Something that was done, or found. */
    public sealed interface Change {

        /** A setting has a new value. */
        record Set(String key, String value) implements Change {}

        /** A setting is gone. */
        record Unset(String key) implements Change {}

        /** The names of the files stand in this file now. */
        record NamesWritten(Path file) implements Change {}

        /** They do no longer. */
        record NamesRemoved(Path file) implements Change {}

        /** Another mergetool is in use, and stays; ours has to be asked for by name. */
        record OtherTool(String tool) implements Change {}
    }

    /** How it ended. */
    public sealed interface Result {

        /** Done; without changes where everything was so already. */
        record Done(List<Change> changes) implements Result {
            public Done {
                changes = List.copyOf(changes);
            }
        }

        /** There is no git program. */
        record NoGit() implements Result {}

        /** The folder is in no repository of git. */
        record NoRepository(Path folder) implements Result {}

        /** git did not do it. */
        record GitFailed(String said) implements Result {}
    }

    private final GitProgram git;
    private final Optional<Path> repository;
    private final String scope;
    private final Map<String, String> environment;

    private GitSetup(GitProgram git, Optional<Path> repository, String scope, Map<String, String> environment) {
        this.git = git;
        this.repository = repository;
        this.scope = scope;
        this.environment = environment;
    }

    /** For all repositories of this person. */
    public static GitSetup ofPerson(Map<String, String> environment) {
        return new GitSetup(GitProgram.anywhere(environment), Optional.empty(), "--global", environment);
    }

    /** For one repository, given by a folder in it. */
    public static GitSetup ofRepository(Path folder, Map<String, String> environment) {
        return new GitSetup(GitProgram.in(folder, environment), Optional.of(folder), "--local", environment);
    }

    /**
     * Sets everything; what is so already is left alone.
     *
     * @param masora how the program is started
     */
    public Result install(String masora) throws IOException {
        return run(() -> {
            List<Change> changes = new ArrayList<>();
            for (Map.Entry<String, String> setting : settings(masora).entrySet()) {
                set(setting.getKey(), setting.getValue(), changes);
            }
            String tool = git.run("config", "--get", TOOL).out();
            if (tool.isEmpty()) {
                set(TOOL, NAME, changes);
            } else if (!tool.equals(NAME)) {
                changes.add(new Change.OtherTool(tool));
            }
            Path file = attributes();
            List<String> block = new ArrayList<>(List.of(BLOCK_START));
            PATTERNS.forEach(pattern -> block.add(pattern + " merge=" + NAME));
            block.add(BLOCK_END);
            if (replaceBlock(file, block)) {
                changes.add(new Change.NamesWritten(file));
            }
            return changes;
        });
    }

    /** Takes out everything that {@link #install} sets. */
    public Result uninstall() throws IOException {
        return run(() -> {
            List<Change> changes = new ArrayList<>();
            for (String key : settings("").keySet()) {
                unset(key, changes);
            }
            if (value(TOOL).filter(NAME::equals).isPresent()) {
                unset(TOOL, changes);
            }
            Path file = attributes();
            if (replaceBlock(file, List.of())) {
                changes.add(new Change.NamesRemoved(file));
            }
            return changes;
        });
    }

    private static SequencedMap<String, String> settings(String masora) {
        String command = shellWord(masora) + " merge";
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        settings.put("merge.masora.name", "Masora: Scripture verse by verse");
        settings.put("merge.masora.driver", command + " %O %A %B -o %A --path %P --git --marker-size %L");
        // Between several common ancestors git merges these first; markers in that result would become text.
        settings.put("merge.masora.recursive", "masora-ancestor");
        settings.put("merge.masora-ancestor.name", "Masora: what two lines have in common");
        settings.put("merge.masora-ancestor.driver", command + " %O %A %B -o %A --path %P --git --ancestor");
        settings.put(
                "mergetool.masora.cmd",
                command + " \"$BASE\" \"$LOCAL\" \"$REMOTE\" -o \"$MERGED\" --path \"$MERGED\" --git --ask");
        settings.put("mergetool.masora.trustExitCode", "true");
        return settings;
    }

    /** git gives these settings to a shell. */
    private static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private interface Work {
        List<Change> run() throws IOException, GitRefused;
    }

    /** git said no. */
    private static final class GitRefused extends Exception {
        private static final long serialVersionUID = 1;

        GitRefused(String said) {
            super(said);
        }
    }

    private Result run(Work work) throws IOException {
        try {
            if (repository.isPresent() && git.run("rev-parse", "--git-dir").code() != 0) {
                return new Result.NoRepository(repository.get());
            }
            return new Result.Done(work.run());
        } catch (GitProgram.NotThere e) {
            return new Result.NoGit();
        } catch (GitRefused e) {
            return new Result.GitFailed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> value(String key) throws IOException {
        GitProgram.Ended found = git.run("config", scope, "--get", key);
        return found.code() == 0 ? Optional.of(found.out()) : Optional.empty();
    }

    private void set(String key, String value, List<Change> changes) throws IOException, GitRefused {
        if (value(key).filter(value::equals).isEmpty()) {
            checked(git.run("config", scope, "--replace-all", key, value));
            changes.add(new Change.Set(key, value));
        }
    }

    private void unset(String key, List<Change> changes) throws IOException, GitRefused {
        if (value(key).isPresent()) {
            checked(git.run("config", scope, "--unset-all", key));
            changes.add(new Change.Unset(key));
        }
    }

    private static GitProgram.Ended checked(GitProgram.Ended ended) throws GitRefused {
        if (ended.code() != 0) {
            throw new GitRefused(ended.err().strip());
        }
        return ended;
    }

    /** The file in which git looks for attributes beside those of the project itself. */
    private Path attributes() throws IOException, GitRefused {
        if (repository.isPresent()) {
            String file = checked(git.run("rev-parse", "--git-path", "info/attributes"))
                    .out();
            return repository.get().resolve(file);
        }
        GitProgram.Ended chosen = git.run("config", "--type=path", "--get", "core.attributesFile");
        if (chosen.code() == 0 && !chosen.out().isEmpty()) {
            return Path.of(chosen.out());
        }
        String settings = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return settings.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config/git/attributes")
                : Path.of(settings, "git/attributes");
    }

    /**
     * Puts our block at the end of the file, or, where there is nothing to put, takes it out. All other bytes stay.
     *
     * @return whether that changed anything
     */
    private static boolean replaceBlock(Path file, List<String> block) throws IOException {
        boolean exists = Files.exists(file);
        // One character a byte: a person's own lines may be in any encoding.
        String before = exists ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        int start = before.indexOf(BLOCK_START);
        int end = start < 0 ? -1 : before.indexOf(BLOCK_END, start);
        String wanted = block.isEmpty() ? "" : String.join("\n", block) + "\n";
        String after;
        if (end >= 0) {
            int next = before.indexOf('\n', end);
            after = before.substring(0, start) + wanted + (next < 0 ? "" : before.substring(next + 1));
        } else {
            String lineEnd = before.isEmpty() || before.endsWith("\n") || wanted.isEmpty() ? "" : "\n";
            after = before + lineEnd + wanted;
        }
        if (after.equals(before)) {
            return false;
        }
        if (after.isEmpty()) {
            Files.delete(file);
            return true;
        }
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        Files.writeString(file, after, StandardCharsets.ISO_8859_1);
        return true;
    }
}
