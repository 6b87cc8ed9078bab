package org.masora.app.web.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.app.words.ProjectWords;
import org.masora.engine.Restoring;

/** Starts what puts back. */
public final class BackWork {
    private final ProjectWork work;

    public BackWork(ProjectWork work) {
        this.work = work;
    }

    /** Puts back what was, into the project's folder or a new one. */
    public Start putBack(NearProject project, Restoring.Request request) {
        return work.inProject(
                Kind.RESTORE,
                project,
                (session, actor, progress) -> ending(session.restore(actor, request, progress), request.to()));
    }

    /**
     * What putting back came to.
     *
     * @param to the new folder, if it was to go into one
     */
    public static Ending ending(Restoring.Outcome outcome, Optional<Path> to) {
        return switch (outcome) {
            case Restoring.Outcome.Restored(var revision, var changes) -> {
                List<Message> messages =
                        new ArrayList<>(List.of(Message.of("M-0564", "revision", revision.abbreviated())));
                messages.addAll(ExchangeWords.of(changes));
                yield new Ending(Result.DONE, Optional.empty(), messages);
            }
            case Restoring.Outcome.WrittenTo(var revision, var folder, int files) ->
                Endings.done(Message.of("M-0565", "folder", folder)
                        .with("files", files)
                        .with("revision", revision.abbreviated()));
            case Restoring.Outcome.Unknown(var asked, int fitting) ->
                Endings.refused(Message.of("M-0566", "asked", asked).with("fitting", fitting));
            case Restoring.Outcome.NoSuchBook(var missing) ->
                Endings.refused(Message.of("M-0567", "book", Naming.of(missing)));
            case Restoring.Outcome.NoSuchVerses(var verses) ->
                Endings.refused(Message.of("M-0585", "verses", Naming.of(verses.toString())));
            case Restoring.Outcome.NotEmpty(var folder) -> Endings.refused(Message.of("M-0532", "folder", folder));
            case Restoring.Outcome.Taken(var by) -> Endings.refused(ProjectWords.of(by, to.orElseThrow()));
            case Restoring.Outcome.Stopped(var trouble) -> Endings.of(trouble);
        };
    }
}
