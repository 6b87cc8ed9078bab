package org.masora.app.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Past;
import org.masora.app.web.door.DoorFiles;
import org.masora.app.web.server.Told;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.Json;
import org.masora.app.words.Message;

/** What editors and other programs of this person can ask for. */
public final class ProgramApi {
    private static final Duration FORECAST_MOST = Duration.ofMinutes(2);

    private static final String BASE = "/api/v1";

    /** All that can be asked for; {@code openapi.json} describes just these. */
    static final List<Address> ADDRESSES = List.of(
            new Address(Method.GET, "/status", ProgramApi::status),
            new Address(Method.GET, "/openapi.json", (_, context) -> description(context)),
            new Address(Method.GET, "/projects", ProgramApi::projects),
            new Address(Method.GET, "/projects/{project}", ProgramApi::project),
            new Address(Method.POST, "/projects/{project}/sync", (api, context) -> api.sync(context, SyncWish.PLAIN)),
            new Address(
                    Method.POST,
                    "/projects/{project}/continue",
                    (api, context) -> api.sync(context, SyncWish.CONTINUE)),
            new Address(
                    Method.POST,
                    "/projects/{project}/get-changes",
                    (api, context) -> api.sync(context, SyncWish.GET_CHANGES)),
            new Address(Method.GET, "/projects/{project}/forecast", ProgramApi::forecast),
            new Address(Method.GET, "/activities", ProgramApi::activities),
            new Address(Method.GET, "/activities/{activity}", ProgramApi::activity),
            new Address(Method.POST, "/activities/{activity}/cancel", ProgramApi::cancel),
            new Address(Method.POST, "/door", ProgramApi::door),
            new Address(Method.POST, "/handover", ProgramApi::handOver));

    private final Program program;
    private final DoorFiles files;

    /** How an address is asked. */
    enum Method {
        GET,
        POST
    }

    /** What is done when it is asked. */
    @FunctionalInterface
    interface Doing {
        void run(ProgramApi api, Context context) throws Exception;
    }

    /**
     * One address.
     *
     * @param path below the base
     */
    record Address(Method method, String path, Doing doing) {}

    public ProgramApi(Program program, DoorFiles files) {
        this.program = program;
        this.files = files;
    }

    /** Adds its addresses. */
    public void addTo(RoutesConfig routes) {
        for (Address address : ADDRESSES) {
            String path = BASE + address.path();
            Handler handler = context -> address.doing().run(this, context);
            switch (address.method()) {
                case GET -> routes.get(path, handler);
                case POST -> routes.post(path, handler);
            }
        }
    }

    private void status(Context context) {
        json(context, Map.of("running", program.activities().running().size()));
    }

    private static void description(Context context) throws IOException {
        try (InputStream file = ProgramApi.class.getResourceAsStream("openapi.json")) {
            if (file == null) {
                throw new IllegalStateException("the program is incomplete: no openapi.json");
            }
            context.contentType("application/json").result(file.readAllBytes());
        }
    }

    private void projects(Context context) {
        json(
                context,
                Map.of(
                        "projects",
                        program.shelf().list().stream().map(this::told).toList()));
    }

    private void project(Context context) {
        known(context).ifPresent(project -> json(context, told(project)));
    }

    /** The project that is asked about; that there is none is said. */
    private Optional<NearProject> known(Context context) {
        String id = context.pathParam("project");
        Optional<NearProject> project = program.shelf().project(id);
        if (project.isEmpty()) {
            Told.answer(context, 404, Message.of("M-0229", "id", id));
        }
        return project;
    }

    private Map<String, Object> told(NearProject project) {
        return asJson(
                project,
                program.shelf().state(project),
                program.activities().on(project.id()).map(Activity::id));
    }

    static Map<String, Object> asJson(NearProject project, RowState state, Optional<String> activity) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", project.id());
        object.put("name", project.name());
        object.put("folder", project.folder());
        object.put("language", project.language());
        object.put("state", word(state));
        object.put("lastSynced", project.lastSynced());
        object.put("decisions", project.decisions());
        object.put("held", project.held());
        object.put("waiting", project.waiting());
        object.put("takenBack", project.besides().setAside().size());
        object.put("notShared", project.besides().notShared());
        object.put("archived", project.besides().archived());
        object.put("versesNotSent", project.unsent().verses());
        object.put("filesNotSent", project.unsent().files());
        object.put("activity", activity);
        return object;
    }

    static String word(RowState state) {
        return switch (state) {
            case RowState.FolderMissing _ -> "folderMissing";
            case RowState.NeedsYes _ -> "needsYes";
            case RowState.LogInAgain _ -> "logInAgain";
            case RowState.Refused _ -> "refused";
            case RowState.Syncing _ -> "syncing";
            case RowState.WaitingForLine _ -> "waitingForLine";
            case RowState.Decisions _ -> "decisions";
            case RowState.EditorOpen _ -> "editorOpen";
            case RowState.NotSent _ -> "notSent";
            case RowState.NotKnownWhetherSent _ -> "notKnownWhetherSent";
            case RowState.NewerThere _ -> "newerThere";
            case RowState.AllSent _ -> "allSent";
            case RowState.OnlyHere _ -> "onlyHere";
            case RowState.NotKnownYet _ -> "notKnownYet";
        };
    }

    private void sync(Context context, SyncWish wish) {
        Optional<NearProject> project = known(context);
        if (project.isEmpty()) {
            return;
        }
        switch (program.work().sync(project.get(), wish)) {
            case Start.Started(var activity) -> {
                context.status(202);
                json(context, asJson(activity));
            }
            case Start.Busy(var running) -> {
                context.status(409);
                json(context, asJson(running));
            }
            case Start.Closing _ -> Told.answer(context, 503, Message.of("M-0230"));
        }
    }

    private void forecast(Context context) throws IOException {
        Optional<NearProject> project = known(context);
        if (project.isEmpty()) {
            return;
        }
        program.work()
                .forecast(project.get(), SyncWish.PLAIN, FORECAST_MOST)
                .ifPresentOrElse(
                        foreseen -> json(context, Map.of("messages", Told.of(foreseen))),
                        () -> Told.answer(
                                context,
                                409,
                                Message.of("M-0231", "name", project.get().name())));
    }

    private void activities(Context context) {
        json(
                context,
                Map.of(
                        "running",
                        program.activities().running().stream()
                                .map(ProgramApi::asJson)
                                .toList(),
                        "past",
                        program.activities().past().stream()
                                .map(ProgramApi::asJson)
                                .toList()));
    }

    private void activity(Context context) {
        String id = context.pathParam("activity");
        Optional<Map<String, Object>> running = program.activities().running().stream()
                .filter(activity -> activity.id().equals(id))
                .findFirst()
                .map(ProgramApi::asJson);
        Optional<Map<String, Object>> past = program.activities().past().stream()
                .filter(one -> one.activity().id().equals(id))
                .findFirst()
                .map(ProgramApi::asJson);
        running.or(() -> past)
                .ifPresentOrElse(
                        object -> json(context, object),
                        () -> Told.answer(context, 404, Message.of("M-0232", "id", id)));
    }

    private void cancel(Context context) {
        String id = context.pathParam("activity");
        if (program.activities().cancel(id)) {
            context.status(202);
        } else {
            Told.answer(context, 404, Message.of("M-0232", "id", id));
        }
    }

    static Map<String, Object> asJson(Activity activity) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", activity.id());
        object.put("kind", activity.kind().name());
        object.put("subject", activity.subject());
        object.put("started", activity.started());
        object.put("phase", activity.phase().map(Enum::name));
        object.put("done", activity.done());
        object.put("of", activity.of());
        object.put("secondsLeft", activity.left().map(Duration::toSeconds));
        object.put("foreseen", Told.of(activity.foreseen()));
        object.put("cancelled", activity.cancelled());
        return object;
    }

    static Map<String, Object> asJson(Past past) {
        Map<String, Object> object = asJson(past.activity());
        object.put("ended", past.ended());
        object.put("result", past.ending().result().name());
        object.put("ask", past.ending().ask().map(Enum::name));
        object.put("messages", Told.of(past.ending().messages()));
        return object;
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
