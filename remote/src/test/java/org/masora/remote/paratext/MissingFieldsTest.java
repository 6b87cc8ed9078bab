package org.masora.remote.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.paratext.Role;
import org.masora.remote.Remote.Answer;
import org.masora.remote.http.ServerAddress;

/** Servers leave out what they do not know: what is there counts, and nothing is taken for somebody else's. */
class MissingFieldsTest {

    private static final String MEMBERS = """
            [{"userId":"u1","username":"Ada","role":"pt_administrator"}, {"userId":null,"username":"Old"},
             {"userId":"u2"}, {"username":null,"role":null,"userId":"u3"}, {}, null, 7, "x", [],
             {"userId":"u4","username":"Tom","role":7}, {"userId":"u5","username":"Bo"}]
            """;

    @Test
    @DisplayName("members without a name, an id or a role, in the Registry")
    void registry() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = path.endsWith("/token")
                    ? "{\"access_token\":\"a\",\"refresh_token\":\"b\",\"expires_in\":600}"
                    : path.endsWith("/members")
                            ? MEMBERS
                            : path.contains("/members/")
                                    ? "{\"userId\":null}"
                                    : "[{\"identification_systemId\":null}, null, {}, {\"identification_systemId\":[{}]}]";
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        ServerAddress address = new ServerAddress(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        try (Session session = new Session(
                ParatextServers.at(address, address),
                new OAuthClient("client", Optional.empty()),
                TokenKeeper.inMemory(Tokens.ofRefreshToken("r")),
                "Ada",
                InstantSource.system())) {
            Registry registry = new Registry(session);
            assertThat(registry.members("p"))
                    .isEqualTo(new Answer.Ok<>(List.of(
                            new Member("u1", "Ada", Role.ADMINISTRATOR),
                            new Member("u4", "Tom", Role.OTHER),
                            new Member("u5", "Bo", Role.OTHER))));
            assertThat(registry.role("p", "u9")).isEqualTo(new Answer.Ok<>(Optional.of(Role.OTHER)));
            assertThat(registry.projects()).isEqualTo(new Answer.Ok<>(List.of()));
            assertThat(registry.project("p")).isInstanceOf(Answer.Ok.class);
            assertThat(registry.user()).isInstanceOf(Answer.Ok.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("people without a name or a role and projects without an id, in the list of the Archives")
    void archives() throws Exception {
        String id = "ab".repeat(20);
        String xml = "<repos><repo><proj>Tst</proj><projid>" + id + "</projid><baseprojid/><tipid/><users>"
                + "<user><name>Ada</name><role>pt_administrator</role></user><user><role>pt_translator</role></user>"
                + "<user><name/><role>pt_observer</role></user><user><name>Bo</name></user>"
                + "<user><name>Tom</name><role/></user><user/>"
                + "<user><role>pt_observer</role><name>Olga</name></user></users></repo>"
                + "<repo><proj>None</proj><users/></repo><repo/><repo><projid>" + id.replace('a', 'c')
                + "</projid></repo></repos>";

        List<SharedProject> projects = RepositoryList.parse(xml.getBytes(UTF_8));

        assertThat(projects).extracting(SharedProject::id).containsExactly(id, id.replace('a', 'c'));
        assertThat(projects.getFirst().members())
                .containsExactly(new Member("", "Ada", Role.ADMINISTRATOR), new Member("", "Olga", Role.OBSERVER));
        assertThat(projects.getFirst().roleOf("Bo")).isEmpty();
        assertThat(projects)
                .allSatisfy(project -> assertThat(project.key().id()).isEqualTo(project.id()));
    }
}
