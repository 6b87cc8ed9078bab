package org.masora.remote.paratext;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.Payload;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.http.Wire;
import org.masora.remote.http.Wire.Ask;
import org.masora.remote.http.Wire.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Everything that has to be known to exchange with a Paratext: where its services are, where people sign in, and as
 * which program. It can be written as JSON, an object with {@code registry}, {@code archives}, {@code authorize},
 * {@code client_id} and {@code client_secret}, the last three of which can be missing; that is how whoever runs a
 * service hands it out, and how a Masora hub tells of its stand-in, at {@code /paratext.json}.
 *
 * @param registry people and projects
 * @param archives Send/Receive
 * @param authorize the page where people sign in in a browser; empty where only refresh tokens are handed out
 * @param client which program Masora is there; none is shipped for the public service
 */
public record ParatextService(
        ServerAddress registry,
        ServerAddress archives,
        Optional<ServerAddress> authorize,
        Optional<OAuthClient> client) {
    private static final int BYTES_MAX = 1 << 16;

    /** Paratext's own servers, where Masora has to be registered by whoever runs it. */
    public static final ParatextService PUBLIC = new ParatextService(
            ParatextServers.PUBLIC.registry(), ParatextServers.PUBLIC.archives(), Optional.empty(), Optional.empty());

    /** The same for another program. */
    public ParatextService withClient(OAuthClient other) {
        return new ParatextService(registry, archives, authorize, Optional.of(other));
    }

    /** The same for the program of this id; a secret that is known of it stays. */
    public ParatextService as(String id) {
        Optional<String> secret = client.filter(known -> known.id().equals(id)).flatMap(OAuthClient::secret);
        return withClient(new OAuthClient(id, secret));
    }

    /** The addresses, with the usual patience. */
    public ParatextServers servers() {
        return ParatextServers.at(registry, archives);
    }

    /** Asks a hub for its stand-in. */
    public static Answer<ParatextService> of(ServerAddress hub) {
        return Halted.answer(() -> {
            URI where = hub.at("/paratext.json");
            try (Wire wire = new Wire(hub, Timeouts.USUAL);
                    Reply reply = wire.exchange(new Ask("GET", where, Map.of(), Payload.NONE, Progress.NONE))) {
                if (reply.status() != 200) {
                    throw new Halted(new RemoteFailure.Missing(where.toString()));
                }
                return parse(reply.bytes(BYTES_MAX))
                        .orElseThrow(() -> new Halted(new RemoteFailure.Missing(where.toString())));
            }
        });
    }

    /** What these bytes say; empty where they are no such JSON or an address in them is none. */
    public static Optional<ParatextService> parse(byte[] json) {
        return Json.parse(json).flatMap(ParatextService::read);
    }

    private static Optional<ParatextService> read(JsonNode json) {
        Optional<ServerAddress> registry = address(json, "registry");
        Optional<ServerAddress> archives = address(json, "archives");
        if (registry.isEmpty() || archives.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> secret = Optional.of(Json.text(json, "client_secret")).filter(text -> !text.isBlank());
        return Optional.of(new ParatextService(
                registry.get(),
                archives.get(),
                address(json, "authorize"),
                Optional.of(Json.text(json, "client_id"))
                        .filter(id -> !id.isBlank())
                        .map(id -> new OAuthClient(id, secret))));
    }

    private static Optional<ServerAddress> address(JsonNode json, String key) {
        String text = Json.text(json, key);
        return !text.isEmpty() && ServerAddress.parse(text) instanceof ServerAddress.Parsed.Good(var good)
                ? Optional.of(good)
                : Optional.empty();
    }
}
