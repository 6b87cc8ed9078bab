package org.masora.hub.paratext;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.Preparation.History;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.Hg;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stand-in with a small project, and a client of it that knows nothing but HTTP. */
final class TestParatext implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private final Hub hub;
    private final HttpClient http = HttpClient.newHttpClient();

    /** An answer. */
    record Answered(int status, HttpResponse<byte[]> response) {
        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    private TestParatext(Hub hub) {
        this.hub = hub;
    }

    static Hg hg() {
        assumeTrue(Hg.find() instanceof Hg.Finding.Found, "hg (Mercurial) is absent");
        return ((Hg.Finding.Found) Hg.find()).hg();
    }

    /** A stand-in with people ada (administrator), tom (translator), olga (observer) and zoe (of no project). */
    static TestParatext start(Path folder) throws IOException, HubStartException {
        return start(folder, ParatextOptions.USUAL);
    }

    static TestParatext start(Path folder, ParatextOptions options) throws IOException, HubStartException {
        hg();
        Hub hub = Hub.start(HubOptions.in(folder.resolve("data"))
                .withAdministrator("root1", PASSWORD)
                .withParatext(options));
        TestParatext started = new TestParatext(hub);
        try {
            started.standIn().prepare(preparation(project(folder.resolve("project"))));
        } catch (Preparation.Unusable e) {
            throw new AssertionError(e);
        }
        return started;
    }

    static Path project(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("Settings.xml"),
                "<ScriptureText><Name>Tst</Name><Guid>" + "ab".repeat(20) + "</Guid></ScriptureText>");
        Files.writeString(folder.resolve("41MATTst.SFM"), "\\id MAT\r\n\\c 1\r\n\\v 1 One\r\n");
        Files.writeString(folder.resolve("42MRKTst.SFM"), "\\id MRK\r\n\\c 1\r\n\\v 1 One\r\n");
        Files.writeString(folder.resolve("custom.sty"), "\\Marker p\r\n");
        return folder;
    }

    static Preparation preparation(Path project) {
        Map<String, PersonWish> people = new LinkedHashMap<>();
        people.put("ada", new PersonWish("Ada Admin", Optional.of(PASSWORD)));
        people.put("tom", new PersonWish("Tom Translator", Optional.empty()));
        people.put("olga", new PersonWish("Olga Observer", Optional.empty()));
        people.put("zoe", new PersonWish("Zoe Zero", Optional.empty()));
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("ada", Role.ADMINISTRATOR);
        roles.put("tom", Role.TRANSLATOR);
        roles.put("olga", Role.OBSERVER);
        Map<String, ProjectWish> projects = new LinkedHashMap<>();
        projects.put("1", ProjectWish.of("Tst", project, roles));
        projects.put(
                "2",
                new ProjectWish(
                        Optional.of("cd".repeat(20)),
                        "Emp",
                        "Empty",
                        "Standard",
                        Optional.of("1"),
                        false,
                        Map.of("ada", Role.ADMINISTRATOR),
                        Optional.empty(),
                        List.of(),
                        History.ONE));
        return new Preparation(people, projects);
    }

    ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    String projectId() {
        return standIn().projectId("1");
    }

    static String guid() {
        return UUID.randomUUID().toString();
    }

    Answered send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answered(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    HttpRequest.Builder archives(String person, String path) {
        return as(person, standIn().archives().resolve(path));
    }

    HttpRequest.Builder registry(String person, String path) {
        return as(person, standIn().registry().resolve(path));
    }

    private HttpRequest.Builder as(String person, URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + standIn().accessToken(person));
    }

    /** A call of the Archives about project 1. */
    Answered about(String person, String call, String more) throws IOException {
        return send(archives(person, call + "?proj=Tst&projid=" + projectId() + more));
    }

    Answered token(String json) throws IOException {
        return send(HttpRequest.newBuilder(standIn().registry().resolve("token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    Answered push(String person, String guid, byte[] bundle, int from, int to) throws IOException {
        return push(
                person,
                guid,
                "bytes " + from + "-" + (to - 1) + "/" + bundle.length,
                BodyPublishers.ofByteArray(bundle, from, to - from));
    }

    Answered push(String person, String guid, String range, BodyPublisher body) throws IOException {
        return send(archives(
                        person,
                        "pushbundle?proj=Tst&registered=yes&userschanged=no&guid=" + guid + "&projid=" + projectId())
                .header("Content-Range", range)
                .POST(body));
    }

    Answered push(String person, byte[] bundle) throws IOException {
        return push(person, guid(), bundle, 0, bundle.length);
    }

    /** A clone of project 1 in a new folder, as the person sees it. */
    CommandServer cloned(String person, Path folder) throws IOException {
        Path bundle = folder.resolveSibling(folder.getFileName() + ".hg");
        Answered pulled = about(person, "pullbundle", "&type=zstd-v2&guid=" + guid());
        Files.write(bundle, pulled.response().body());
        hg().create(folder);
        CommandServer clone = hg().open(folder);
        run(clone, "unbundle", "--quiet", bundle.toString());
        run(clone, "update");
        return clone;
    }

    static String run(CommandServer clone, String... command) throws IOException {
        CommandServer.Result result = clone.run(command);
        if (!result.succeeded()) {
            throw new AssertionError(String.join(" ", command) + "\n" + result.error());
        }
        return result.text().strip();
    }

    /** Commits what was changed in the clone, and gives the bundle of all that is above a changeset. */
    static byte[] committed(CommandServer clone, String above) throws IOException {
        run(clone, "commit", "--addremove", "--user", "Tom Translator", "--message", "a change");
        Path bundle = clone.repository().resolveSibling(guid() + ".hg");
        run(clone, "bundle", "--quiet", "--type", "zstd-v2", "--base", above, bundle.toString());
        return Files.readAllBytes(bundle);
    }

    @Override
    public void close() {
        http.close();
        hub.close();
    }
}
