package org.masora.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server on the loopback, passes every byte on as it came and counts what passes. */
final class CountingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listening;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<HttpCounter> requests = new ArrayList<>();
    private final List<HttpCounter> answers = new ArrayList<>();

    /** Starts before the server that listens on this port of the loopback. */
    CountingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients find it. */
    URI base() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Everything that passed so far. What a client has received is counted. */
    Traffic traffic() {
        synchronized (requests) {
            return new Traffic(
                    requests.stream().mapToLong(HttpCounter::messages).sum(),
                    requests.stream().mapToLong(HttpCounter::bodyBytes).sum()
                            + answers.stream().mapToLong(HttpCounter::bodyBytes).sum(),
                    requests.stream().mapToLong(HttpCounter::otherBytes).sum()
                            + answers.stream()
                                    .mapToLong(HttpCounter::otherBytes)
                                    .sum());
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                HttpCounter request = new HttpCounter(false);
                HttpCounter answer = new HttpCounter(true);
                synchronized (requests) {
                    requests.add(request);
                    answers.add(answer);
                }
                Thread.ofVirtual().start(() -> pass(client, server, request));
                Thread.ofVirtual().start(() -> pass(server, client, answer));
            } catch (IOException closedOrRefused) {
                // A client whose server is gone is told so by its own connection.
            }
        }
    }

    private void pass(Socket from, Socket to, HttpCounter counter) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (requests) {
                    counter.passed(buffer, length);
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException cut) {
            // Either side may close at any time; the other is closed with it.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
