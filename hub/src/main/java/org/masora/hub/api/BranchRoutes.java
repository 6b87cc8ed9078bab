package org.masora.hub.api;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.git.Revisions;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.BranchRule;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.Repositories;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Branches and their protection. */
final class BranchRoutes {
    private static final int RULES_AT_MOST = 100;
    private static final int RULE_NAME_LENGTH_AT_MOST = 255;

    private final Accounts accounts;
    private final Repositories repositories;
    private final ApiJson shapes;

    BranchRoutes(Accounts accounts, Repositories repositories, ApiJson shapes) {
        this.accounts = accounts;
        this.repositories = repositories;
        this.shapes = shapes;
    }

    void all(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        List<Map.Entry<String, ObjectId>> all =
                List.copyOf(hosted.shownBranches().heads().entrySet());
        Paging paging = call.paging();
        call.announceList(paging, all.size());
        if (all.isEmpty()) {
            call.answer(200, NullNode.getInstance());
            return;
        }
        List<ObjectNode> page = new ArrayList<>();
        try (Repository repository = hosted.open();
                RevWalk walk = new RevWalk(repository)) {
            for (Map.Entry<String, ObjectId> branch : paging.slice(all)) {
                page.add(shapes.branch(hosted, branch.getKey(), walk.parseCommit(branch.getValue()), call.identity()));
            }
        }
        call.answer(200, ApiJson.list(page));
    }

    void one(Call call) throws IOException {
        HostedRepository hosted = call.repository();
        answerBranch(call, hosted, call.param("branch"), 200);
    }

    private void answerBranch(Call call, HostedRepository hosted, String name, int status) throws IOException {
        ObjectId head = hosted.currentBranches().heads().get(name);
        if (head == null) {
            throw Refusal.notFound("The target couldn't be found.", "branch does not exist [name: " + name + "]");
        }
        try (Repository repository = hosted.open();
                RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(head);
            call.answer(status, shapes.branch(hosted, name, commit, call.identity()));
        }
    }

    private static HostedRepository writable(Call call) {
        HostedRepository hosted = call.repository(Access.WRITE, "user should have a permission to write to a repo");
        if (hosted.settings().archived()) {
            throw new Refusal(403, "Git Repository is archived.");
        }
        return hosted;
    }

    void make(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        Body body = call.body();
        String name = body.text("new_branch_name").orElseThrow(() -> new Refusal(422, "[BranchName]: Required"));
        RepositoryRoutes.checkBranchName(name, "BranchName");
        Account account = call.account();
        hosted.changeRefs(repository -> {
            HostedRepository.Branches branches = hosted.currentBranches();
            if (branches.isEmpty()) {
                throw Refusal.notFound("Git Repository is empty.");
            }
            String from = body.text("old_ref_name")
                    .or(() -> body.text("old_branch_name"))
                    .orElse(branches.defaultBranch());
            RevCommit start = Revisions.find(repository, from)
                    .map(Revisions.Named::commit)
                    .orElseThrow(() -> Refusal.notFound("The old branch does not exist"));
            if (branches.hasInAnyCase(name)) {
                throw new Refusal(409, "The branch already exists.");
            }
            RefUpdate update = update(repository, name, account);
            update.setExpectedOldObjectId(ObjectId.zeroId());
            update.setNewObjectId(start);
            return required(update.update(), RefUpdate.Result.NEW);
        });
        answerBranch(call, hosted, name, 201);
    }

    /** As on the real server, deleting what is already gone succeeds. */
    void delete(Call call) throws IOException {
        HostedRepository hosted = writable(call);
        String name = call.param("branch");
        RepositoryRoutes.checkBranchName(name, "BranchName");
        Account account = call.account();
        hosted.changeRefs(repository -> {
            if (name.equals(hosted.currentBranches().defaultBranch())) {
                throw new Refusal(403, "can not delete default branch");
            }
            if (hosted.settings().ruleFor(name).isPresent()) {
                throw new Refusal(403, "branch protected");
            }
            Ref ref = repository.exactRef(Constants.R_HEADS + name);
            if (ref != null) {
                RefUpdate update = update(repository, name, account);
                update.setExpectedOldObjectId(ref.getObjectId());
                update.setForceUpdate(true);
                required(update.delete(), RefUpdate.Result.FORCED);
            }
            return true;
        });
        call.answerEmpty(204);
    }

    private static RefUpdate update(Repository repository, String branch, Account account) throws IOException {
        RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
        update.setRefLogIdent(new PersonIdent(account.commitName(), account.email()));
        update.setRefLogMessage("branch", true);
        return update;
    }

    private static RefUpdate.Result required(RefUpdate.Result result, RefUpdate.Result wanted) {
        if (result != wanted) {
            throw new Refusal(409, "the branch could not be changed: " + result);
        }
        return result;
    }

    // ---- protection

    void rules(Call call) {
        List<BranchRule> rules = call.administeredRepository().settings().rules();
        call.answer(200, ApiJson.list(rules.stream().map(shapes::branchRule).toList()));
    }

    void rule(Call call) {
        call.answer(200, shapes.branchRule(ruleMeant(call, call.administeredRepository())));
    }

    private static BranchRule ruleMeant(Call call, HostedRepository hosted) {
        String name = call.param("rule");
        return hosted.settings().rules().stream()
                .filter(rule -> rule.name().equals(name))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    void makeRule(Call call) throws IOException {
        HostedRepository hosted = call.administeredRepository();
        Body body = call.body();
        String name = body.text("rule_name")
                .or(() -> body.text("branch_name"))
                .orElseThrow(() -> new Refusal(422, "[RuleName]: Required"));
        if (name.length() > RULE_NAME_LENGTH_AT_MOST) {
            throw new Refusal(422, "[RuleName]: MaxSize");
        }
        List<BranchRule> rules = hosted.settings().rules();
        if (rules.stream().anyMatch(rule -> rule.name().equals(name))) {
            throw new Refusal(403, "Branch protection already exist");
        }
        if (rules.size() >= RULES_AT_MOST) {
            throw new Refusal(422, "too many branch protections");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        BranchRule made = changed(new BranchRule(name, false, false, List.of(), now, now), body);
        keepRules(hosted, Optional.empty(), Optional.of(made));
        call.answer(201, shapes.branchRule(made));
    }

    void changeRule(Call call) throws IOException {
        HostedRepository hosted = call.administeredRepository();
        BranchRule before = ruleMeant(call, hosted);
        BranchRule after = changed(before, call.body());
        keepRules(hosted, Optional.of(before), Optional.of(after));
        call.answer(200, shapes.branchRule(after));
    }

    void deleteRule(Call call) throws IOException {
        HostedRepository hosted = call.administeredRepository();
        keepRules(hosted, Optional.of(ruleMeant(call, hosted)), Optional.empty());
        call.answerEmpty(204);
    }

    private BranchRule changed(BranchRule rule, Body body) {
        return new BranchRule(
                rule.name(),
                body.flag("enable_push").orElse(rule.pushAllowed()),
                body.flag("enable_push_whitelist").orElse(rule.pushersListed()),
                body.texts("push_whitelist_usernames").map(this::numbers).orElse(rule.pushers()),
                rule.created(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private List<Long> numbers(List<String> names) {
        return names.stream()
                .map(name -> accounts.named(name)
                        .orElseThrow(
                                () -> new Refusal(422, "user does not exist [uid: 0, name: " + name + ", keyid: 0]"))
                        .number())
                .toList();
    }

    private void keepRules(HostedRepository hosted, Optional<BranchRule> without, Optional<BranchRule> with)
            throws IOException {
        repositories.change(hosted, draft -> {
            List<BranchRule> rules = new ArrayList<>(draft.rules());
            without.ifPresent(rule -> rules.removeIf(other -> other.name().equals(rule.name())));
            with.ifPresent(rules::add);
            return draft.rules(rules);
        });
    }
}
