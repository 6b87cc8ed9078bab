package org.masora.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.engine.Actor;
import org.masora.engine.Projects;
import org.masora.remote.Remote;
import org.masora.remote.door43.Door43Remote;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Lines;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.store.PlaceAddress;

/**
 * Everything that one person has in Masora on this computer: accounts, projects, and the connections between them. For
 * several threads.
 */
public final class Desk implements AutoCloseable {
    /** The branch that a first send makes where Scribe has no part in the project. */
    public static final String USUAL_LINE = "main";

    private static final int LONGEST_NAME = 40;

    private final Home home;
    private final Accounts accounts;
    private final Map<ServerAddress, Door43Server> servers = new ConcurrentHashMap<>();

    /** By what each place was reached last: the branch it was seen on then is believed the next time. */
    private final Map<PlaceAddress, Remote> reached = new ConcurrentHashMap<>();

    public Desk(Home home) {
        this.home = home;
        this.accounts = new Accounts(home);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** The projects under care, reached with these accounts. */
    public Projects projects() throws IOException {
        home.create();
        return new Projects(home.folder(), computer(), SnapshotMerge::new, Clock.systemUTC(), this::open);
    }

    /** The account that a place is reached with, unless it was logged out. */
    public Optional<KnownAccount> accountOf(PlaceAddress address) {
        return all().stream()
                .filter(account -> account.server().toString().equals(address.server())
                        && account.user().equalsIgnoreCase(address.account()))
                .findFirst();
    }

    /** Who acts: the account's own name, and without an account the name of this computer's user, which is never sent. */
    public static Actor actor(Optional<KnownAccount> account) {
        return new Actor(
                account.map(KnownAccount::person).orElseGet(() -> new Person(System.getProperty("user.name"), "")));
    }

    private List<KnownAccount> all() {
        try {
            return accounts.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server at this address; its connections end with this desk. */
    public Door43Server server(ServerAddress address) {
        return servers.computeIfAbsent(address, Door43Server::new);
    }

    private Remote open(PlaceName place, PlaceAddress address, boolean projectIsScribes) {
        Lines lines = projectIsScribes ? Lines.scribe() : Lines.of(USUAL_LINE);
        Remote remote = new Door43Remote(
                place,
                server(new ServerAddress(URI.create(address.server()))),
                new ProjectName(address.owner(), address.project()),
                accountOf(address).map(KnownAccount::credentials),
                Optional.ofNullable(reached.get(address))
                        .flatMap(Remote::line)
                        .map(lines::seenOn)
                        .orElse(lines));
        reached.put(address, remote);
        return remote;
    }

    @Override
    public void close() {
        servers.values().forEach(Door43Server::close);
    }

    /** This computer's name, for people: on the server's page of tokens, and in the vaults. */
    public static String computer() {
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
