package org.masora.hub.git;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.masora.hub.accounts.Account;
import org.masora.hub.repositories.HostedRepository;

/**
 * Git's smart HTTP (gitprotocol-http(5), gitprotocol-v2(5)) for one repository that the caller has found, for someone
 * whose right to see it the caller has checked.
 */
public final class SmartHttp {
    /** The two halves of git's exchange. */
    public enum Service {
        FETCH("git-upload-pack"),
        PUSH("git-receive-pack");

        private final String word;

        Service(String word) {
            this.word = word;
        }

        /** The service's name on the wire. */
        public String word() {
            return word;
        }

        /** The service of this name. */
        public static Optional<Service> of(String word) {
            for (Service service : values()) {
                if (service.word.equals(word)) {
                    return Optional.of(service);
                }
            }
            return Optional.empty();
        }

        /** What a request's body for this service calls itself. */
        public String requestType() {
            return "application/x-" + word + "-request";
        }
    }

    private static final System.Logger LOG = System.getLogger(SmartHttp.class.getName());
    /** Room for the names of some hundred thousand commits that a client has. */
    private static final long FETCH_REQUEST_BYTES_AT_MOST = 32L << 20;

    private static final long PUSH_REQUEST_BYTES_AT_MOST = 4L << 30;

    private final TransferConfig transfer;
    private final PackConfig packing;

    /** Prepares the settings that all repositories share. */
    public SmartHttp() {
        Config config = new Config();
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("uploadpack", null, "allowAnySHA1InWant", true);
        transfer = new TransferConfig(config);
        packing = new PackConfig();
        packing.setThreads(1);
    }

    /** {@code GET info/refs?service=…}: what is there. */
    public void advertise(
            Service service,
            HostedRepository hosted,
            Optional<Account> pusher,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-" + service.word() + "-advertisement");
        response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
        SmallFirst body = SmallFirst.compressing(request, response);
        try (Repository repository = hosted.open()) {
            PacketLineOut out = new PacketLineOut(body);
            RefAdvertiser advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(out);
            switch (service) {
                case FETCH -> {
                    try (UploadPack fetch = fetch(hosted, repository, request)) {
                        fetch.sendAdvertisedRefs(advertiser, service.word());
                    }
                }
                case PUSH -> {
                    out.writeString("# service=" + service.word() + "\n");
                    out.end();
                    try (Closing push = new Closing(new Push(hosted, repository, pusher.orElseThrow()))) {
                        push.push.sendAdvertisedRefs(advertiser);
                    }
                }
            }
        }
        body.finish();
    }

    /** A receiver whose object reader is let go of, which JGit does itself only when the receiver has received. */
    private record Closing(Push push) implements AutoCloseable {
        @Override
        public void close() {
            push.getRevWalk().close();
        }
    }

    private UploadPack fetch(HostedRepository hosted, Repository repository, HttpServletRequest request)
            throws IOException {
        UploadPack fetch = new UploadPack(repository);
        fetch.setBiDirectionalPipe(false);
        fetch.setTransferConfig(transfer);
        fetch.setRequestPolicy(UploadPack.RequestPolicy.ANY);
        fetch.setPackConfig(packing);
        String protocol = request.getHeader("Git-Protocol");
        if (protocol != null) {
            fetch.setExtraParameters(List.of(protocol.split(":")));
        }
        HostedRepository.Branches shown = hosted.shownBranches();
        if (!shown.heads().containsKey(shown.defaultBranch())) {
            fetch.setRefFilter(refs -> {
                Map<String, Ref> others = new HashMap<>(refs);
                others.remove(Constants.HEAD);
                return others;
            });
        }
        return fetch;
    }

    /** {@code POST git-upload-pack}: what the client lacks. */
    public void sendPack(HostedRepository hosted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-git-upload-pack-result");
        response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
        // Small answers are lists of branches above all; they shrink to less than half.
        SmallFirst body = SmallFirst.compressing(request, response);
        try (Repository repository = hosted.open();
                UploadPack fetch = fetch(hosted, repository, request)) {
            fetch.upload(body(request, FETCH_REQUEST_BYTES_AT_MOST), body, null);
        } catch (UploadPackInternalServerErrorException told) {
            LOG.log(System.Logger.Level.DEBUG, "fetch ended early", told);
        }
        body.finish();
    }

    /** {@code POST git-receive-pack}: what the client has made. */
    public void receivePack(
            HostedRepository hosted, Account pusher, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/x-git-receive-pack-result");
        response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
        SmallFirst body = new SmallFirst(response);
        try (Repository repository = hosted.open()) {
            Push push = new Push(hosted, repository, pusher);
            InputStream in = body(request, PUSH_REQUEST_BYTES_AT_MOST);
            try {
                push.receiveWithExceptionPropagation(in, body, null);
            } catch (UnpackException e) {
                // The client was told. The cause is a bad pack, a broken line, or a broken disk.
                LOG.log(System.Logger.Level.WARNING, "a push could not be stored", e);
            } catch (PackProtocolException | EOFException e) {
                LOG.log(System.Logger.Level.DEBUG, "a push ended early", e);
            } catch (IOException e) {
                if (!(e.getCause() instanceof ArrayIndexOutOfBoundsException)) {
                    throw e;
                }
                // This is how JGit meets a length that is no number.
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            }
            drain(in);
        }
        body.finish();
    }

    /** Reads the rest: a client that is still sending does not listen. */
    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the client left, or sends without end", e);
        }
    }

    private static InputStream body(HttpServletRequest request, long bytesAtMost) throws IOException {
        InputStream in = request.getInputStream();
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip")) {
            in = new GZIPInputStream(in);
        }
        return new LimitedInput(in, bytesAtMost);
    }

    /** {@code GET info/refs} without a service: the list for git's oldest way of fetching. */
    public void listRefs(HostedRepository hosted, HttpServletResponse response) throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Repository repository = hosted.open()) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
                ObjectId id = ref.getObjectId();
                if (id != null) {
                    lines.append(id.name()).append('\t').append(ref.getName()).append('\n');
                }
            }
        }
        response.setContentType("text/plain; charset=utf-8");
        response.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
}
