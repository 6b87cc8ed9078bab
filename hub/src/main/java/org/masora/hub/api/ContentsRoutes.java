package org.masora.hub.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.masora.hub.accounts.Account;
import org.masora.hub.git.Archive;
import org.masora.hub.git.Revisions;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.HostedRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Files: read, listed, written, and fetched raw or all together. */
final class ContentsRoutes {
    /** Larger files are read with {@code raw}. */
    static final int SHOWN_BYTES_AT_MOST = 10 << 20;

    private final ContentsWriter writer;
    private final ApiJson shapes;

    ContentsRoutes(ContentsWriter writer, ApiJson shapes) {
        this.writer = writer;
        this.shapes = shapes;
    }

    // ---- reading

    void top(Call call) throws IOException {
        read(call, "");
    }

    void path(Call call) throws IOException {
        read(call, withoutSlash(call.param("path")));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private void read(Call call, String path) throws IOException {
        HostedRepository hosted = call.repository();
        if (hosted.shownBranches().isEmpty()) {
            call.answer(200, ApiJson.list(List.of()));
            return;
        }
        try (Repository repository = hosted.open()) {
            Revisions.Named at = named(call, hosted, repository);
            call.answer(
                    200, path.isEmpty() ? folder(hosted, repository, at, path) : entry(hosted, repository, at, path));
        }
    }

    private static Revisions.Named named(Call call, HostedRepository hosted, Repository repository) throws IOException {
        String ref = call.query("ref").orElse(hosted.currentBranches().defaultBranch());
        return Revisions.find(repository, ref)
                .orElseThrow(() ->
                        Refusal.notFound("GetContentsOrList", "object does not exist [id: " + ref + ", rel_path: ]"));
    }

    private JsonNode entry(HostedRepository hosted, Repository repository, Revisions.Named at, String path)
            throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(repository, path, at.commit().getTree())) {
            if (walk == null) {
                throw Refusal.notFound("GetContentsOrList", "object does not exist [id: , rel_path: " + path + "]");
            }
            if (walk.isSubtree()) {
                return folder(hosted, repository, at, path);
            }
            return file(hosted, repository, at, path, walk.getFileMode(0), walk.getObjectId(0));
        }
    }

    private ObjectNode file(
            HostedRepository hosted, Repository repository, Revisions.Named at, String path, FileMode mode, ObjectId id)
            throws IOException {
        int slash = path.lastIndexOf('/');
        Map<String, ObjectId> last =
                Revisions.lastChanges(repository, at.commit(), slash < 0 ? "" : path.substring(0, slash));
        ObjectId lastCommit = last.getOrDefault(path.substring(slash + 1), at.commit());
        if (mode.equals(FileMode.GITLINK)) {
            return shapes.entry(hosted, new FileEntry(path, mode, id, 0, lastCommit), at);
        }
        ObjectLoader loader = repository.open(id, Constants.OBJ_BLOB);
        ObjectNode json = shapes.entry(hosted, new FileEntry(path, mode, id, loader.getSize(), lastCommit), at);
        if (mode.equals(FileMode.SYMLINK)) {
            return json.put("target", text(loader));
        }
        return withContent(json, loader);
    }

    private static String text(ObjectLoader loader) throws IOException {
        return new String(loader.getBytes(SHOWN_BYTES_AT_MOST), StandardCharsets.UTF_8);
    }

    static ObjectNode withContent(ObjectNode json, ObjectLoader loader) throws IOException {
        String content = loader.getSize() > SHOWN_BYTES_AT_MOST
                ? ""
                : Base64.getEncoder().encodeToString(loader.getBytes(SHOWN_BYTES_AT_MOST));
        return json.put("encoding", "base64").put("content", content);
    }

    private JsonNode folder(HostedRepository hosted, Repository repository, Revisions.Named at, String folder)
            throws IOException {
        Map<String, ObjectId> last = Revisions.lastChanges(repository, at.commit(), folder);
        List<ObjectNode> entries = new ArrayList<>();
        try (TreeWalk walk = folder.isEmpty()
                        ? new TreeWalk(repository)
                        : TreeWalk.forPath(repository, folder, at.commit().getTree());
                ObjectReader reader = repository.newObjectReader()) {
            if (folder.isEmpty()) {
                walk.addTree(at.commit().getTree());
            } else {
                walk.enterSubtree();
            }
            while (walk.next()) {
                entries.add(shapes.entry(
                        hosted,
                        new FileEntry(
                                walk.getPathString(),
                                walk.getFileMode(0),
                                walk.getObjectId(0),
                                size(reader, walk),
                                last.getOrDefault(walk.getNameString(), at.commit())),
                        at));
            }
        }
        return ApiJson.list(entries);
    }

    static long size(ObjectReader reader, TreeWalk walk) throws IOException {
        return walk.getFileMode(0).getObjectType() == Constants.OBJ_BLOB
                ? reader.getObjectSize(walk.getObjectId(0), Constants.OBJ_BLOB)
                : 0;
    }

    // ---- raw

    void raw(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        try (Repository repository = hosted.open()) {
            Revisions.Named at = Revisions.find(
                            repository,
                            call.query("ref").orElse(hosted.currentBranches().defaultBranch()))
                    .orElseThrow(Refusal::notFound);
            try (TreeWalk walk =
                    TreeWalk.forPath(repository, call.param("path"), at.commit().getTree())) {
                if (walk == null || walk.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                    throw Refusal.notFound();
                }
                send(call, repository.open(walk.getObjectId(0), Constants.OBJ_BLOB));
            }
        }
    }

    private static void send(Call call, ObjectLoader loader) throws IOException {
        HttpServletResponse response = call.context().res();
        boolean text;
        try (var start = loader.openStream()) {
            text = !RawText.isBinary(start.readNBytes(8_000));
        }
        response.setContentType(text ? "text/plain; charset=utf-8" : "application/octet-stream");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setContentLengthLong(loader.getSize());
        loader.copyTo(response.getOutputStream());
    }

    void archive(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        String file = call.param("file");
        Archive.Form form = Archive.Form.of(file).orElseThrow(() -> new Refusal(400, "unknown format: " + file));
        String ref = file.substring(0, file.length() - form.suffix().length());
        try (Repository repository = hosted.open()) {
            Revisions.Named at = Revisions.find(repository, ref)
                    .orElseThrow(() -> new Refusal(404, "unrecognized repository reference: " + ref));
            String name = hosted.settings().name();
            HttpServletResponse response = call.context().res();
            response.setContentType("application/octet-stream");
            response.setHeader(
                    "Content-Disposition",
                    "attachment; filename=\"" + name + "-" + ref.replaceAll("[^A-Za-z0-9_.-]", "-") + form.suffix()
                            + "\"");
            Archive.write(repository, at.commit(), form, name.toLowerCase(Locale.ROOT), response.getOutputStream());
        }
    }

    // ---- writing

    void create(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        Body body = call.body();
        writeOne(call, hosted, 201, edit(body, FileEdit.Operation.CREATE, call.param("path")), "Add '%s'");
    }

    void update(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        Body body = call.body();
        if (body.text("sha").isEmpty()) {
            throw new Refusal(422, "[SHA]: Required");
        }
        writeOne(call, hosted, 200, edit(body, FileEdit.Operation.UPDATE, call.param("path")), "Update '%s'");
    }

    void delete(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        Body body = call.body();
        if (body.text("sha").isEmpty()) {
            throw new Refusal(422, "[SHA]: Required");
        }
        writeOne(call, hosted, 200, edit(body, FileEdit.Operation.DELETE, call.param("path")), "Delete '%s'");
    }

    private static HostedRepository writable(Call call) {
        HostedRepository hosted =
                call.repository(Access.WRITE, "user should have a permission to write to this branch");
        if (hosted.settings().archived()) {
            throw new Refusal(423, "This repo is archived. You can view files and clone it, but cannot push.");
        }
        return hosted;
    }

    private static FileEdit edit(Body body, FileEdit.Operation operation, String path) {
        return new FileEdit(
                operation, path, body.textOrEmpty("content").orElse(""), body.text("sha"), body.text("from_path"));
    }

    private void writeOne(Call call, HostedRepository hosted, int status, FileEdit edit, String message)
            throws IOException {
        Body body = call.body();
        Account account = call.account();
        ContentsWriter.Written written =
                writer.write(hosted, account, order(body, account, List.of(edit), message.formatted(edit.path())));
        ObjectNode answer = ApiJson.object();
        answer.set("content", writtenFile(hosted, written, edit));
        answerWritten(call, hosted, written, status, answer);
    }

    void several(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        Body body = call.body();
        Account account = call.account();
        List<FileEdit> edits = new ArrayList<>();
        for (Body file : body.objects("files")) {
            edits.add(edit(file, operation(file), file.text("path").orElse("")));
        }
        if (edits.isEmpty()) {
            throw new Refusal(422, "[Files]: Required");
        }
        String message = edits.stream()
                .map(edit -> edit.operation().name().charAt(0)
                        + edit.operation().name().substring(1).toLowerCase(Locale.ROOT) + " '" + edit.path() + "'")
                .collect(Collectors.joining("\n"));
        ContentsWriter.Written written = writer.write(hosted, account, order(body, account, edits, message));
        List<JsonNode> files = new ArrayList<>();
        for (FileEdit edit : edits) {
            files.add(writtenFile(hosted, written, edit));
        }
        ObjectNode answer = ApiJson.object();
        answer.putArray("files").addAll(files);
        answerWritten(call, hosted, written, 201, answer);
    }

    private static FileEdit.Operation operation(Body file) {
        String word = file.text("operation").orElse("");
        return switch (word) {
            case "create" -> FileEdit.Operation.CREATE;
            case "update" -> FileEdit.Operation.UPDATE;
            case "delete" -> FileEdit.Operation.DELETE;
            default -> throw new Refusal(422, "unsupported operation: " + word);
        };
    }

    private void answerWritten(
            Call call, HostedRepository hosted, ContentsWriter.Written written, int status, ObjectNode answer) {
        answer.set("commit", shapes.fileCommit(hosted, written.commit()));
        answer.set("verification", ApiJson.unverified());
        call.answer(status, answer);
    }

    private JsonNode writtenFile(HostedRepository hosted, ContentsWriter.Written written, FileEdit edit)
            throws IOException {
        if (edit.operation() == FileEdit.Operation.DELETE) {
            return NullNode.getInstance();
        }
        Revisions.Named at = new Revisions.Named(Revisions.NamedAs.BRANCH, written.branch(), written.commit());
        try (Repository repository = hosted.open();
                TreeWalk walk = TreeWalk.forPath(
                        repository, edit.path(), written.commit().getTree())) {
            if (walk == null) {
                // Written and moved away or deleted by a later edit of the same order.
                return NullNode.getInstance();
            }
            ObjectLoader loader = repository.open(walk.getObjectId(0), Constants.OBJ_BLOB);
            FileEntry entry = new FileEntry(
                    edit.path(), walk.getFileMode(0), walk.getObjectId(0), loader.getSize(), written.commit());
            return withContent(shapes.entry(hosted, entry, at), loader);
        }
    }

    private static ContentsWriter.Order order(Body body, Account account, List<FileEdit> edits, String message) {
        Optional<Body> dates = body.object("dates");
        PersonIdent author = person(body.object("author"), account, dates.flatMap(d -> d.moment("author")));
        PersonIdent committer = person(body.object("committer"), account, dates.flatMap(d -> d.moment("committer")));
        String text = body.text("message").orElse(message);
        if (body.isSet("signoff")) {
            text += "\n\nSigned-off-by: " + committer.getName() + " <" + committer.getEmailAddress() + ">";
        }
        return new ContentsWriter.Order(edits, body.text("branch"), body.text("new_branch"), text, author, committer);
    }

    private static PersonIdent person(Optional<Body> given, Account account, Optional<Instant> moment) {
        String name = given.flatMap(person -> person.text("name")).orElse(account.commitName());
        String email = given.flatMap(person -> person.text("email")).orElse(account.email());
        return new PersonIdent(name, email, moment.orElseGet(Instant::now), ZoneOffset.UTC);
    }
}
