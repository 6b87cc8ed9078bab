package org.masora.app.web.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.masora.app.home.Home;
import org.masora.app.home.OwnFile;
import org.masora.app.web.Program;
import org.masora.app.web.api.ProgramApi;
import org.masora.app.web.door.DoorKey;
import org.masora.app.web.pages.Screens;
import org.masora.app.web.server.PageServer;

/** The process behind the page while it runs: one a person, whatever is started how often. */
public final class Serving implements AutoCloseable {
    private static final int TRIES = 10;
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    /** Who is started by an icon is about to be asked for the first page; a browser that does not run yet takes a while. */
    private static final Duration WINDOW_OPENS_WITHIN = Duration.ofSeconds(5);

    private final FileChannel lockFile;
    private final FileLock lock;
    private final Program program;
    private final Home home;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PageServer server;

    private Serving(Home home, Path doorFolder, FileChannel lockFile, FileLock lock, Duration firstWindow)
            throws IOException {
        this.home = home;
        this.lockFile = lockFile;
        this.lock = lock;
        this.program = new Program(home, doorFolder, Clock.systemUTC(), this::end);
        Thread.ofPlatform().daemon().name("first page").start(program::prepare);
        String token = DoorKey.random();
        DoorKey key = new DoorKey(OwnFile.readOrMake(home.doorKeyFile(), DoorKey::randomBytes));
        this.server = listen(key, token, doorFolder);
        new Running(server.door().port(), token, Build.ofThisProcess()).write(home.pageFile());
        program.begin(firstWindow);
    }

    /**
     * Starts serving, if no other process does.
     *
     * @param waits whether to wait for a process of an older build to end first, and then for somebody's window
     * @return empty if another process serves this person, or waits already to do so
     */
    public static Optional<Serving> start(Home home, Path doorFolder, boolean waits) throws IOException {
        home.create();
        FileChannel file = OwnFile.lockFile(home.pageLock());
        FileLock lock = waits ? whenOlderHasEnded(home, file) : file.tryLock();
        if (lock == null) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new Serving(home, doorFolder, file, lock, waits ? WINDOW_OPENS_WITHIN : Duration.ZERO));
    }

    /**
     * The lock, as soon as it is free. Only one process waits for it: every press on the icon starts one while an older
     * build finishes, and any that was left waiting would come up when somebody presses Quit.
     */
    private static @Nullable FileLock whenOlderHasEnded(Home home, FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock != null) {
            return lock;
        }
        try (FileChannel nextFile = OwnFile.lockFile(home.pageNext());
                FileLock next = nextFile.tryLock()) {
            while (lock == null && next != null && !isServed(home)) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                lock = file.tryLock();
            }
            return lock;
        }
    }

    /** Whether a process that is as new as this one has come up meanwhile. */
    private static boolean isServed(Home home) throws IOException {
        Optional<Running> running = Running.read(home.pageFile());
        return running.isPresent()
                && running.get().build().millis() >= Build.ofThisProcess().millis()
                && Line.get(running.get(), Line.STATUS).isPresent();
    }

    /** The port of the last process comes first, so that pages which are still open find this one. */
    private PageServer listen(DoorKey key, String token, Path doorFolder) throws IOException {
        int port = Running.read(home.pageFile()).map(Running::port).orElse(0);
        for (int i = 0; i < TRIES; i++) {
            try {
                return PageServer.start(
                        port == 0 ? freePort() : port,
                        key,
                        token,
                        Clock.systemUTC(),
                        program.events(),
                        Screens.all(program),
                        (routes, files) -> new ProgramApi(program, files).addTo(routes),
                        doorFolder,
                        () -> program.settings().now().textPercent());
            } catch (PageServer.PortInUse inUse) {
                port = 0;
            }
        }
        throw new IOException("no port is free");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody wants it to end. */
    public void await() throws InterruptedException {
        ended.await();
    }

    /** Where the page is, for who is let in. */
    public String address() {
        return server.door().address();
    }

    /** Where the pages of the projects are, below the {@link #address}. */
    public List<String> projectPages() {
        return program.shelf().list().stream()
                .map(project -> "/p/" + project.id())
                .toList();
    }

    /** What works behind the page. */
    public Program program() {
        return program;
    }

    private void end(Program.End end) {
        Thread.ofPlatform().name("end").start(() -> {
            try {
                if (end == Program.End.AFTER_WHAT_RUNS) {
                    program.makeRoom();
                } else {
                    // Who was let in has to come by the icon next time.
                    Files.deleteIfExists(home.doorKeyFile());
                }
            } catch (IOException | InterruptedException e) {
                System.getLogger(Serving.class.getName()).log(System.Logger.Level.WARNING, "while ending", e);
            } finally {
                ended.countDown();
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
        program.close();
        lock.release();
        lockFile.close();
    }
}
