package org.masora.remote.door43;

import java.time.Instant;
import java.util.Optional;

/**
 * A repository as the server describes it. The description may lag some seconds behind a send:
 * {@code empty} and {@code defaultBranch} are worked out by a queue there.
 *
 * @param name its present name, also when it was asked for by an older one
 * @param description a sentence for people; may be empty
 * @param isPrivate whether only invited people see it
 * @param archived readable, closed for writing
 * @param empty nothing was ever sent to it
 * @param defaultBranch the branch shown first, where the server tells it
 * @param mayWrite whether the person who asked may send
 * @param mayAdminister whether the person who asked may change its settings
 * @param updated the last change of any kind
 */
public record CloudProject(
        ProjectName name,
        String description,
        boolean isPrivate,
        boolean archived,
        boolean empty,
        Optional<String> defaultBranch,
        boolean mayWrite,
        boolean mayAdminister,
        Optional<Instant> updated) {}
