package org.masora.app.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.door.DoorKey;

final class PageServerTest {
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean isShut(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException shut) {
            return true;
        }
    }

    @Test
    @Timeout(60)
    void whatIsBeingAnsweredWhenItEndsIsAnsweredWhole(@TempDir Path folder) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        int port = freePort();
        PageServer server = PageServer.start(
                port,
                new DoorKey(DoorKey.randomBytes()),
                DoorKey.random(),
                Clock.systemUTC(),
                new Events(),
                List.of(),
                (routes, _) -> routes.get("/assets/slow", context -> {
                    asked.countDown();
                    go.await();
                    context.result("whole");
                }),
                folder,
                () -> 100);
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/assets/slow"))
                            .method("GET", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            asked.await();
            CompletableFuture<Void> ended = CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
            await().until(() -> isShut(port));
            go.countDown();
            assertThat(answer.join().body()).isEqualTo("whole");
            ended.join();
        } finally {
            go.countDown();
            server.close();
        }
    }
}
