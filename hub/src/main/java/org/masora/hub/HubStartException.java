package org.masora.hub;

import java.nio.file.Path;

/** A hub could not be started; {@link #problem} says why, in a form to be put into words by the caller. */
public final class HubStartException extends Exception {
    private final transient Problem problem;

    /** Why a hub does not start. */
    public sealed interface Problem {
        /** Another hub runs in the data folder. */
        record FolderInUse(Path folder) implements Problem {}

        /** Something else listens on the port. */
        record PortInUse(int port) implements Problem {}

        /** A newer Masora wrote the data folder. */
        record NewerFormat(Path folder, int format) implements Problem {}

        /** A record cannot be understood. Nothing was changed. */
        record BrokenRecord(Path file) implements Problem {}

        /** The folder cannot be read or written. */
        record FolderUnusable(Path folder, String reason) implements Problem {}

        /** The administrator cannot be called so. */
        record BadAdminName(String name) implements Problem {}

        /** The administrator's password is shorter than it has to be. */
        record ShortAdminPassword(int lengthAtLeast) implements Problem {}

        /** Standing in for Paratext takes Mercurial, and there is none. */
        record MercurialMissing() implements Problem {}

        /** Standing in for Paratext takes a newer Mercurial. */
        record MercurialTooOld(Path program, String version, String oldest) implements Problem {}

        /** What is called {@code hg} does not work. */
        record MercurialUnusable(Path program, String said) implements Problem {}
    }

    HubStartException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    HubStartException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /** Why it does not start. */
    public Problem problem() {
        return problem;
    }
}
