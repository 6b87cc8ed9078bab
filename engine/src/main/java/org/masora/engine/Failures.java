package org.masora.engine;

import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.remote.Remote.RemoteFailure;

/** A remote's failures as reasons to stop. */
public final class Failures {

    private Failures() {}

    /** What a person has to know of the failure. */
    public static StopReason reason(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.Unreachable(var address, var trouble, var detail) ->
                new StopReason.Unreachable(address, trouble, detail);
            case RemoteFailure.ServerError(var status, var detail) ->
                new StopReason.Refused(Refusal.SERVER_FAILED, Integer.toString(status), detail);
            case RemoteFailure.BadCredentials(var user) -> new StopReason.Refused(Refusal.BAD_CREDENTIALS, user, "");
            case RemoteFailure.NotAllowed(var project, var detail) ->
                new StopReason.Refused(Refusal.NOT_ALLOWED, project, detail);
            case RemoteFailure.ProtectedLine(var line, var detail) ->
                new StopReason.Refused(Refusal.PROTECTED_LINE, line, detail);
            case RemoteFailure.Archived(var project) -> new StopReason.Refused(Refusal.ARCHIVED, project, "");
            case RemoteFailure.Locked(var project, var by) -> new StopReason.Refused(Refusal.LOCKED, project, by);
            case RemoteFailure.Missing(var project) -> new StopReason.Refused(Refusal.MISSING, project, "");
            case RemoteFailure.SlowDown(var seconds) ->
                new StopReason.Refused(
                        Refusal.SLOW_DOWN, seconds.map(s -> Long.toString(s)).orElse(""), "");
            case RemoteFailure.ProgramMissing(var program, var found) ->
                new StopReason.Refused(Refusal.PROGRAM_MISSING, program, found);
            case RemoteFailure.Moved() -> new StopReason.KeptMoving(1);
            case RemoteFailure.Cancelled() -> new StopReason.Cancelled();
            case RemoteFailure.Damaged(var details) ->
                new StopReason.Refused(Refusal.DAMAGED, "", String.join("; ", details));
        };
    }

    /** Whether the place surely did not take what was offered; else that is found out by looking. */
    static boolean isCertain(RemoteFailure failure) {
        return switch (failure) {
            case RemoteFailure.BadCredentials f -> true;
            case RemoteFailure.NotAllowed f -> true;
            case RemoteFailure.ProtectedLine f -> true;
            case RemoteFailure.Archived f -> true;
            case RemoteFailure.Locked f -> true;
            case RemoteFailure.Missing f -> true;
            case RemoteFailure.SlowDown f -> true;
            case RemoteFailure.ProgramMissing f -> true;
            case RemoteFailure.Moved f -> true;
            case RemoteFailure.Unreachable f -> false;
            case RemoteFailure.ServerError f -> false;
            case RemoteFailure.Cancelled f -> false;
            case RemoteFailure.Damaged f -> false;
        };
    }
}
