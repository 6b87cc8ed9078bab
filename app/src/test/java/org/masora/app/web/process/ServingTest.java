package org.masora.app.web.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Home;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Result;

/** The whole program behind the page, over HTTP, without a browser. */
final class ServingTest {
    private static final Pattern CODE = Pattern.compile("value=\"([0-9a-f]{64})\"");
    private static final Pattern TOKEN = Pattern.compile("data-token=\"([0-9a-f]{64})\"");

    /** A browser that was let in. */
    record LetIn(String cookie, String token) {}

    /** Somebody with a Masora of their own, and no browser. */
    static final class Person implements AutoCloseable {
        private final Home home;
        private final Path visible;
        private final Serving serving;
        private final Running running;
        private final HttpClient http = HttpClient.newHttpClient();

        Person(Path folder) throws IOException {
            home = new Home(folder.resolve("home"));
            visible = folder.resolve("visible");
            serving = Serving.start(home, visible, false).orElseThrow();
            running = Running.read(home.pageFile()).orElseThrow();
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path));
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return http.send(request.build(), BodyHandlers.ofString());
        }

        Path doorFile() throws IOException, InterruptedException {
            HttpResponse<String> answer = send(request("/api/v1/door")
                    .header("Authorization", "Bearer " + running.token())
                    .POST(BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(200);
            try (Stream<Path> files = Files.list(visible)) {
                return files.findFirst().orElseThrow();
            }
        }

        HttpResponse<String> enter(String code) throws IOException, InterruptedException {
            return send(request("/door")
                    .header("Origin", "null")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("code=" + code)));
        }

        LetIn letIn() throws IOException, InterruptedException {
            HttpResponse<String> answer = enter(code(doorFile()));
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            return new LetIn(cookie.substring(0, cookie.indexOf(';')), first(TOKEN, answer.body()));
        }

        Program program() {
            return serving.program();
        }

        @Override
        public void close() throws IOException {
            http.close();
            serving.close();
        }
    }

    private static String code(Path file) throws IOException {
        return first(CODE, Files.readString(file));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void theDoorsFileIsItsOwnersAloneAndIsRemovedWhenItsCodeWasUsed(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            Path file = person.doorFile();
            Set<PosixFilePermission> owner = Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(owner);
            assertThat(Files.getPosixFilePermissions(person.home.pageFile())).isEqualTo(owner);
            assertThat(Files.getPosixFilePermissions(person.home.doorKeyFile())).isEqualTo(owner);
            assertThat(Files.getPosixFilePermissions(person.visible))
                    .containsExactlyInAnyOrder(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE);
            String code = code(file);

            HttpResponse<String> answer = person.enter(code);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/"));
            assertThat(file).doesNotExist();
            assertThat(person.enter(code).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whoHasNoSessionIsToldToOpenMasoraFromItsIcon(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            HttpResponse<String> answer = person.send(person.request("/"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("Open Masora from its icon");
            assertThat(person.send(person.request("/events")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void theFrameHoldsNothingAndTheScreenComesWithTheToken(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            LetIn letIn = person.letIn();
            HttpResponse<String> shell = person.send(person.request("/").header("Cookie", letIn.cookie()));
            assertThat(shell.statusCode()).isEqualTo(200);
            assertThat(shell.body()).contains("aria-busy").doesNotContain(letIn.token());
            HttpResponse<String> screen = person.send(
                    person.request("/").header("Cookie", letIn.cookie()).header("Masora-Page", letIn.token()));
            assertThat(screen.body()).startsWith("<main id=\"main\"");
        }
    }

    @Test
    void everyAnswerHasTheStrictContentPolicyAndNoneIsSharedWithOtherOrigins(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            LetIn letIn = person.letIn();
            for (String path : new String[] {"/", "/events?x", "/nowhere", "/api/v1/status", "/assets/x/page.css"}) {
                HttpResponse<Void> answer = person.http.send(
                        person.request(path).header("Cookie", letIn.cookie()).build(), BodyHandlers.discarding());
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .hasValueSatisfying(policy -> assertThat(policy)
                                .contains("default-src 'none'", "frame-ancestors 'none'")
                                .doesNotContain("unsafe"));
                assertThat(answer.headers().map().keySet())
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            }
        }
    }

    @Test
    void eventsComeToWhoHasTheToken(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            LetIn letIn = person.letIn();
            HttpResponse<InputStream> stream = person.http.send(
                    person.request("/events")
                            .header("Accept", "text/event-stream")
                            .header("Cookie", letIn.cookie())
                            .header("Masora-Page", letIn.token())
                            .build(),
                    BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("event: beat");
                person.serving.program().events().publish("projects");
                Optional<String> data = lines.lines()
                        .filter(line -> line.startsWith("data: ") && line.contains("projects"))
                        .findFirst();
                assertThat(data).hasValue("data: projects");
            }
        }
    }

    @Test
    void aNewProcessIsFoundByThePagesOfTheOldOne(@TempDir Path folder) throws Exception {
        Running first;
        LetIn letIn;
        try (Person person = new Person(folder)) {
            first = person.running;
            letIn = person.letIn();
        }
        try (Person again = new Person(folder)) {
            assertThat(again.running.port())
                    .as("open pages find it where it was")
                    .isEqualTo(first.port());
            assertThat(again.running.token()).isNotEqualTo(first.token());
            HttpResponse<String> known = again.send(again.request("/").header("Cookie", letIn.cookie()));
            assertThat(known.statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Timeout(60)
    void aNewerVersionTakesOverWhenWhatRunsHasEnded(@TempDir Path folder) throws Exception {
        CountDownLatch step = new CountDownLatch(1);
        Person older = new Person(folder);
        LetIn letIn = older.letIn();
        try {
            older.serving.program().activities().start(Kind.SYNC, "p", "Titus", _ -> {
                step.await();
                return new Ending(Result.DONE, Optional.empty(), List.of());
            });
            HttpResponse<String> asked = older.send(older.request("/api/v1/handover")
                    .header("Authorization", "Bearer " + older.running.token())
                    .POST(BodyPublishers.noBody()));
            assertThat(asked.body()).isEqualTo("{\"running\":1}");
            assertThat(older.send(older.request("/").header("Cookie", letIn.cookie()))
                            .statusCode())
                    .as("until then people see the older one")
                    .isEqualTo(200);
            step.countDown();
            older.serving.await();
        } finally {
            step.countDown();
            older.serving.close();
        }
        try (Serving newer = Serving.start(older.home, older.visible, true).orElseThrow()) {
            assertThat(newer.address()).as("open pages find it where it was").endsWith(":" + older.running.port());
            assertThat(older.send(older.request("/").header("Cookie", letIn.cookie()))
                            .statusCode())
                    .as("who was let in stays")
                    .isEqualTo(200);
            assertThat(newer.program().activities().past()).hasSize(1);
        } finally {
            older.http.close();
        }
    }

    @Test
    void programsSeeProjectsAndTheDescriptionOfAllTheyCanAsk(@TempDir Path folder) throws Exception {
        try (Person person = new Person(folder)) {
            String bearer = "Bearer " + person.running.token();
            HttpResponse<String> projects =
                    person.send(person.request("/api/v1/projects").header("Authorization", bearer));
            assertThat(projects.statusCode()).isEqualTo(200);
            assertThat(projects.body()).isEqualTo("{\"projects\":[]}");
            assertThat(person.send(person.request("/api/v1/projects")).statusCode())
                    .isEqualTo(401);
            HttpResponse<String> none = person.send(person.request("/api/v1/projects/none/sync")
                    .header("Authorization", bearer)
                    .POST(BodyPublishers.noBody()));
            assertThat(none.statusCode()).isEqualTo(404);
            HttpResponse<String> description =
                    person.send(person.request("/api/v1/openapi.json").header("Authorization", bearer));
            assertThat(description.body())
                    .contains("\"/projects/{project}/sync\"", "\"/activities/{activity}/cancel\"", "\"bearer\"");
        }
    }
}
