package org.masora.remote.paratext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.Payload;
import org.masora.remote.http.Wire.Reply;
import org.masora.remote.paratext.Session.Request;
import org.masora.remote.paratext.changegroup.NodeId;
import tools.jackson.databind.JsonNode;

/** The Paratext Archives: the projects of a person, and bundles of their changesets back and forth (Send/Receive). */
public final class Archives {

    private static final int ANSWER_BYTES_MAX = 64 << 20;

    /** The server takes no more at once. */
    static final int CHUNK_BYTES = 262_144;

    private static final Pattern LOCKED = Pattern.compile("locked by\\s+(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GO_ON_AT = Pattern.compile("\\s*(?:bytes[= ])?([0-9]{1,18})-.*");

    private final Session session;

    public Archives(Session session) {
        this.session = session;
    }

    /**
     * A project by the two names that its calls want.
     *
     * @param shortName as in Paratext's lists
     * @param id 40 hexadecimal digits
     * @param registered whether the Registry knows it; a back translation of one that it knows need not be
     */
    public record ProjectKey(String shortName, String id, boolean registered) {

        public ProjectKey {
            if (!NodeId.isNode(id)) {
                throw new IllegalArgumentException("not the id of a project: " + id);
            }
        }

        private String query() {
            return "proj=" + Session.escaped(shortName) + "&projid=" + id;
        }
    }

    /** The projects of who is signed in. */
    public Answer<List<SharedProject>> projects(Progress progress) {
        return Halted.answer(() -> list(progress));
    }

    List<SharedProject> list(Progress progress) throws Halted {
        try (Reply reply = session.archives(Request.get("/listrepos", progress))) {
            if (reply.status() != 200) {
                throw new Halted(session.refusal(reply, ""));
            }
            return RepositoryList.parse(reply.bytes(ANSWER_BYTES_MAX));
        } catch (XMLStreamException e) {
            throw new Halted(new RemoteFailure.ServerError(200, "answered by something that is no list"), e);
        }
    }

    /** What the server holds of a project, full nodes, newest arrival first. */
    List<NodeId> history(ProjectKey project, Progress progress) throws Halted {
        try (Reply reply = session.archives(Request.get("/projrevhist?" + project.query() + "&all=1", progress))) {
            refuse(reply, project);
            JsonNode json = Json.parse(reply.bytes(ANSWER_BYTES_MAX))
                    .orElseThrow(() ->
                            new Halted(new RemoteFailure.ServerError(200, "answered by something that is no history")));
            return json.path("project").path("revision_history").path("revisions").values().stream()
                    .map(revision -> Json.text(revision, "id"))
                    .filter(NodeId::isNode)
                    .map(NodeId::new)
                    .toList();
        }
    }

    /** Anything but a success. */
    private void refuse(Reply reply, ProjectKey project) throws Halted {
        if (reply.status() == 200) {
            return;
        }
        if (reply.status() == 403) {
            String text = reply.excerpt();
            Matcher locked = LOCKED.matcher(text);
            throw new Halted(
                    locked.find()
                            ? new RemoteFailure.Locked(
                                    project.shortName(), locked.group(1).strip())
                            : new RemoteFailure.NotAllowed(project.shortName(), text));
        }
        throw new Halted(session.refusal(reply, project.shortName()));
    }

    /**
     * Brings a bundle of everything above the bases.
     *
     * @param files where a part that has come already lies, and where the bundle will lie
     * @return whether anything came
     */
    boolean pull(ProjectKey project, Collection<NodeId> bases, PulledBundle files, Progress progress)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(project.query(), "type=zstd-v2"));
        int number = 1;
        for (NodeId base : bases) {
            words.add("base" + number++ + "=" + base);
        }
        String query = String.join("&", words);
        int standing = 0;
        while (true) {
            long before = files.begin(query);
            try {
                boolean came = pullOnce(project, query, files, progress);
                finish(files.guid(), progress);
                return came;
            } catch (Halted e) {
                boolean cut = e.failure() instanceof RemoteFailure.Unreachable;
                standing = files.size() > before ? 0 : standing + 1;
                if (!cut || standing >= session.servers().retries().attempts()) {
                    throw e;
                }
                RetryPolicy.await(session.servers().retries().pause(standing + 1), progress);
            }
        }
    }

    private boolean pullOnce(ProjectKey project, String query, PulledBundle files, Progress progress)
            throws IOException {
        long have = files.size();
        Map<String, String> range = have > 0 ? Map.of("Range", "bytes=" + have + "-") : Map.of();
        String path = "/pullbundle?guid=" + files.guid() + "&" + query;
        Request request = new Request("GET", path, range, Payload.NONE, progress);
        try (Reply reply = session.archives(request)) {
            boolean restarted = reply.status() == 416 || (reply.status() == 206 && !files.continues(reply));
            if (restarted) {
                // The server does not know any more what it gave us: the rest would not fit.
                files.discard();
                throw new Halted(new RemoteFailure.Unreachable(
                        session.servers().archives().toString(), LineTrouble.CUT, "the rest of a bundle does not fit"));
            }
            if (reply.status() != 206) {
                refuse(reply, project);
            }
            return files.take(reply, progress);
        }
    }

    /** The server may forget the bundle; whether it heard that does not matter. */
    private void finish(String guid, Progress progress) throws Halted {
        try (Reply reply = session.archives(Request.get("/pullbundlefinish?guid=" + guid, progress))) {
            reply.excerpt();
        } catch (Halted e) {
            if (!(e.failure() instanceof RemoteFailure.Unreachable)) {
                throw e;
            }
        }
    }

    /** Offers a bundle, in chunks that are resumed. An answer is no proof: look at the history afterwards. */
    void push(ProjectKey project, Path bundle, Progress progress) throws IOException {
        String guid = UUID.randomUUID().toString();
        String yes = project.registered() ? "yes" : "no";
        String path = "/pushbundle?guid=" + guid + "&" + project.query() + "&registered=" + yes + "&userschanged=no";
        try (ChunkedFile file = new ChunkedFile(bundle)) {
            long at = 0;
            int standing = 0;
            while (at < file.length()) {
                long next = pushOne(project, path, file, at, progress);
                standing = next > at ? 0 : standing + 1;
                if (standing >= session.servers().retries().attempts()) {
                    throw new Halted(new RemoteFailure.ServerError(200, "it wants the same piece again and again"));
                }
                at = next;
            }
        }
    }

    /** Sends one chunk and answers where to go on. */
    private long pushOne(ProjectKey project, String path, ChunkedFile file, long at, Progress progress) throws Halted {
        int length = (int) Math.min(CHUNK_BYTES, file.length() - at);
        long last = at + length - 1;
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/octet-stream",
                "Content-Range",
                "bytes " + at + "-" + last + "/" + file.length());
        Progress whole = file.progressFrom(at, progress);
        Request request = new Request("POST", path, headers, file.chunk(at, length), whole);
        try (Reply reply = session.archives(request)) {
            refuse(reply, project);
            long goOn = reply.header("Range")
                    .map(GO_ON_AT::matcher)
                    .filter(Matcher::matches)
                    .map(range -> Long.parseLong(range.group(1)))
                    .orElse(last + 1);
            return Math.min(goOn, last + 1);
        }
    }

    /** Keeps others from sending until it is released; held by somebody else it fails. */
    public Answer<Done> lock(ProjectKey project) {
        return Halted.answer(() -> {
            try (Reply reply = session.archives(Request.get("/lockrepo?" + project.query(), Progress.NONE))) {
                refuse(reply, project);
                return new Done();
            }
        });
    }

    /** Lets others send again; that nothing was locked is as good. */
    public Answer<Done> unlock(ProjectKey project) {
        return Halted.answer(() -> {
            try (Reply reply = session.archives(Request.get("/unlockrepo?" + project.query(), Progress.NONE))) {
                if (reply.status() != 403) {
                    refuse(reply, project);
                }
                return new Done();
            }
        });
    }

    /** A file of the project's newest state; empty when there is none of that name. */
    public Answer<Optional<byte[]>> file(ProjectKey project, String name) {
        String path = "/getfile?" + project.query() + "&filename=" + Session.escaped(name);
        return Halted.answer(() -> {
            try (Reply reply = session.archives(Request.get(path, Progress.NONE))) {
                if (reply.status() == 410) {
                    return Optional.empty();
                }
                refuse(reply, project);
                String text = new String(reply.bytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8).strip();
                // Some servers wrap it in XML.
                String data = text.startsWith("<") ? text.replaceAll("(?s).*<data>(.*)</data>.*", "$1") : text;
                return Optional.of(Base64.getMimeDecoder().decode(data));
            } catch (IllegalArgumentException e) {
                throw new Halted(new RemoteFailure.ServerError(200, "a file that is not written as base64"), e);
            }
        });
    }

    /** A file that is sent piece by piece. */
    private static final class ChunkedFile implements AutoCloseable {
        private final java.io.RandomAccessFile file;
        private final long length;

        ChunkedFile(Path path) throws IOException {
            this.file = new java.io.RandomAccessFile(path.toFile(), "r");
            this.length = file.length();
        }

        long length() {
            return length;
        }

        Payload chunk(long at, int size) {
            byte[] bytes = new byte[size];
            try {
                file.seek(at);
                file.readFully(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Payload.of(bytes);
        }

        /** Tells of the whole file while a chunk is sent. */
        Progress progressFrom(long at, Progress progress) {
            return new Progress() {
                @Override
                public void at(Phase phase, long done, long of) {
                    progress.at(phase, at + done, length);
                }

                @Override
                public boolean cancelled() {
                    return progress.cancelled();
                }
            };
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
