package org.masora.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What a command reads and writes, besides files: standard input and output and the environment. Tests give it buffers.
 *
 * @param in standard input
 * @param out where results go
 * @param err where everything else goes
 * @param environment the variables of the environment
 * @param person asks somebody who sits at a terminal; empty where nobody does
 * @param interruption whether the program shall end
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Supplier<Optional<Person>> person,
        Interruption interruption) {
    private static final int LONGEST_SECRET_BYTES = 4096;
    private static final int PATIENCE_SECONDS = 3;

    /** Somebody who can be asked. */
    interface Person {
        /** What was typed; empty when the input was ended. */
        Optional<String> ask(String prompt);

        /** The same for a text that does not appear on the screen while it is typed. */
        Optional<String> askHidden(String prompt);
    }

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The streams of this process. Everything is UTF-8, except on a Windows console, which has a charset of its own. */
    static Terminal ofProcess() {
        Charset charset = StandardCharsets.UTF_8;
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        }
        return new Terminal(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                System.getenv(),
                Terminal::consoleOfProcess,
                Interruption.bySignals());
    }

    /**
     * A secret from the terminal without echo, or the next line of standard input where there is no terminal; empty
     * where nothing came.
     */
    Optional<String> secret(String prompt) {
        return person.get()
                .map(present -> present.askHidden(prompt))
                .orElseGet(() -> nextLine(prompt))
                .filter(text -> !text.isEmpty());
    }

    /** The same for a text that may be seen. */
    Optional<String> answer(String prompt) {
        return person.get()
                .map(present -> present.ask(prompt))
                .orElseGet(() -> nextLine(prompt))
                .filter(text -> !text.isEmpty());
    }

    /** The next line of standard input, if that is no terminal and the line is not empty. */
    Optional<String> pipedLine(String prompt) {
        return person.get().isPresent() ? Optional.empty() : nextLine(prompt).filter(text -> !text.isEmpty());
    }

    /** A line of standard input. Where none comes for some seconds, and no end either, it says what it waits for. */
    private Optional<String> nextLine(String prompt) {
        CompletableFuture<Optional<String>> line =
                CompletableFuture.supplyAsync(this::readLine, Thread::startVirtualThread);
        try {
            return line.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            err.println(prompt);
            return line.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One line, read byte by byte so that the following one stays for whoever asks next. */
    private Optional<String> readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int next = in.read();
            while (next >= 0 && next != '\n' && line.size() < LONGEST_SECRET_BYTES) {
                line.write(next);
                next = in.read();
            }
        } catch (IOException e) {
            // Standard input can be closed or unreadable: then nobody answers.
            return Optional.empty();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    // Where nobody sits at a terminal, Java 22 to 24 give a console that is none, and Java 25 gives null.
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Person> consoleOfProcess() {
        Console console = System.console();
        return console == null || !console.isTerminal() ? Optional.empty() : Optional.of(new AtConsole(console));
    }

    private record AtConsole(Console console) implements Person {
        @Override
        public Optional<String> ask(String prompt) {
            return Optional.ofNullable(console.readLine("%s", prompt));
        }

        @Override
        public Optional<String> askHidden(String prompt) {
            char[] typed = console.readPassword("%s", prompt);
            if (typed == null) {
                return Optional.empty();
            }
            String text = new String(typed);
            Arrays.fill(typed, ' ');
            return Optional.of(text);
        }
    }
}
