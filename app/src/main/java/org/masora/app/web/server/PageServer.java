package org.masora.app.web.server;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.main;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.http.sse.SseClient;
import io.javalin.util.JavalinBindException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.masora.app.web.door.Door;
import org.masora.app.web.door.DoorFiles;
import org.masora.app.web.door.DoorKey;
import org.masora.app.web.door.Knock;
import org.masora.app.web.door.Session;
import org.masora.app.web.door.Verdict;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Message;

/** The page's web server, on the loopback of this computer. */
public final class PageServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PageServer.class.getName());
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SESSION = "masora.session";
    /** Before the name of what is chosen in this browser: its language, digits, calendar. */
    private static final String CHOICE_COOKIE = "masora-";

    /** How often a stream says that it lives; a page that hears nothing for twice as long says so. */
    private static final long BEAT_MILLIS = 1_500;

    /** How long what is being answered may take when the server ends. */
    private static final long STOP_MILLIS = 5_000;

    private static final long REQUEST_BYTES_MAX = 4L << 20;

    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** What Jetty would otherwise ask Java's whole management for, which takes as long as everything else. */
    private static final String KNOWN_TO_JETTY = "org.eclipse.jetty.util.referencesPerCacheLine";

    /** Lines of 64 bytes, and pointers of 4. */
    private static final String REFERENCES_A_LINE = "16";

    private final Javalin server;
    private final Door door;
    private final DoorFiles files;
    private final Events events;

    private PageServer(Javalin server, Door door, DoorFiles files, Events events) {
        this.server = server;
        this.door = door;
        this.files = files;
        this.events = events;
    }

    /** The port is in use. */
    public static final class PortInUse extends Exception {
        private static final long serialVersionUID = 1L;

        PortInUse(Throwable cause) {
            super("the port is in use", cause);
        }
    }

    /**
     * Starts a server. When this returns, it answers.
     *
     * @param port where it listens
     * @param bearer the token of programs
     * @param programs adds the addresses for programs, all below {@value Door#FOR_PROGRAMS}
     * @param doorFolder where the files lie that a browser is opened with
     * @param textPercent how large the person wants project texts
     */
    public static PageServer start(
            int port,
            DoorKey key,
            String bearer,
            InstantSource clock,
            Events events,
            List<Screen> screens,
            BiConsumer<RoutesConfig, DoorFiles> programs,
            Path doorFolder,
            IntSupplier textPercent)
            throws PortInUse {
        System.setProperty(KNOWN_TO_JETTY, REFERENCES_A_LINE);
        Door door = new Door(key, bearer, clock, port);
        DoorFiles files = new DoorFiles(door, doorFolder);
        Javalin server = Javalin.create(config -> {
            configure(config, port);
            Setup setup = new Setup(door, files, events, config.routes, textPercent);
            setup.addOwn();
            screens.forEach(screen -> screen.addTo(setup));
            programs.accept(config.routes, files);
        });
        try {
            server.start();
        } catch (JavalinBindException e) {
            server.stop();
            throw new PortInUse(e);
        }
        files.sweep();
        return new PageServer(server, door, files, events);
    }

    private static void configure(JavalinConfig config, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        // Virtual threads take turns only where they wait. What looks into projects and combines texts computes, so
        // that
        // on a computer with two processors a person's press would wait for it; the system's threads share.
        config.concurrency.useVirtualThreads = false;
        config.jetty.host = LOOPBACK;
        config.jetty.port = port;
        config.http.maxRequestSize = REQUEST_BYTES_MAX;
        config.http.generateEtags = false;
        config.http.defaultContentType = "text/plain; charset=utf-8";
        // What somebody has just asked for is answered whole, also where the process ends or makes room meanwhile.
        config.jetty.modifyServer(jetty -> {
            jetty.insertHandler(new GracefulHandler());
            jetty.insertHandler(new NoSockets());
            jetty.setStopTimeout(STOP_MILLIS);
        });
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    /** The library answers a wish for a web socket before anybody asks the door, with a session of its own. */
    private static final class NoSockets extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")) {
                response.setStatus(HttpStatus.NOT_IMPLEMENTED_501);
                callback.succeeded();
                return true;
            }
            return super.handle(request, response, callback);
        }
    }

    public Door door() {
        return door;
    }

    @Override
    public void close() {
        events.close();
        server.stop();
        files.close();
    }

    /** What is told to the server before it starts. */
    private static final class Setup implements Routes {
        private final Door door;
        private final DoorFiles files;
        private final Events events;
        private final Assets assets = new Assets();
        private final Frame frame = new Frame(assets);
        private final RoutesConfig routes;
        private final IntSupplier textPercent;

        Setup(Door door, DoorFiles files, Events events, RoutesConfig routes, IntSupplier textPercent) {
            this.door = door;
            this.files = files;
            this.events = events;
            this.routes = routes;
            this.textPercent = textPercent;
        }

        void addOwn() {
            routes.before(this::ask);
            routes.post(Door.ENTRANCE, this::enter);
            routes.get(Door.ALIVE, this::prove);
            routes.get(Door.ASSETS + "{stamp}/{name}", this::asset);
            routes.sse("/events", this::stream);
            routes.exception(NotThere.class, Setup::notThere);
            routes.exception(Exception.class, this::failed);
        }

        @Override
        public void page(String address, String title, Showing showing) {
            routes.get(address, context -> {
                Visit visit = visit(context);
                if (isShell(context)) {
                    html(context, frame.around(visit.words()).document());
                    return;
                }
                html(
                        context,
                        main(
                                        id("main"),
                                        attr("tabindex", "-1"),
                                        attr("data-title", visit.words().text(title)),
                                        attr("data-text-percent", textPercent.getAsInt()),
                                        showing.of(visit))
                                .markup());
            });
        }

        @Override
        public void piece(String address, Showing showing) {
            routes.get(
                    address,
                    context -> html(
                            context,
                            isShell(context)
                                    ? frame.around(visit(context).words()).document()
                                    : showing.of(visit(context)).markup()));
        }

        @Override
        public void action(String address, Doing doing) {
            routes.post(address, context -> answer(context, doing.of(visit(context))));
        }

        private static void answer(Context context, Answer answer) {
            answer.goTo().ifPresent(path -> context.header("Masora-Go", path));
            if (answer.closesDialog()) {
                context.header("Masora-Close", "dialog");
            }
            html(context, Html.of(answer.pieces()).markup());
        }

        private static Visit visit(Context context) {
            return new Visit(context, words(context));
        }

        /** Asks the door before anything else happens. */
        private void ask(Context context) {
            addHeaders(context);
            Verdict verdict = door.answer(knock(context));
            switch (verdict) {
                case Verdict.Open(var session) -> context.attribute(SESSION, verdict);
                case Verdict.Shell(var session) -> context.attribute(SESSION, verdict);
                case Verdict.Program(), Verdict.Anybody() -> {}
                case Verdict.Stranger() -> {
                    html(context.status(401), frame.stranger(words(context)).document());
                    context.skipRemainingHandlers();
                }
                case Verdict.Refused(var reason) -> {
                    Told.answer(context, reason.status(), told(reason));
                    context.skipRemainingHandlers();
                }
            }
            settleBody(context, verdict);
        }

        /**
         * What nobody reads of a request makes the server cut the connection after the answer, while the next request may
         * be on its way already. So it is read, or, of those who are not let in, the cut is announced.
         */
        private static void settleBody(Context context, Verdict verdict) {
            if (!context.method().toString().equals("POST")) {
                return;
            }
            switch (verdict) {
                case Verdict.Open _, Verdict.Shell _, Verdict.Program _, Verdict.Anybody _ -> context.bodyAsBytes();
                case Verdict.Stranger _, Verdict.Refused _ -> context.header("Connection", "close");
            }
        }

        private static Message told(Verdict.Reason reason) {
            return switch (reason) {
                case NO_BEARER -> Message.of("M-0233");
                case OTHER_HOST, OTHER_ORIGIN, NO_PAGE_TOKEN -> Message.of("M-0234");
            };
        }

        private static void addHeaders(Context context) {
            context.header("Content-Security-Policy", CONTENT_POLICY);
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Referrer-Policy", "no-referrer");
            context.header("Cross-Origin-Opener-Policy", "same-origin");
            context.header("Cross-Origin-Resource-Policy", "same-origin");
            context.header("Cache-Control", "no-store");
        }

        private static void html(Context context, String markup) {
            context.contentType("text/html; charset=utf-8").result(markup);
        }

        private Knock knock(Context context) {
            return new Knock(
                    context.method().toString(),
                    context.path(),
                    header(context, "Host"),
                    header(context, "Origin"),
                    header(context, "Sec-Fetch-Site"),
                    header(context, "Sec-Fetch-Mode"),
                    Optional.ofNullable(context.cookie(door.cookieName())),
                    header(context, Knock.PAGE_TOKEN),
                    header(context, "Authorization")
                            .filter(text -> text.startsWith("Bearer "))
                            .map(text -> text.substring("Bearer ".length())));
        }

        private static Optional<String> header(Context context, String name) {
            return Optional.ofNullable(context.header(name));
        }

        private static boolean isShell(Context context) {
            return context.attribute(SESSION) instanceof Verdict.Shell;
        }

        /** A browser hands in its code. It is answered with a page, because after a redirect no cookie would be sent. */
        private void enter(Context context) {
            PageWords words = words(context);
            Optional<Session> session =
                    Optional.ofNullable(context.formParam("code")).flatMap(door::redeem);
            files.sweep();
            if (session.isEmpty()) {
                html(context.status(401), frame.stranger(words).document());
                return;
            }
            Cookie cookie = new Cookie(door.cookieName(), session.get().cookie());
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSameSite(SameSite.STRICT);
            context.cookie(cookie);
            html(context, frame.letIn(words, session.get()).document());
        }

        private void prove(Context context) {
            Session session = switch (context.<Verdict>attribute(SESSION)) {
                case Verdict.Open(var known) -> known;
                case Verdict.Shell(var known) -> known;
                case null, default -> throw new IllegalStateException("the door lets nobody else here");
            };
            context.header("Masora-Assets", assets.stamp());
            context.result(door.proof(session, Objects.requireNonNullElse(context.queryParam("to"), "")));
        }

        private void asset(Context context) {
            String name = context.pathParam("name");
            assets.content(name)
                    .ifPresentOrElse(
                            content -> context.header("Cache-Control", "public, max-age=31536000, immutable")
                                    .contentType(Assets.type(name))
                                    .result(content),
                            () -> context.status(404));
        }

        private void stream(SseClient client) {
            if (isShell(client.ctx())) {
                client.close();
                return;
            }
            Events.Listener listener = events.listen();
            client.onClose(() -> events.leave(listener));
            client.keepAlive();
            Thread.ofPlatform().daemon().name("events").start(() -> tell(client, listener));
        }

        private void tell(SseClient client, Events.Listener listener) {
            try (client) {
                client.sendEvent("beat", "");
                while (!listener.ended()) {
                    List<String> topics = listener.next(BEAT_MILLIS);
                    client.sendEvent(topics.isEmpty() ? "beat" : "changed", String.join(" ", topics));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                events.leave(listener);
            }
        }

        private static void notThere(NotThere what, Context context) {
            html(
                    context.status(404),
                    Answer.nothing()
                            .complaining(Html.text(words(context).text(what.words())))
                            .pieces()
                            .getFirst()
                            .markup());
        }

        /**
         * Tells of a mistake of ours. Never throws: a request whose window was closed cannot be answered any more, and
         * the server would hand that failure in here again, for ever.
         */
        private void failed(Exception problem, Context context) {
            try {
                Message message = Message.of("M-0002", "detail", problem.toString());
                if (context.path().startsWith(Door.FOR_PROGRAMS)) {
                    Told.answer(context, 500, message);
                } else {
                    html(
                            context.status(500),
                            Answer.nothing()
                                    .complaining(words(context).numbered(message))
                                    .pieces()
                                    .getFirst()
                                    .markup());
                }
            } catch (RuntimeException gone) {
                LOG.log(System.Logger.Level.DEBUG, "nobody waits for the answer", gone);
                return;
            }
            LOG.log(System.Logger.Level.WARNING, "a request failed", problem);
        }

        /** The language that was chosen, else the browser's first that the page speaks; digits and calendar as chosen. */
        private static PageWords words(Context context) {
            return PageWords.best(chosen(context, "language")
                            .map(List::of)
                            .orElseGet(() ->
                                    wished(header(context, "Accept-Language").orElse(""))))
                    .written(
                            chosen(context, "digits").orElse(""),
                            chosen(context, "calendar").orElse(""));
        }

        private static Optional<String> chosen(Context context, String what) {
            return Optional.ofNullable(context.cookie(CHOICE_COOKIE + what));
        }

        private static List<String> wished(String header) {
            return Arrays.stream(header.split(",", 20))
                    .map(entry -> entry.split(";", 2)[0].strip())
                    .toList();
        }
    }
}
