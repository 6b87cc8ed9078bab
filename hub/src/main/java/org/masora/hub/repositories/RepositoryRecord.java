package org.masora.hub.repositories;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Identity;

/**
 * What is kept of a repository beside its git folder.
 *
 * @param number never changes; names the git folder
 * @param owner the owner's account number
 * @param updated when one of these settings was last changed
 * @param formerNames names it had before, under which it is still found
 * @param collaborators rights by account number
 */
public record RepositoryRecord(
        long number,
        long owner,
        String name,
        List<String> formerNames,
        String description,
        String website,
        Visibility visibility,
        boolean archived,
        Instant created,
        Instant updated,
        List<String> topics,
        SortedMap<Long, Access> collaborators,
        List<BranchRule> rules) {
    /** Copies the lists and the map. */
    public RepositoryRecord {
        formerNames = List.copyOf(formerNames);
        topics = List.copyOf(topics);
        collaborators = new TreeMap<>(collaborators);
        rules = List.copyOf(rules);
    }

    /** How far someone's rights reach here. */
    public Access accessOf(Identity identity) {
        boolean isPublic = visibility == Visibility.PUBLIC;
        return switch (identity) {
            case Identity.SignedIn(Account account, var scopes) -> {
                boolean hidden = !isPublic && scopes.isPresent() && scopes.get().publicOnly();
                yield hidden ? Access.NONE : accessOf(account);
            }
            case Identity.Anonymous() -> isPublic ? Access.READ : Access.NONE;
            case Identity.Rejected(var message) -> Access.NONE;
        };
    }

    /** How far an account's rights reach here. */
    public Access accessOf(Account account) {
        if (account.admin() || account.number() == owner) {
            return Access.OWNER;
        }
        Access open = visibility == Visibility.PUBLIC ? Access.READ : Access.NONE;
        return collaborators.getOrDefault(account.number(), open);
    }

    /** The rule that protects a branch, if any: one that names it before one that only fits. */
    public Optional<BranchRule> ruleFor(String branch) {
        return rules.stream()
                .filter(rule -> rule.name().equalsIgnoreCase(branch))
                .findFirst()
                .or(() -> rules.stream().filter(rule -> rule.covers(branch)).findFirst());
    }

    /** Whether an account may push to a branch, rights and protection taken together. */
    public boolean letsPush(Account account, String branch) {
        return accessOf(account).includes(Access.WRITE)
                && ruleFor(branch).map(rule -> rule.letsPush(account.number())).orElse(true);
    }

    /** A copy to be changed. */
    public Draft draft() {
        return new Draft(this);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Changes on their way into a new record. */
    public static final class Draft {
        private final RepositoryRecord from;
        private String name;
        private List<String> formerNames;
        private String description;
        private String website;
        private Visibility visibility;
        private boolean archived;
        private List<String> topics;
        private SortedMap<Long, Access> collaborators;
        private List<BranchRule> rules;

        private Draft(RepositoryRecord from) {
            this.from = from;
            this.name = from.name();
            this.formerNames = from.formerNames();
            this.description = from.description();
            this.website = from.website();
            this.visibility = from.visibility();
            this.archived = from.archived();
            this.topics = from.topics();
            this.collaborators = from.collaborators();
            this.rules = from.rules();
        }

        Draft renamed(String newName, List<String> newFormerNames) {
            this.name = newName;
            this.formerNames = newFormerNames;
            return this;
        }

        Draft formerNames(List<String> newFormerNames) {
            this.formerNames = newFormerNames;
            return this;
        }

        public Draft description(String text) {
            this.description = text;
            return this;
        }

        public Draft website(String address) {
            this.website = address;
            return this;
        }

        public Draft visibility(Visibility newVisibility) {
            this.visibility = newVisibility;
            return this;
        }

        public Draft archived(boolean isArchived) {
            this.archived = isArchived;
            return this;
        }

        public Draft topics(List<String> newTopics) {
            this.topics = newTopics;
            return this;
        }

        /** As they stand in this draft. */
        public Map<Long, Access> collaborators() {
            return new TreeMap<>(collaborators);
        }

        /** As they stand in this draft. */
        public List<BranchRule> rules() {
            return rules;
        }

        public Draft collaborators(Map<Long, Access> newCollaborators) {
            this.collaborators = new TreeMap<>(newCollaborators);
            return this;
        }

        public Draft rules(List<BranchRule> newRules) {
            this.rules = newRules;
            return this;
        }

        RepositoryRecord at(Instant moment) {
            return new RepositoryRecord(
                    from.number(),
                    from.owner(),
                    name,
                    formerNames,
                    description,
                    website,
                    visibility,
                    archived,
                    from.created(),
                    moment,
                    topics,
                    collaborators,
                    rules);
        }
    }
}
