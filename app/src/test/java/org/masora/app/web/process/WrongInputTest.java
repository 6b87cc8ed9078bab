package org.masora.app.web.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.Sample;
import org.masora.app.web.Program;
import org.masora.app.web.pages.Screens;
import org.masora.app.web.process.ServingTest.LetIn;
import org.masora.app.web.process.ServingTest.Person;
import org.masora.app.web.server.Routes;
import org.masora.app.web.shelf.NearProject;
import org.masora.engine.Projects;

/** Whatever is asked of whatever address: the answer is words, never a mistake of ours. */
final class WrongInputTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("masora.root", "..")).resolve("app/src/main/java/org/masora/app/web");
    private static final Pattern FIELD = Pattern.compile("visit\\.(?:value|values|exact|path)\\(\\s*\"(\\w+)\"");
    private static final Pattern IN_BRACES = Pattern.compile("\\{(\\w+)\\}");
    private static final List<String> WRONG = List.of("", "-1", "\u0000<b>'%", "TIT 1:1");

    /** What reaches beyond this program: it ends it, asks other computers, or starts other programs. */
    private static final Set<String> NOT_TRIED =
            Set.of("/quit", "/help/icon", "/help/start", "/login", "/paratext/login", "/p/{project}/folder");

    private record Address(boolean changes, String text) {
        String with(String project, String other) {
            return IN_BRACES.matcher(text).replaceAll(part -> part.group(1).equals("project") ? project : other);
        }
    }

    /** Every address of every screen. */
    private static List<Address> addresses(Program program) {
        List<Address> all = new ArrayList<>();
        Routes routes = new Routes() {
            @Override
            public void page(String address, String title, Showing showing) {
                all.add(new Address(false, address));
            }

            @Override
            public void piece(String address, Showing showing) {
                all.add(new Address(false, address));
            }

            @Override
            public void action(String address, Doing doing) {
                all.add(new Address(true, address));
            }
        };
        Screens.all(program).forEach(screen -> screen.addTo(routes));
        all.removeIf(address -> NOT_TRIED.contains(address.text()));
        return all;
    }

    /** Every field that a screen reads. */
    private static Set<String> fields() throws IOException {
        Set<String> fields = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                FIELD.matcher(Files.readString(file)).results().forEach(match -> fields.add(match.group(1)));
            }
        }
        return fields;
    }

    private static String form(Set<String> fields, String value) {
        return String.join(
                "&",
                fields.stream()
                        .map(field -> field + "=" + URLEncoder.encode(value, UTF_8))
                        .toList());
    }

    @Test
    void isAnsweredInWords(@TempDir Path folder) throws Exception {
        Path sample = folder.resolve("sample");
        Sample.make().write(sample);
        try (Person person = new Person(folder)) {
            Program program = person.program();
            program.work().add(sample, new Projects.Given(Optional.empty(), Optional.empty()));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> program.shelf().list().stream().anyMatch(NearProject::known));
            String known = program.shelf().list().getFirst().id();
            LetIn letIn = person.letIn();
            Set<String> fields = fields();
            assertThat(fields).contains("path", "folder", "q", "opened");
            List<String> mistakes = new ArrayList<>();
            for (Address address : addresses(program)) {
                for (String project : List.of("none", known)) {
                    for (String wrong : WRONG) {
                        String to = address.with(project, wrong.isEmpty() ? "x" : "TIT");
                        String form = wrong.isEmpty() ? "" : form(fields, wrong);
                        HttpRequest.Builder request = person.request(address.changes() ? to : to + "?" + form)
                                .header("Cookie", letIn.cookie())
                                .header("Masora-Page", letIn.token());
                        if (address.changes()) {
                            request.header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(form));
                        }
                        HttpResponse<String> answer = person.send(request);
                        assertThat(answer.statusCode()).isNotEqualTo(401);
                        if (answer.statusCode() >= 500) {
                            mistakes.add(address + " with '" + wrong + "': " + answer.body());
                        }
                    }
                }
            }
            assertThat(mistakes).isEmpty();
        }
    }
}
