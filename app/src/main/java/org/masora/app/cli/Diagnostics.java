package org.masora.app.cli;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the libraries below tell developers; it goes to standard error, and people at a terminal see little of it. */
final class Diagnostics {
    private static final Logger ROOT = Logger.getLogger("");

    private Diagnostics() {}

    /** Nothing, or with {@code MASORA_DEBUG} everything of interest. */
    static void silent(Map<String, String> environment) {
        set(environment, Level.OFF);
    }

    /** Warnings: for a program that runs on its own, where somebody reads them later. */
    static void warnings(Map<String, String> environment) {
        set(environment, Level.WARNING);
    }

    private static void set(Map<String, String> environment, Level usual) {
        ROOT.setLevel(environment.containsKey("MASORA_DEBUG") ? Level.INFO : usual);
    }
}
