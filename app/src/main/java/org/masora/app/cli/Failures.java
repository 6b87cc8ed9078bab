package org.masora.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import org.masora.app.home.OpenToOthersException;
import org.masora.app.words.Message;

/** What is said when a command ends with an exception: the disk refused something, or the program has a mistake. */
final class Failures {
    private Failures() {}

    static ExitCode report(Output output, Terminal terminal, Throwable problem) {
        if (terminal.environment().containsKey("MASORA_DEBUG")) {
            StringWriter trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            terminal.err().print(trace);
        }
        Message message = switch (problem) {
            case UncheckedIOException wrapped -> diskTrouble(Objects.requireNonNull(wrapped.getCause()));
            case IOException trouble -> diskTrouble(trouble);
            default -> Message.of("M-0002", "detail", problem.toString());
        };
        return output.problem(ExitCode.FAILED, message);
    }

    /** What the disk did not do. */
    static Message diskTrouble(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing -> Message.of("M-0011", "file", named(missing));
            case AccessDeniedException denied -> Message.of("M-0012", "file", named(denied));
            case NotDirectoryException file -> Message.of("M-0013", "file", named(file));
            case OpenToOthersException open -> Message.of("M-0016", "folder", named(open));
            case FileSystemException other ->
                Message.of("M-0014", "file", named(other))
                        .with("reason", Optional.ofNullable(other.getReason()).orElse(other.toString()));
            default -> Message.of("M-0015", "reason", problem.toString());
        };
    }

    private static String named(FileSystemException problem) {
        return Optional.ofNullable(problem.getFile()).orElse("");
    }
}
