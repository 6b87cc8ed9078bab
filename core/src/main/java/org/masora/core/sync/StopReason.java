package org.masora.core.sync;

import java.util.List;

/** Why an exchange with one place stopped before its end. Codes with their details; words are for the screen. */
public sealed interface StopReason {

    /** The other side was not reached, or was lost on the way; what it holds now may not be known. */
    record Unreachable(String address, LineTrouble trouble, String detail) implements StopReason {}

    /** The other side was reached and says no, or answered with a failure of its own. */
    record Refused(Refusal refusal, String subject, String detail) implements StopReason {}

    /** The person stopped it. */
    record Cancelled() implements StopReason {}

    /** It goes on only when told to. */
    record NeedsConfirmation(Question question) implements StopReason {}

    /** Others kept sending: tried a bounded number of times. */
    record KeptMoving(int attempts) implements StopReason {}

    /** Another operation works on this project now. */
    record Busy() implements StopReason {}

    /** The folder cannot be read or written now. */
    record FolderTrouble(Trouble trouble, List<String> paths) implements StopReason {}

    /** Why another side was not reached, told apart because people act differently on each. */
    enum LineTrouble {
        /** There is no network, no such name, or nobody listens there. */
        NO_LINE,
        /** It was asked and says nothing. */
        SILENT,
        /** The line was cut in the middle. */
        CUT,
        /** What answers cannot prove to be it: an encryption that is not its own. */
        NOT_SAFE,
        /** Something else answers in its place, as the page does on which a hotel's network wants a log-in. */
        SOMETHING_ELSE
    }

    /** The kinds of no, told apart because people act differently on each. */
    enum Refusal {
        BAD_CREDENTIALS,
        NOT_ALLOWED,
        /** Who may only look at a project there has changed something; nothing of it was sent. */
        MAY_ONLY_LOOK,
        PROTECTED_LINE,
        ARCHIVED,
        /** Somebody else is sending there just now. */
        LOCKED,
        MISSING,
        SLOW_DOWN,
        SERVER_FAILED,
        DAMAGED,
        /** The project's books are in an encoding that is not exchanged; nothing of it was taken or sent. */
        OTHER_ENCODING,
        /** A program that exchanges with it is not on this computer. */
        PROGRAM_MISSING,
        /** It answered well and was then not seen to hold what was sent. */
        NOT_KEPT
    }

    /** What is wrong with a folder. */
    enum Trouble {
        /** It is not there (rule D1). */
        MISSING,
        /** It is there and holds no file (rule D1). */
        EMPTY,
        /** Some of it cannot be read. */
        UNREADABLE,
        /** Some of it cannot be written; what was begun is finished by the next sync. */
        NOT_WRITABLE
    }

    /** What a person has to say yes to. */
    sealed interface Question {
        /** The brake (rule D2): this would go. */
        record WouldDelete(Brake.Verdict.Stop stop, boolean fromFolder) implements Question {}

        /** What an undo took back is still there (rule U1). */
        record SetAsideIsThere(ChangeSummary changes) implements Question {}

        /** What came in is in the folder and can still be undone unseen (rule U1): nothing is sent before the answer. */
        record SendOrUndo() implements Question {}

        /** What is there looks like another project (rule V4). */
        record OtherProject(String ours, String theirs) implements Question {}
    }
}
