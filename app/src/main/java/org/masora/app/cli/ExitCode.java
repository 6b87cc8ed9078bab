package org.masora.app.cli;

/** How a command ended, as other programs see it. The numbers never change. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** Failed; the message says what was done and what was not. */
    FAILED(1),
    /** The command was not understood; nothing was done. */
    WRONG_USAGE(2),
    /** Done, and decisions are waiting. */
    DECISIONS_WAITING(3),
    /** The other side could not be reached. */
    UNREACHABLE(4),
    /** The other side refused: login, permission. */
    REFUSED(5),
    /** Stopped by the brake, waiting for a yes. */
    NEEDS_YES(6),
    /** For git only: the merge failed, which is no conflict. With a number above 128 git stops and changes nothing. */
    NOT_MERGED(129);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
