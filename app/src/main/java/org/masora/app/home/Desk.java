package org.masora.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.engine.Actor;
import org.masora.engine.Projects;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.door43.Door43Remote;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Lines;
import org.masora.remote.door43.ProjectLines;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.InstalledHg;
import org.masora.remote.paratext.ParatextRemote;
import org.masora.remote.paratext.Session;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectConfig;

/**
 * Everything that one person has in Masora on this computer: accounts, projects, and the connections between them. For
 * several threads.
 */
public final class Desk implements AutoCloseable {
    /** The branch that a first send makes where Scribe has no part in the project. */
    public static final String USUAL_LINE = "main";

    private static final int LONGEST_NAME = 40;
    private static final int LOGOUT_SECONDS = 3;

    private final Home home;
    private final InstantSource clock;
    private final Accounts accounts;
    private final ParatextAccounts paratextAccounts;
    private final InstalledHg hg = new InstalledHg();
    private final Map<ParatextAccount, Session> sessions = new ConcurrentHashMap<>();
    private final Map<ServerAddress, Door43Server> servers = new ConcurrentHashMap<>();

    /** Kept, because it knows settings that it has read; made once somebody asks. */
    private volatile @Nullable Projects projects;

    /** By what each place was reached last: the branch it was seen on then is believed the next time. */
    private final Map<PlaceAddress, Door43Remote> reached = new ConcurrentHashMap<>();

    public Desk(Home home) {
        this(home, Clock.systemUTC());
    }

    /**
     * A desk whose projects live by this clock.
     *
     * @param clock tells when what is kept was written
     */
    public Desk(Home home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
        this.accounts = new Accounts(home);
        this.paratextAccounts = new ParatextAccounts(home);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** The accounts in Paratext Registries. */
    public ParatextAccounts paratextAccounts() {
        return paratextAccounts;
    }

    /** The projects under care, reached with these accounts. */
    public Projects projects() throws IOException {
        home.create();
        Projects known = projects;
        if (known == null) {
            known = new Projects(home.folder(), computer(), SnapshotMerge::new, clock, this::open);
            projects = known;
        }
        return known;
    }

    /** The account that a place is reached with, unless it was logged out. */
    public Optional<KnownAccount> accountOf(PlaceAddress address) {
        return all().stream()
                .filter(account -> account.server().toString().equals(address.server())
                        && account.user().equalsIgnoreCase(address.account()))
                .findFirst();
    }

    /** The Paratext account that a place is reached with, unless it was logged out. */
    public Optional<ParatextAccount> paratextAccountOf(PlaceAddress address) {
        return allOfParatext().stream()
                .filter(account -> account.reaches(address))
                .findFirst();
    }

    /** Whether the account that a place is reached with is logged in. */
    public boolean isLoggedIn(PlaceAddress address) {
        return accountOf(address).isPresent() || paratextAccountOf(address).isPresent();
    }

    /**
     * Who acts on a project that has these places: the name that its account on a Door43 has, else the one in Paratext,
     * and without an account the name of this computer's user, which is never sent.
     */
    public Actor actor(Collection<PlaceAddress> places) {
        Optional<KnownAccount> door43 =
                places.stream().flatMap(place -> accountOf(place).stream()).findFirst();
        Optional<ParatextAccount> paratext = places.stream()
                .flatMap(place -> paratextAccountOf(place).stream())
                .findFirst();
        return door43.isEmpty() && paratext.isPresent()
                ? new Actor(paratext.get().person())
                : actor(door43);
    }

    /** Who acts: the account's own name, and without an account the name of this computer's user, which is never sent. */
    public static Actor actor(Optional<KnownAccount> account) {
        return new Actor(
                account.map(KnownAccount::person).orElseGet(() -> new Person(System.getProperty("user.name"), "")));
    }

    /** Who acts in a project: the account that it is exchanged with. */
    public Actor actorOf(ProjectConfig project) {
        return actor(project.places().values().stream()
                .flatMap(address -> accountOf(address).stream())
                .findFirst());
    }

    private List<KnownAccount> all() {
        try {
            return accounts.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<ParatextAccount> allOfParatext() {
        try {
            return paratextAccounts.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody signed in to Paratext; ends with this desk. */
    public Session session(ParatextAccount account) {
        return sessions.computeIfAbsent(
                account,
                _ -> new Session(
                        account.service().servers(),
                        account.service().client().orElseThrow(),
                        paratextAccounts.keeper(account),
                        account.user().name(),
                        Clock.systemUTC()));
    }

    /** The program that projects of Paratext are exchanged with. */
    public InstalledHg hg() {
        return hg;
    }

    /** The server at this address; its connections end with this desk. */
    public Door43Server server(ServerAddress address) {
        return servers.computeIfAbsent(address, Door43Server::new);
    }

    private Remote open(PlaceName place, PlaceAddress address, boolean projectIsScribes, Path own) {
        if (ParatextAccount.isParatext(address)) {
            Optional<ParatextAccount> account = paratextAccountOf(address);
            return account.isPresent()
                    ? new ParatextRemote(
                            place,
                            session(account.get()),
                            new ProjectKey(address.project(), address.owner(), true),
                            hg,
                            own.resolve("clone"))
                    : new LoggedOut(place, address.account());
        }
        Lines lines = (projectIsScribes ? Lines.scribe() : Lines.of(USUAL_LINE)).choosing(address.line());
        Door43Remote remote = door43(
                place,
                address,
                Optional.ofNullable(reached.get(address))
                        .flatMap(Remote::line)
                        .map(lines::seenOn)
                        .orElse(lines));
        reached.put(address, remote);
        return remote;
    }

    private Door43Remote door43(PlaceName place, PlaceAddress address, Lines lines) {
        return new Door43Remote(
                place,
                server(new ServerAddress(URI.create(address.server()))),
                new ProjectName(address.owner(), address.project()),
                accountOf(address).map(KnownAccount::credentials),
                lines);
    }

    /** What a download of a project on a Door43 can choose from; its server is asked, no content is transferred. */
    public Remote.Answer<ProjectLines> choices(PlaceName place, PlaceAddress address, Progress progress) {
        try (Door43Remote remote = door43(place, address, Lines.of(USUAL_LINE))) {
            return remote.choices(progress);
        }
    }

    /** What a project on a Door43 is called now, where its server led on from the name that is known here. */
    public Optional<ProjectName> presentName(PlaceAddress address) {
        return Optional.ofNullable(reached.get(address)).flatMap(Door43Remote::renamed);
    }

    /** Who did not wish to stay logged in is logged out; a server that does not answer soon is not waited for. */
    private void logOutWhoDoesNotStay() {
        List<Callable<Answer<Done>>> logouts = accounts.untilTheEnd().stream()
                .<Callable<Answer<Done>>>map(
                        account -> () -> server(account.server()).logout(account.credentials(), account.tokenId()))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(logouts, LOGOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        logOutWhoDoesNotStay();
        servers.values().forEach(Door43Server::close);
        sessions.values().forEach(Session::close);
    }

    /** How people call a place; a hub has no name but its address. */
    public static String called(PlaceAddress address) {
        if (ParatextAccount.isParatext(address)) {
            return "Paratext";
        }
        return address.server().equals(ServerAddress.DOOR43.toString())
                ? "Door43"
                : URI.create(address.server()).getAuthority();
    }

    /** This computer's name, for people: on the server's page of tokens, and in the vaults. */
    public static String computer() {
        return Computer.NAME;
    }

    /** Asked once: a network that does not answer lets one wait for the name. */
    private static final class Computer {
        static final String NAME = name();

        private static String name() {
            String name;
            try {
                name = InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                name = "";
            }
            String plain =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
            return plain.isEmpty() ? "computer" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
        }
    }
}
