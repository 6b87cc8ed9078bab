package org.masora.app.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.masora.app.web.Program;
import org.masora.app.web.door.DoorFiles;
import org.masora.app.words.Json;

/** What editors and other programs of this person can ask for. */
public final class ProgramApi {
    private static final String BASE = "/api/v1";

    private final Program program;
    private final DoorFiles files;

    public ProgramApi(Program program, DoorFiles files) {
        this.program = program;
        this.files = files;
    }

    /** Adds its addresses. */
    public void addTo(RoutesConfig routes) {
        routes.get(BASE + "/status", this::status);
        routes.post(BASE + "/door", this::door);
        routes.post(BASE + "/handover", this::handOver);
    }

    private void status(Context context) {
        json(context, Map.of("running", program.activities().running().size()));
    }

    /** Only a program with the token gets here, so only this person can make a file for the door. */
    private void door(Context context) throws IOException {
        json(context, Map.of("file", files.make()));
    }

    private void handOver(Context context) {
        json(context, Map.of("running", program.activities().running().size()));
        program.end(Program.End.AFTER_WHAT_RUNS);
    }

    private static void json(Context context, Map<String, ?> object) {
        context.contentType("application/json").result(Json.of(object).toString());
    }
}
