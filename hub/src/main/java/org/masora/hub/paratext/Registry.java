package org.masora.hub.paratext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People, projects and roles: what the Registry answers to those who are signed in. */
final class Registry {
    private final People people;
    private final Projects projects;

    Registry(People people, Projects projects) {
        this.people = people;
        this.projects = projects;
    }

    void addTo(Gate gate, String path) {
        get(gate, Endpoint.USERINFO, path + "userinfo", this::me);
        for (String mine : List.of("my/", "users/me/")) {
            get(gate, Endpoint.PROJECTS, path + mine + "projects", this::mine);
            get(gate, Endpoint.LICENSES, path + mine + "licenses", this::licenses);
        }
        String one = path + "projects/{id}";
        get(gate, Endpoint.PROJECT, one, call -> Answer.json(200, shown(project(call))));
        get(gate, Endpoint.PROJECT, one + "/identification_systemId/paratext/text", this::id);
        get(gate, Endpoint.PROJECT, one + "/identification_systemId/{system}/text", call -> {
            throw Refused.notFound();
        });
        get(gate, Endpoint.LICENSES, one + "/license", call -> Answer.json(200, license(project(call))));
        get(gate, Endpoint.MEMBERS, one + "/members", this::members);
        get(gate, Endpoint.MEMBERS, one + "/members/{sub}", this::member);
    }

    private static void get(Gate gate, Endpoint endpoint, String path, Gate.Handling handling) {
        gate.signedIn(Surface.REGISTRY, endpoint, "GET", path, handling);
    }

    private Answer me(Call call) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sub", call.person().sub());
        shown.put("username", call.person().name());
        shown.put("pt_approved", true);
        return Answer.json(200, shown);
    }

    /** The registered project that is asked for; for others and for strangers there is none. */
    private Project project(Call call) {
        String id = call.context().pathParam("id");
        return projects.all().stream()
                .filter(Project::registered)
                .filter(project ->
                        project.id().equals(id) || project.registryId().equals(id))
                .filter(project -> project.roleOf(call.person()).isPresent())
                .findFirst()
                .orElseThrow(Refused::notFound);
    }

    private List<Project> registeredOf(Person person) {
        return projects.all().stream()
                .filter(Project::registered)
                .filter(project -> project.roleOf(person).isPresent())
                .toList();
    }

    private Answer mine(Call call) {
        return Answer.json(
                200, registeredOf(call.person()).stream().map(Registry::shown).toList());
    }

    private static Map<String, Object> shown(Project project) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("_id", project.registryId());
        shown.put(
                "identification_systemId",
                List.of(Map.of(
                        "type", "paratext",
                        "name", project.shortName(),
                        "fullname", project.fullName(),
                        "text", project.id())));
        shown.put("identification_shortName", project.shortName());
        shown.put("identification_name", project.fullName());
        shown.put("identification_abbreviation", project.shortName());
        shown.put("language_iso", project.language().iso());
        shown.put("language_ldml", project.language().tag());
        shown.put("visibility", project.visibility());
        shown.put("type_translationType", "New");
        shown.put("agencies_rightsHolders", List.of());
        shown.put("countries", List.of());
        return shown;
    }

    private Answer id(Call call) {
        return Answer.json(200, project(call).id());
    }

    private Answer licenses(Call call) {
        return Answer.json(
                200,
                registeredOf(call.person()).stream()
                        .map(project -> {
                            Map<String, Object> license = license(project);
                            license.put(
                                    "role",
                                    project.roleOf(call.person()).orElseThrow().registryName());
                            return license;
                        })
                        .toList());
    }

    /** Without a signature: only the real Registry can make one. */
    private static Map<String, Object> license(Project project) {
        Map<String, Object> license = new LinkedHashMap<>();
        license.put("type", "translator");
        license.put("licensedToParatextId", project.id());
        license.put("licensedToOrgs", List.of());
        license.put("issuedAt", project.made().toString());
        license.put("expiresAt", null);
        license.put("revoked", false);
        license.put("signature", "");
        return license;
    }

    private Answer members(Call call) {
        return Answer.json(
                200,
                project(call).members().stream()
                        .flatMap(member -> shown(member).stream())
                        .toList());
    }

    private Answer member(Call call) {
        Project project = project(call);
        String asked = call.context().pathParam("sub");
        String sub = asked.equals("me") ? call.person().sub() : asked;
        return Answer.json(
                200,
                project.members().stream()
                        .filter(member -> member.sub().equals(sub))
                        .flatMap(member -> shown(member).stream())
                        .findFirst()
                        .orElseThrow(() -> new Refused(404, "not_found", "not a member")));
    }

    private Optional<Map<String, String>> shown(Project.Member member) {
        return people.bySub(member.sub()).map(person -> {
            Map<String, String> shown = new LinkedHashMap<>();
            shown.put("userId", person.sub());
            shown.put("username", person.name());
            shown.put("role", member.role().registryName());
            return shown;
        });
    }
}
