package org.masora.remote.door43;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.door43.PktLines.Pkt;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Payload;
import org.masora.remote.http.Wire;
import org.masora.remote.http.Wire.Ask;
import org.masora.remote.http.Wire.Reply;

/**
 * Git's smart HTTP for one repository: list refs, fetch, push, one request each. Protocol version 2
 * is spoken without asking whether the server knows it, because nearly all do; one that does not is
 * found out by its answer and spoken to in version 0 from then on.
 */
final class GitWire {

    private static final String UPLOAD = "git-upload-pack";
    private static final String RECEIVE = "git-receive-pack";
    private static final String AGENT = "agent=masora";
    private static final int REFS_MAX = 100_000;
    private static final int REF_LENGTH_MAX = 200;

    /** What the repository shows. {@code head} is the ref HEAD stands for, where that is told. */
    record Listing(Map<String, RevisionId> refs, Optional<String> head) {}

    /** A ref to be moved by compare-and-set. */
    record Command(String ref, Optional<RevisionId> expected, RevisionId to) {

        String line() {
            return expected.map(RevisionId::hex).orElse(ObjectId.zeroId().name()) + " " + to + " " + ref;
        }
    }

    /**
     * What a push came to.
     *
     * @param refused the refs that were not taken, with the reason; empty when all were
     * @param words what the server said to people beside it
     */
    record Report(Map<String, String> refused, String words) {}

    /** An HTTP status other than 200 on a git request. */
    record Refusal(int status, String text, boolean push) {}

    /** Says what a refusal means; may ask the server's API. */
    interface Reasons {
        RemoteFailure why(Refusal refusal, Progress progress);
    }

    /** Takes the pack that arrives. */
    interface PackSink {
        void take(InputStream pack) throws IOException;
    }

    private final Wire wire;
    private final Optional<Credentials> credentials;
    private final Reasons reasons;
    private URI repository;
    private boolean old;

    GitWire(Wire wire, URI repository, Optional<Credentials> credentials, Reasons reasons) {
        this.wire = wire;
        this.repository = repository;
        this.credentials = credentials;
        this.reasons = reasons;
    }

    /** Where the repository is, after the redirects of a renamed one. */
    URI repository() {
        return repository;
    }

    // Listing

    Listing list(Collection<String> prefixes, Progress progress) throws Halted {
        if (!old) {
            PktLines.Writer request = command("ls-refs").line("symrefs\n");
            prefixes.forEach(prefix -> request.line("ref-prefix " + prefix + "\n"));
            try (Reply reply =
                    post(UPLOAD, true, true, Payload.of(request.flush().bytes()), new CancelOnly(progress))) {
                Optional<Listing> listing = listing(reply.body());
                if (listing.isPresent()) {
                    return listing.get();
                }
            } catch (IOException e) {
                throw halted(e);
            }
            old = true;
        }
        return listOld(prefixes, progress);
    }

    private static PktLines.Writer command(String name) {
        return new PktLines.Writer()
                .line("command=" + name + "\n")
                .line(AGENT + "\n")
                .delimiter();
    }

    /** The answer to ls-refs; empty when the server did not understand the question. */
    private static Optional<Listing> listing(InputStream in) throws IOException {
        Map<String, RevisionId> refs = new HashMap<>();
        Optional<String> head = Optional.empty();
        while (true) {
            switch (PktLines.read(in)) {
                case Pkt.Data data -> {
                    String[] parts = data.text().split(" ", -1);
                    if (parts[0].equals("ERR")) {
                        return Optional.empty();
                    }
                    if (parts.length < 2 || refs.size() >= REFS_MAX) {
                        throw PktLines.noGit();
                    }
                    if (!parts[0].equals("unborn") && isName(parts[1])) {
                        refs.put(parts[1], revision(parts[0]));
                    }
                    for (int i = 2; i < parts.length; i++) {
                        if (parts[1].equals("HEAD") && parts[i].startsWith("symref-target:")) {
                            head = Optional.of(parts[i].substring("symref-target:".length()))
                                    .filter(GitWire::isName);
                        }
                    }
                }
                case Pkt.Flush flush -> {
                    return Optional.of(new Listing(refs, head));
                }
                case Pkt.EndOfStream end -> {
                    if (refs.isEmpty()) {
                        return Optional.empty();
                    }
                    throw PktLines.cut();
                }
                case Pkt.Delimiter delimiter -> throw PktLines.noGit();
                case Pkt.ResponseEnd end -> throw PktLines.noGit();
            }
        }
    }

    /** Version 0 has no question to narrow: all refs come, and are narrowed here. */
    private Listing listOld(Collection<String> prefixes, Progress progress) throws Halted {
        URI to = URI.create(repository + "/info/refs?service=" + UPLOAD);
        Ask ask = Ask.get(to, headers(false), progress).compressible();
        try (Reply reply = accepted(wire.exchange(ask), UPLOAD + "-advertisement", false, progress)) {
            InputStream in = reply.body();
            if (!(PktLines.read(in) instanceof Pkt.Data service)
                    || !service.text().equals("# service=" + UPLOAD)) {
                throw PktLines.noGit();
            }
            PktLines.read(in);
            Map<String, RevisionId> refs = new HashMap<>();
            Optional<String> head = Optional.empty();
            for (Pkt pkt = PktLines.read(in); pkt instanceof Pkt.Data data; pkt = PktLines.read(in)) {
                String[] line = data.text().split("\0", 2);
                String[] parts = line[0].split(" ", 2);
                if (parts.length < 2 || refs.size() >= REFS_MAX) {
                    throw PktLines.noGit();
                }
                if (line.length == 2) {
                    head = symref(line[1]);
                }
                if (isName(parts[1]) && prefixes.stream().anyMatch(parts[1]::startsWith)) {
                    refs.put(parts[1], revision(parts[0]));
                }
            }
            return new Listing(refs, head);
        } catch (IOException e) {
            throw halted(e);
        }
    }

    private static Optional<String> symref(String capabilities) {
        for (String capability : capabilities.split(" ", -1)) {
            if (capability.startsWith("symref=HEAD:")) {
                return Optional.of(capability.substring("symref=HEAD:".length()))
                        .filter(GitWire::isName);
            }
        }
        return Optional.empty();
    }

    /** Names that git would not make are passed over: they would become files and commands here. */
    private static boolean isName(String ref) {
        return ref.equals("HEAD") || (ref.length() <= REF_LENGTH_MAX && Repository.isValidRefName(ref));
    }

    private static RevisionId revision(String hex) throws Halted {
        if (!ObjectId.isId(hex)) {
            throw PktLines.noGit();
        }
        return new RevisionId(ObjectId.fromString(hex).name());
    }

    // Fetching

    /**
     * Asks for these with all they reach, except what we have, and hands the pack over. There is one
     * question and no haggling: a server that knows none of what we have sends more than needed.
     */
    void fetch(Collection<RevisionId> wants, Collection<RevisionId> haves, PackSink sink, Progress progress)
            throws Halted {
        byte[] request = old ? fetchOldRequest(wants, haves) : fetchRequest(wants, haves);
        Progress quiet = new CancelOnly(progress);
        try (Reply reply = post(UPLOAD, !old, false, Payload.of(request), quiet)) {
            sink.take(old ? packOld(reply.body()) : pack(reply.body()));
        } catch (IOException e) {
            throw halted(e);
        }
    }

    private static byte[] fetchRequest(Collection<RevisionId> wants, Collection<RevisionId> haves) {
        PktLines.Writer request =
                command("fetch").line("thin-pack\n").line("no-progress\n").line("ofs-delta\n");
        wants.forEach(want -> request.line("want " + want + "\n"));
        haves.forEach(have -> request.line("have " + have + "\n"));
        return request.line("done\n").flush().bytes();
    }

    private static byte[] fetchOldRequest(Collection<RevisionId> wants, Collection<RevisionId> haves) {
        PktLines.Writer request = new PktLines.Writer();
        String capabilities = " side-band-64k thin-pack no-progress ofs-delta " + AGENT;
        for (RevisionId want : wants) {
            request.line("want " + want + capabilities + "\n");
            capabilities = "";
        }
        request.flush();
        haves.forEach(have -> request.line("have " + have + "\n"));
        return request.line("done\n").bytes();
    }

    private static InputStream pack(InputStream in) throws IOException {
        for (Pkt pkt = PktLines.read(in); pkt instanceof Pkt.Data data; pkt = PktLines.read(in)) {
            String section = data.text();
            refuseError(section);
            if (section.equals("packfile")) {
                return new PktLines.Bands(in);
            }
        }
        throw PktLines.cut();
    }

    private static InputStream packOld(InputStream in) throws IOException {
        for (Pkt pkt = PktLines.read(in); pkt instanceof Pkt.Data data; pkt = PktLines.read(in)) {
            String line = data.text();
            refuseError(line);
            if (!line.equals("NAK") && !line.startsWith("ACK ")) {
                return new PktLines.Bands(in, data);
            }
        }
        throw PktLines.cut();
    }

    private static void refuseError(String line) throws Halted {
        if (line.startsWith("ERR ")) {
            boolean gone = line.contains("not our ref") || line.contains("not valid") || line.contains("no such");
            throw new Halted(gone ? new RemoteFailure.Moved() : new RemoteFailure.ServerError(200, line.substring(4)));
        }
    }

    // Pushing

    /**
     * Offers these moves with their pack in one request, without having read what the server advertises
     * for pushing: what it holds was told by {@link #list}, and what it can is asked for and ignored
     * where unknown.
     */
    Report push(List<Command> commands, Payload pack, Progress progress) throws Halted {
        PktLines.Writer request = new PktLines.Writer();
        String capabilities = "\0 report-status side-band-64k atomic ofs-delta " + AGENT;
        for (Command command : commands) {
            request.line(command.line() + capabilities);
            capabilities = "";
        }
        byte[] head = request.flush().bytes();
        try (Reply reply = post(RECEIVE, false, false, new HeadAndPack(head, pack), progress)) {
            return report(commands, reply.body());
        } catch (IOException e) {
            throw halted(e);
        }
    }

    private static Report report(List<Command> commands, InputStream in) throws IOException {
        PktLines.Bands bands = new PktLines.Bands(in);
        Map<String, String> refused = new TreeMap<>();
        List<String> taken = new ArrayList<>();
        boolean unpacked = false;
        for (Pkt pkt = PktLines.read(bands); pkt instanceof Pkt.Data data; pkt = PktLines.read(bands)) {
            String[] parts = data.text().split(" ", 3);
            switch (parts[0]) {
                case "unpack" -> {
                    unpacked = data.text().equals("unpack ok");
                    if (!unpacked) {
                        throw new Halted(new RemoteFailure.ServerError(200, data.text()));
                    }
                }
                case "ok" -> taken.add(parts.length > 1 ? parts[1] : "");
                case "ng" -> refused.put(parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
                default -> throw PktLines.noGit();
            }
        }
        // The rest of the bands is read so that words that come last are heard.
        bands.transferTo(OutputStream.nullOutputStream());
        if (!unpacked) {
            throw PktLines.cut();
        }
        for (Command command : commands) {
            if (!taken.contains(command.ref())) {
                refused.putIfAbsent(command.ref(), "no answer for it");
            }
        }
        return new Report(refused, bands.words());
    }

    /** The commands, and the pack right behind them. */
    private record HeadAndPack(byte[] head, Payload pack) implements Payload {
        @Override
        public long length() {
            return head.length + pack.length();
        }

        @Override
        public InputStream open() throws IOException {
            return new SequenceInputStream(Payload.of(head).open(), pack.open());
        }
    }

    // HTTP

    private Reply post(String service, boolean version2, boolean compressible, Payload body, Progress progress)
            throws Halted {
        URI to = URI.create(repository + "/" + service);
        Map<String, String> headers = headers(version2);
        headers.put("Content-Type", "application/x-" + service + "-request");
        headers.put("Accept", "application/x-" + service + "-result");
        Ask ask = new Ask("POST", to, headers, body, progress);
        Reply reply = wire.exchange(compressible ? ask.compressible() : ask);
        Reply accepted = accepted(reply, service + "-result", service.equals(RECEIVE), progress);
        follow(to, accepted.from(), "/" + service);
        return accepted;
    }

    private Map<String, String> headers(boolean version2) {
        Map<String, String> headers = new LinkedHashMap<>();
        credentials.map(Wire::basic).ifPresent(header -> headers.put(header.getKey(), header.getValue()));
        if (version2) {
            headers.put("Git-Protocol", "version=2");
        }
        return headers;
    }

    private Reply accepted(Reply reply, String type, boolean push, Progress progress) throws Halted {
        if (reply.status() == 200) {
            if (reply.contentType().startsWith("application/x-" + type)) {
                return reply;
            }
            // A hotel's page, a proxy's: somebody else answered.
            reply.close();
            throw wire.unreachable(LineTrouble.SOMETHING_ELSE, "answered by something that is no git server", null);
        }
        Refusal refusal;
        try (reply) {
            refusal = new Refusal(reply.status(), reply.excerpt(), push);
        }
        throw new Halted(reasons.why(refusal, progress));
    }

    private void follow(URI asked, URI answered, String service) {
        String path = answered.toString();
        if (!answered.equals(asked) && path.endsWith(service)) {
            repository = URI.create(path.substring(0, path.length() - service.length()));
        }
    }

    private static Halted halted(IOException e) {
        if (e instanceof Halted halted) {
            return halted;
        }
        throw new UncheckedIOException(e);
    }

    /** Small requests are no progress worth telling; stopping them is. */
    private record CancelOnly(Progress progress) implements Progress {
        @Override
        public void at(Phase phase, long done, long of) {}

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
