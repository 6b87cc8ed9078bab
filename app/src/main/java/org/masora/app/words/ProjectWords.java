package org.masora.app.words;

import java.nio.file.Path;
import java.util.Set;
import org.masora.core.project.Recognition;
import org.masora.engine.Decisions;
import org.masora.engine.ProjectOverview.KeepPrivate;
import org.masora.engine.Projects;
import org.masora.remote.door43.Creation;
import org.masora.store.Operation;

/** What the use cases of a project came to, in words. */
public final class ProjectWords {
    private ProjectWords() {}

    /** Why a folder is no project. */
    public static Message of(Recognition.Reason reason) {
        return switch (reason) {
            case Recognition.Reason.Empty() -> Message.of("M-0511");
            case Recognition.Reason.NothingKnown() -> Message.of("M-0512");
            case Recognition.Reason.MetadataUnreadable unreadable ->
                Message.of("M-0513", "path", unreadable.path())
                        .with("line", unreadable.line())
                        .with("column", unreadable.column());
            case Recognition.Reason.MetadataIncomplete(var path, var field) ->
                Message.of("M-0514", "path", path).with("field", field);
        };
    }

    /** Why nothing can be written or taken under care in a folder that is in use. */
    public static Message of(Projects.Claim claim, Path folder) {
        return switch (claim) {
            case Projects.Claim.Masora(var data) ->
                Message.of("M-0509", "folder", folder).with("data", data);
            case Projects.Claim.Project(var other) ->
                Message.of("M-0507", "folder", folder).with("other", other);
        };
    }

    /** Asks who may read a project that goes to a server for the first time (rule V1). */
    public static Message whoMayRead(String where, Set<KeepPrivate> keepPrivate) {
        return Message.of("M-0521", "where", where)
                .with("confidential", keepPrivate.contains(KeepPrivate.CONFIDENTIAL))
                .with("paratexts", keepPrivate.contains(KeepPrivate.PARATEXTS))
                .with("preselected", keepPrivate.isEmpty() ? "none" : "private");
    }

    /** The same question, where it is open by whose account it would go, and so where to. */
    public static Message byWhomAndWhoMayRead(Set<KeepPrivate> keepPrivate) {
        return Message.of("M-0530", "confidential", keepPrivate.contains(KeepPrivate.CONFIDENTIAL));
    }

    /** Why an answer to a conflict does not fit. */
    public static Message of(Decisions.Outcome.Reason reason) {
        return Message.of(
                switch (reason) {
                    case NO_SUCH_READING -> "M-0551";
                    case NOT_FOUND_IN_FOLDER -> "M-0552";
                    case HELD -> "M-0553";
                    case EDITOR_OPEN -> "M-0556";
                    case CHANGED_SINCE -> "M-0557";
                    case NOTHING_TO_TURN_BACK -> "M-0554";
                    case ALREADY_DECIDED -> "M-0555";
                });
    }

    /** Why a project could not be made on a server as wished. */
    public static Message of(Creation creation) {
        return switch (creation) {
            case Creation.Created(var project) -> Message.of("M-0522", "name", project.name());
            case Creation.OtherwiseVisible(var project) ->
                Message.of(project.isPrivate() ? "M-0524" : "M-0523", "name", project.name());
            case Creation.NameTaken(var name) -> Message.of("M-0525", "name", name);
            case Creation.NameNotPossible(var detail) -> Message.of("M-0526", "detail", detail);
        };
    }

    /** What the program did. */
    public static Message of(Operation.Kind kind) {
        return Message.of(
                switch (kind) {
                    case ADDED -> "M-0571";
                    case KEPT -> "M-0572";
                    case APPLYING -> "M-0573";
                    case RECEIVED, COMBINED -> "M-0574";
                    case CONFIRMED -> "M-0599";
                    case NOT_TAKEN -> "M-0575";
                    case OFFERED -> "M-0576";
                    case SENT -> "M-0577";
                    case SHARED_DECISIONS -> "M-0578";
                    case DECIDED -> "M-0579";
                    case UNDONE -> "M-0580";
                    case RESTORED -> "M-0581";
                    case RELEASED -> "M-0582";
                    case BROUGHT_IN -> "M-0586";
                    case EDITED -> "M-0596";
                    case TAKEN_UP_AGAIN -> "M-0583";
                });
    }
}
