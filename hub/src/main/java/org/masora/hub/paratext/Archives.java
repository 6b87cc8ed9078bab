package org.masora.hub.paratext;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.hub.paratext.HgRepository.Unbundled;
import org.masora.hub.paratext.Pulls.Pull;
import org.masora.hub.paratext.Pushes.Push;

/** Send/Receive: what the Archives answer. */
final class Archives {
    private static final int CHUNK_BYTES_AT_MOST = 262_144;
    private static final long BUNDLE_BYTES_AT_MOST = 1L << 30;
    private static final int BASES_AT_MOST = 100;
    private static final Pattern NODE = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern BYTES_FROM = Pattern.compile("bytes=([0-9]{1,15})-");
    private static final Pattern CHUNK =
            Pattern.compile("bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})", Pattern.CASE_INSENSITIVE);
    private static final Set<String> BUNDLE_TYPES = Set.of("zstd-v2", "bzip2-v2", "gzip-v2", "none-v2");

    private final People people;
    private final Projects projects;
    private final Locks locks;
    private final Pulls pulls;
    private final Pushes pushes;
    private final InstantSource clock;

    Archives(People people, Projects projects, Locks locks, Pulls pulls, Pushes pushes, InstantSource clock) {
        this.people = people;
        this.projects = projects;
        this.locks = locks;
        this.pulls = pulls;
        this.pushes = pushes;
        this.clock = clock;
    }

    void addTo(Gate gate, String path) {
        gate.signedIn(Surface.ARCHIVES, Endpoint.LISTREPOS, "GET", path + "listrepos", this::list);
        gate.signedIn(Surface.ARCHIVES, Endpoint.LISTNAMES, "GET", path + "listnames", this::names);
        gate.signedIn(Surface.ARCHIVES, Endpoint.PROJREVHIST, "GET", path + "projrevhist", this::history);
        gate.signedIn(Surface.ARCHIVES, Endpoint.GETFILE, "GET", path + "getfile", this::file);
        gate.signedIn(Surface.ARCHIVES, Endpoint.PULLBUNDLE, "GET", path + "pullbundle", this::pull);
        gate.signedIn(Surface.ARCHIVES, Endpoint.PULLBUNDLEFINISH, "GET", path + "pullbundlefinish", this::pullFinish);
        gate.signedIn(Surface.ARCHIVES, Endpoint.PUSHBUNDLE, "POST", path + "pushbundle", this::push);
        gate.signedIn(Surface.ARCHIVES, Endpoint.LOCKREPO, "GET", path + "lockrepo", this::lock);
        gate.signedIn(Surface.ARCHIVES, Endpoint.UNLOCKREPO, "GET", path + "unlockrepo", this::unlock);
        gate.signedIn(Surface.ARCHIVES, Endpoint.CREATEREPO, "GET", path + "createrepo", this::create);
    }

    /** The project that is asked for, by its id alone: short names change. */
    private Project project(Call call) {
        Project project = projects.byId(call.query("projid")).orElseThrow(Refused::notFound);
        if (project.roleOf(call.person()).isEmpty()) {
            throw new Refused(403, "forbidden", "not a member of this project");
        }
        return project;
    }

    private Project unlockedProject(Call call) {
        Project project = project(call);
        locks.other(project, call.person()).ifPresent(Archives::refuseLocked);
        locks.used(project, call.person());
        return project;
    }

    private static void refuseLocked(Person holder) {
        throw new Refused(403, "locked", "locked by " + holder.name());
    }

    private static void requireSender(Project project, Person person) {
        if (!project.roleOf(person).map(Role::maySend).orElse(false)) {
            throw new Refused(403, "forbidden", "an observer may not change this project");
        }
    }

    private Answer list(Call call) throws IOException {
        record Line(Project project, String tip) {}
        List<Line> lines = new ArrayList<>();
        for (Project project : projects.all()) {
            if (project.roleOf(call.person()).isPresent()) {
                lines.add(new Line(project, projects.repository(project).tip()));
            }
        }
        return Answer.xml(xml -> {
            xml.writeStartElement("repos");
            for (Line line : lines) {
                xml.writeStartElement("repo");
                Answer.element(xml, "proj", line.project().shortName());
                Answer.element(xml, "projid", line.project().id());
                Answer.element(xml, "baseprojid", line.project().base().orElse(""));
                Answer.element(xml, "projecttype", line.project().type());
                Answer.element(xml, "tipid", line.tip());
                xml.writeStartElement("users");
                for (Project.Member member : line.project().members()) {
                    Optional<Person> person = people.bySub(member.sub());
                    if (person.isPresent()) {
                        xml.writeStartElement("user");
                        Answer.element(xml, "name", person.get().name());
                        Answer.element(xml, "role", member.role().registryName());
                        xml.writeEndElement();
                    }
                }
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private Answer names(Call call) {
        List<Project> known = projects.all().stream()
                .filter(Project::registered)
                .filter(project -> project.roleOf(call.person()).isPresent())
                .toList();
        return Answer.xml(xml -> {
            xml.writeStartElement("repos");
            for (Project project : known) {
                xml.writeStartElement("repo");
                Answer.element(xml, "projid", project.id());
                Answer.element(xml, "fullname", project.fullName());
                Answer.element(xml, "langname", project.language().name());
                Answer.element(xml, "langcode", project.language().iso());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private Answer history(Call call) throws IOException {
        List<Map<String, String>> revisions = projects.repository(project(call)).history().stream()
                .map(node -> Map.of("id", node))
                .toList();
        return Answer.json(200, Map.of("project", Map.of("revision_history", Map.of("revisions", revisions))));
    }

    private Answer file(Call call) throws IOException {
        Project project = project(call);
        String name = call.query("filename");
        boolean plain = !name.isBlank() && name.length() <= 255 && name.chars().noneMatch(c -> c < ' ' || c == '\\');
        Optional<byte[]> content = plain ? projects.repository(project).file(name) : Optional.empty();
        return Answer.text(
                200,
                content.map(bytes -> Base64.getEncoder().encodeToString(bytes))
                        .orElseThrow(() -> new Refused(410, "gone", "file not available")));
    }

    private Answer pull(Call call) throws IOException {
        Project project = unlockedProject(call);
        Transfer transfer = Transfer.of(call.person(), project, call.query("guid"));
        boolean known = pulls.known(transfer).isPresent();
        Pull pull = pulls.pull(transfer, file -> bundle(call, project, file));
        Optional<String> range = call.header("Range");
        // Of a bundle that was not begun there is no rest: as HTTP allows, such a range is passed over.
        if (range.isEmpty() || !known) {
            return part(200, pull, 0);
        }
        Matcher from = BYTES_FROM.matcher(range.get());
        if (!from.matches()) {
            return part(200, pull, 0);
        }
        long begin = Long.parseLong(from.group(1));
        if (begin >= pull.length()) {
            throw new Refused(
                    416,
                    "range",
                    "the bundle has " + pull.length() + " bytes",
                    Map.of("Content-Range", "bytes */" + pull.length()));
        }
        return part(206, pull, begin)
                .with(Map.of("Content-Range", "bytes " + begin + "-" + (pull.length() - 1) + "/" + pull.length()));
    }

    private static Answer part(int status, Pull pull, long from) {
        Answer.Body body = pull.length() == 0
                ? new Answer.Body.Bytes(new byte[0])
                : new Answer.Body.FileFrom(pull.file(), from, pull.length() - from);
        return new Answer(status, Map.of("Content-Type", "application/octet-stream", "Accept-Ranges", "bytes"), body);
    }

    private boolean bundle(Call call, Project project, Path file) throws IOException {
        String type = call.query("type").isEmpty() ? "zstd-v2" : call.query("type");
        if (!BUNDLE_TYPES.contains(type)) {
            throw Refused.badRequest("unknown type of bundle");
        }
        HgRepository repository = projects.repository(project);
        List<String> history = repository.history();
        List<String> bases = new ArrayList<>();
        for (int i = 1; i <= BASES_AT_MOST && !call.query("base" + i).isEmpty(); i++) {
            String base = call.query("base" + i);
            if (!NODE.matcher(base).matches() || !history.contains(base)) {
                throw Refused.badRequest("unknown base");
            }
            bases.add(base);
        }
        return !history.isEmpty() && repository.bundle(bases, type, file);
    }

    private Answer pullFinish(Call call) throws IOException {
        // Neither the project nor its members are asked about: the guid of somebody else finishes nothing.
        Optional<Project> project = projects.byId(call.query("projid"));
        List<Project> meant = project.map(List::of).orElseGet(projects::all);
        for (Project one : meant) {
            pulls.finish(Transfer.of(call.person(), one, call.query("guid")));
        }
        return Answer.empty();
    }

    private Answer push(Call call) throws IOException {
        Project project = project(call);
        requireSender(project, call.person());
        unlockedProject(call);
        Transfer transfer = Transfer.of(call.person(), project, call.query("guid"));
        Optional<String> range = call.header("Content-Range");
        if (range.isEmpty()) {
            return pushWhole(call, project);
        }
        Matcher chunk = CHUNK.matcher(range.get());
        if (!chunk.matches()) {
            throw Refused.badRequest("bad Content-Range");
        }
        long from = Long.parseLong(chunk.group(1));
        long last = Long.parseLong(chunk.group(2));
        long total = Long.parseLong(chunk.group(3));
        if (from > last || last >= total || total > BUNDLE_BYTES_AT_MOST) {
            throw Refused.badRequest("bad Content-Range");
        }
        if (last - from >= CHUNK_BYTES_AT_MOST) {
            throw Refused.badRequest("chunk exceeds " + CHUNK_BYTES_AT_MOST + " bytes");
        }
        byte[] piece = call.body(CHUNK_BYTES_AT_MOST);
        if (piece.length != last - from + 1) {
            throw Refused.badRequest("the chunk has " + piece.length + " bytes");
        }
        Push push = pushes.push(transfer, total);
        synchronized (push) {
            return pushChunk(call, transfer, project, push, from, piece, total);
        }
    }

    private Answer pushChunk(
            Call call, Transfer transfer, Project project, Push push, long from, byte[] piece, long total)
            throws IOException {
        if (total != push.total()) {
            throw Refused.badRequest("the bundle had " + push.total() + " bytes");
        }
        if (from > push.received()) {
            throw new Refused(416, "gap", "go on where the range says", range(push.received()));
        }
        if (!push.isKept()) {
            push.add(from, piece);
        }
        if (push.isWhole() && !push.isKept()) {
            Unbundled outcome = keep(call, project, push.file());
            if (outcome instanceof Unbundled.Refused(String why)) {
                pushes.forget(transfer);
                throw new Refused(422, "unbundle_failed", "unbundle failed: " + why, range(total));
            }
            push.setKept();
            Files.deleteIfExists(push.file());
        }
        return Answer.empty().with(range(push.received()));
    }

    private Answer pushWhole(Call call, Project project) throws IOException {
        Path file = pushes.wholeFile();
        try {
            long length;
            try (InputStream in = call.bodyStream();
                    OutputStream out = Files.newOutputStream(file)) {
                length = copy(in, out);
            }
            if (keep(call, project, file) instanceof Unbundled.Refused(String why)) {
                throw new Refused(422, "unbundle_failed", "unbundle failed: " + why, range(length));
            }
            return Answer.empty().with(range(length));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long length = 0;
        int read;
        while ((read = in.read(buffer)) >= 0) {
            length += read;
            if (length > BUNDLE_BYTES_AT_MOST) {
                throw new Refused(413, "too_large", "more than " + BUNDLE_BYTES_AT_MOST + " bytes");
            }
            out.write(buffer, 0, read);
        }
        return length;
    }

    private Unbundled keep(Call call, Project project, Path bundle) throws IOException {
        return call.isPretended()
                ? new Unbundled.Kept()
                : projects.repository(project).unbundle(bundle);
    }

    private static Map<String, String> range(long received) {
        return Map.of("Range", received + "-");
    }

    private Answer lock(Call call) {
        Project project = project(call);
        requireSender(project, call.person());
        locks.take(project, call.person()).ifPresent(Archives::refuseLocked);
        return Answer.empty();
    }

    private Answer unlock(Call call) {
        Project project = unlockedProject(call);
        if (locks.holder(project).isEmpty()) {
            throw new Refused(403, "not_locked", "not locked");
        }
        locks.release(project);
        return Answer.empty();
    }

    private Answer create(Call call) throws IOException {
        String id = call.query("projid");
        String shortName = call.query("proj");
        if (!NODE.matcher(id).matches()) {
            throw Refused.badRequest("projid must be 40 hex chars");
        }
        if (!SHORT_NAME.matcher(shortName).matches()) {
            throw Refused.badRequest("bad proj");
        }
        Project wanted = new Project(
                0,
                Optional.empty(),
                id,
                Secrets.id(),
                shortName,
                shortName,
                "Standard",
                Optional.empty(),
                false,
                new Project.Language("", "", ""),
                "Confidential",
                clock.instant(),
                List.of(new Project.Member(call.person().sub(), Role.ADMINISTRATOR)));
        if (projects.make(wanted, repository -> {}).isEmpty()) {
            throw new Refused(403, "exists", "repository exists on server");
        }
        return Answer.xml(xml -> {
            xml.writeStartElement("repo");
            Answer.element(xml, "proj", shortName);
            Answer.element(xml, "projid", id);
            xml.writeEndElement();
        });
    }
}
