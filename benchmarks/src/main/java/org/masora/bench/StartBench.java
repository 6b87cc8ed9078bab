package org.masora.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long the command takes that a person types, from nothing: shell, virtual machine and program. */
final class StartBench {

    private final Path root;
    private final int runs;

    /** Measures {@code masora} in this folder. */
    StartBench(Path root, int runs) {
        this.root = root;
        this.runs = runs;
    }

    /** With the AOT cache, and beside it without. */
    Report.Single run() throws IOException {
        start(List.of());
        Figures with = new Figures();
        Figures without = new Figures();
        for (int run = 0; run < runs; run++) {
            with.add(start(List.of()), Traffic.NONE);
            without.add(start(List.of("-XX:AOTMode=off")), Traffic.NONE);
        }
        return new Report.Single(
                "./masora --version, cold",
                with.median(),
                "ms",
                String.format(Locale.ROOT, "without the AOT cache %.0f ms", without.median()),
                "",
                true);
    }

    private double start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(root.resolve("masora").toString(), "--version"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (!options.isEmpty()) {
            builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", options));
        }
        long start = System.nanoTime();
        Process process = builder.start();
        int exit = process.onExit().join().exitValue();
        double millis = (System.nanoTime() - start) / 1e6;
        if (exit != 0) {
            throw new IOException("masora --version ended with " + exit);
        }
        return millis;
    }
}
