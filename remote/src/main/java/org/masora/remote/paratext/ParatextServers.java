package org.masora.remote.paratext;

import java.net.URI;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;

/**
 * Where Paratext's services are.
 *
 * @param registry people and projects
 * @param archives Send/Receive
 */
public record ParatextServers(ServerAddress registry, ServerAddress archives, Timeouts timeouts, RetryPolicy retries) {

    /** The public ones. */
    public static final ParatextServers PUBLIC = at(
            new ServerAddress(URI.create("https://registry.paratext.org/api8")),
            new ServerAddress(URI.create("https://archives.paratext.org/send_receive_server/api80")));

    /** At these addresses, with the usual patience. */
    public static ParatextServers at(ServerAddress registry, ServerAddress archives) {
        return new ParatextServers(registry, archives, Timeouts.USUAL, RetryPolicy.USUAL);
    }
}
