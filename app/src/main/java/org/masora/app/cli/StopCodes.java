package org.masora.app.cli;

import org.masora.app.words.SyncWords;
import org.masora.core.sync.StopReason;

/** With which code a command ends that was stopped. */
final class StopCodes {
    private StopCodes() {}

    static ExitCode of(StopReason reason) {
        return switch (reason) {
            case StopReason.Unreachable _ -> ExitCode.UNREACHABLE;
            case StopReason.Refused refused ->
                switch (refused.refusal()) {
                    case BAD_CREDENTIALS, NOT_ALLOWED, MAY_ONLY_LOOK, PROTECTED_LINE, ARCHIVED, OTHER_ENCODING ->
                        ExitCode.REFUSED;
                    case MISSING, DAMAGED, NOT_KEPT, PROGRAM_MISSING -> ExitCode.FAILED;
                    case SLOW_DOWN, SERVER_FAILED, LOCKED -> ExitCode.UNREACHABLE;
                };
            case StopReason.NeedsConfirmation _ -> ExitCode.NEEDS_YES;
            case StopReason.Cancelled _, StopReason.KeptMoving _, StopReason.Busy _, StopReason.FolderTrouble _ ->
                ExitCode.FAILED;
        };
    }

    /** Says it and gives the code. */
    static ExitCode report(Output output, StopReason reason) {
        return output.problem(of(reason), SyncWords.of(reason));
    }
}
