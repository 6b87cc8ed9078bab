package org.masora.hub.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.masora.hub.git.Revisions;
import org.masora.hub.repositories.HostedRepository;
import tools.jackson.databind.node.ObjectNode;

/** Commits, trees, blobs and tags. */
final class HistoryRoutes {
    private static final int TREE_ENTRIES_ON_A_PAGE = 1_000;

    private final ApiJson shapes;

    HistoryRoutes(ApiJson shapes) {
        this.shapes = shapes;
    }

    void commits(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        HostedRepository.Branches branches = hosted.currentBranches();
        if (branches.isEmpty()) {
            throw new Refusal(409, "Git Repository is empty.");
        }
        Paging paging = call.paging();
        try (Repository repository = hosted.open()) {
            RevCommit from = commit(repository, call.query("sha").orElse(branches.defaultBranch()));
            Optional<String> not = call.query("not");
            Optional<RevCommit> without = not.isEmpty() ? Optional.empty() : Optional.of(commit(repository, not.get()));
            Revisions.Page page =
                    Revisions.history(repository, from, without, call.query("path"), paging.skipped(), paging.limit());
            if (page.total() == 0 && call.query("path").isPresent()) {
                throw Refusal.notFound();
            }
            call.announceList(paging, page.total());
            announcePage(call, paging, page.total());
            List<ObjectNode> commits = new ArrayList<>();
            for (RevCommit commit : page.commits()) {
                commits.add(shapes.commit(hosted, commit, changes(call, repository, commit), call.identity()));
            }
            call.answer(200, ApiJson.list(commits));
        }
    }

    private static void announcePage(Call call, Paging paging, int total) {
        int pages = Math.ceilDiv(total, paging.limit());
        call.context()
                .header("X-Page", Integer.toString(paging.page()))
                .header("X-PerPage", Integer.toString(paging.limit()))
                .header("X-Total", Integer.toString(total))
                .header("X-PageCount", Integer.toString(pages))
                .header("X-HasMore", Boolean.toString(paging.page() < pages));
    }

    private static Optional<Revisions.Changes> changes(Call call, Repository repository, RevCommit commit)
            throws IOException {
        boolean lines = call.querySays("stat", true);
        boolean files = call.querySays("files", true);
        return lines || files ? Optional.of(Revisions.changes(repository, commit, lines)) : Optional.empty();
    }

    private static RevCommit commit(Repository repository, String name) throws IOException {
        return Revisions.find(repository, name).map(Revisions.Named::commit).orElseThrow(() -> Refusal.notFound(name));
    }

    void commit(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        try (Repository repository = hosted.open()) {
            RevCommit commit = commit(repository, call.param("sha"));
            call.answer(200, shapes.commit(hosted, commit, changes(call, repository, commit), call.identity()));
        }
    }

    void tree(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        String name = call.param("ref");
        Paging paging = Paging.of(
                call.query("page").orElse(""),
                call.query("per_page").orElse(""),
                TREE_ENTRIES_ON_A_PAGE,
                TREE_ENTRIES_ON_A_PAGE);
        try (Repository repository = hosted.open();
                TreeWalk walk = new TreeWalk(repository)) {
            ObjectId shown = addTree(repository, walk, name);
            boolean recursive = call.querySays("recursive", false);
            List<ObjectNode> entries = new ArrayList<>();
            int total = 0;
            while (walk.next()) {
                if (total >= paging.skipped() && entries.size() < paging.limit()) {
                    entries.add(shapes.treeEntry(hosted, entry(repository, walk), mode(walk)));
                }
                total++;
                if (recursive && walk.isSubtree()) {
                    walk.enterSubtree();
                }
            }
            call.context().header("X-Total-Count", Integer.toString(total));
            ObjectNode answer =
                    ApiJson.object().put("sha", shown.name()).put("url", shapes.gitAddress(hosted, "trees", shown));
            answer.set("tree", ApiJson.list(entries));
            call.answer(
                    200,
                    answer.put("truncated", (long) paging.page() * paging.limit() < total)
                            .put("page", paging.page())
                            .put("total_count", total));
        }
    }

    /** The tree of a commit, or the one that a fingerprint names; gives the fingerprint under which it is shown. */
    private static ObjectId addTree(Repository repository, TreeWalk walk, String name) throws IOException {
        Optional<Revisions.Named> named = Revisions.find(repository, name);
        if (named.isPresent()) {
            walk.addTree(named.get().commit().getTree());
            return named.get().commit();
        }
        if (ObjectId.isId(name)) {
            try (RevWalk objects = new RevWalk(repository)) {
                RevTree tree = objects.parseTree(ObjectId.fromString(name));
                walk.addTree(tree);
                return tree;
            } catch (MissingObjectException | IncorrectObjectTypeException e) {
                throw new Refusal(400, "sha not found [" + name + "]");
            }
        }
        throw new Refusal(400, "sha not found [" + name + "]");
    }

    private static FileEntry entry(Repository repository, TreeWalk walk) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            return new FileEntry(
                    walk.getPathString(),
                    walk.getFileMode(0),
                    walk.getObjectId(0),
                    ContentsRoutes.size(reader, walk),
                    ObjectId.zeroId());
        }
    }

    private static String mode(TreeWalk walk) {
        String octal = Integer.toOctalString(walk.getFileMode(0).getBits());
        return "0".repeat(6 - octal.length()) + octal;
    }

    void blob(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        String sha = call.param("sha");
        Refusal missing = new Refusal(400, "object does not exist [id: " + sha + ", rel_path: ]");
        if (!ObjectId.isId(sha)) {
            throw missing;
        }
        ObjectId id = ObjectId.fromString(sha);
        try (Repository repository = hosted.open()) {
            ObjectLoader loader = repository.open(id, Constants.OBJ_BLOB);
            call.answer(
                    200,
                    ContentsRoutes.withContent(ApiJson.object(), loader)
                            .put("url", shapes.gitAddress(hosted, "blobs", id))
                            .put("sha", sha)
                            .put("size", loader.getSize()));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw missing;
        }
    }

    void tags(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        Paging paging = call.paging();
        try (Repository repository = hosted.open()) {
            List<Ref> all = repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS);
            call.announceList(paging, all.size());
            List<ObjectNode> page = new ArrayList<>();
            for (Ref tag : paging.slice(all)) {
                String name = tag.getName().substring(Constants.R_TAGS.length());
                ObjectId id = tag.getObjectId();
                ObjectNode json =
                        ApiJson.object().put("name", name).put("message", "").put("id", id == null ? "" : id.name());
                Revisions.find(repository, tag.getName())
                        .map(Revisions.Named::commit)
                        .ifPresent(commit -> json.set(
                                "commit",
                                ApiJson.object()
                                        .put("url", shapes.gitAddress(hosted, "commits", commit))
                                        .put("sha", commit.name())));
                page.add(json);
            }
            call.answer(200, ApiJson.list(page));
        }
    }
}
