package org.masora.app.cli;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.engine.ProjectSession;
import org.masora.engine.Restoring;
import picocli.CommandLine.Command;

/** {@code masora backups}: what can be put back. */
@Command(
        name = "backups",
        header = "Lists the backups of a project and proves that they are whole.",
        description =
                "A backup is the folder as it was before something changed it from outside. Ends with 1 when one is"
                        + " damaged.")
final class BackupsCommand extends ProjectCommand {

    BackupsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        List<Map<String, Object>> objects = new ArrayList<>();
        boolean whole = true;
        for (Restoring.Backup backup : session.backups()) {
            boolean verified = session.check(backup.revision()).whole();
            whole &= verified;
            output.line(backup.revision().abbreviated() + "  " + backup.time().truncatedTo(ChronoUnit.SECONDS)
                    + "  "
                    + output.words(Message.of("M-0570", "what", output.words(ProjectWords.of(backup.before())))
                            .with("whole", verified)));
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("revision", backup.revision());
            object.put("time", backup.time());
            object.put("before", backup.before());
            object.put("note", backup.note());
            object.put("verified", verified);
            objects.add(object);
        }
        if (objects.isEmpty()) {
            output.say(Message.of("M-0563"));
        }
        output.json(Map.of("backups", objects));
        return whole ? ExitCode.DONE : ExitCode.FAILED;
    }
}
