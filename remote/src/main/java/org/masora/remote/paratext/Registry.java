package org.masora.remote.paratext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.paratext.Role;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.Wire.Reply;
import org.masora.remote.paratext.Session.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The Paratext Registry: people, projects, members and their roles. Read with patience for what is missing or null. */
public final class Registry {

    private static final int ANSWER_BYTES_MAX = 16 << 20;

    private final Session session;

    public Registry(Session session) {
        this.session = session;
    }

    /** Who is signed in. */
    public Answer<User> user() {
        return Halted.answer(() -> {
            JsonNode json = get("/userinfo", "").orElseThrow(() -> missing(""));
            return new User(Json.text(json, "sub"), Json.text(json, "username"));
        });
    }

    /** The registered projects of who is signed in. */
    public Answer<List<RegisteredProject>> projects() {
        return Halted.answer(() -> {
            List<RegisteredProject> projects = new ArrayList<>();
            get("/my/projects", "").orElseGet(MissingNode::getInstance).values().stream()
                    .map(Registry::project)
                    .filter(project -> !project.id().isEmpty())
                    .forEach(projects::add);
            return projects;
        });
    }

    /** A project by its id; empty when it is not registered or this person may not see it. */
    public Answer<Optional<RegisteredProject>> project(String id) {
        return Halted.answer(() -> get("/projects/" + Session.escaped(id), id).map(Registry::project));
    }

    /** The members of a registered project; those without a name or an id are passed over. */
    public Answer<List<Member>> members(String id) {
        return Halted.answer(() -> {
            JsonNode json =
                    get("/projects/" + Session.escaped(id) + "/members", id).orElseThrow(() -> missing(id));
            return json.values().stream()
                    .map(Registry::member)
                    .filter(member ->
                            !member.userId().isEmpty() && !member.name().isEmpty())
                    .toList();
        });
    }

    /** What somebody is in a registered project; empty when they are no member. */
    public Answer<Optional<Role>> role(String id, String userId) {
        return Halted.answer(() -> get("/projects/" + Session.escaped(id) + "/members/" + Session.escaped(userId), id)
                .map(json -> Role.of(Json.text(json, "role"))));
    }

    private static Member member(JsonNode json) {
        return new Member(Json.text(json, "userId"), Json.text(json, "username"), Role.of(Json.text(json, "role")));
    }

    private static RegisteredProject project(JsonNode json) {
        JsonNode system = json.path("identification_systemId").values().stream()
                .filter(one -> Json.text(one, "type").equals("paratext"))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        String shortName = Json.text(json, "identification_shortName");
        String fullName = Json.text(json, "identification_name");
        return new RegisteredProject(
                Json.text(system, "text"),
                shortName.isEmpty() ? Json.text(system, "name") : shortName,
                fullName.isEmpty() ? Json.text(system, "fullname") : fullName,
                Json.text(json, "language_iso"),
                Json.text(json, "visibility"));
    }

    private static Halted missing(String project) {
        return new Halted(new RemoteFailure.Missing(project));
    }

    private Optional<JsonNode> get(String path, String project) throws Halted {
        try (Reply reply = session.registry(Request.get(path, Progress.NONE))) {
            if (reply.status() == 404 || reply.status() == 410) {
                return Optional.empty();
            }
            if (reply.status() != 200) {
                throw new Halted(session.refusal(reply, project));
            }
            return Optional.of(Json.parse(reply.bytes(ANSWER_BYTES_MAX))
                    .orElseThrow(() -> new Halted(
                            new RemoteFailure.ServerError(200, "answered by something that is no Registry"))));
        }
    }
}
