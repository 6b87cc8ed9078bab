package org.masora.hub.repositories;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a repository can have. */
public final class RepositoryName {
    private static final int LENGTH = 100;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> RESERVED = Set.of(".", "..", "-");
    private static final Set<String> RESERVED_ENDS = Set.of(".git", ".wiki", ".rss", ".atom");

    private RepositoryName() {}

    /** Why {@code name} cannot be a repository's name, in the words of Gitea; empty if it can. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("[Name]: Required");
        }
        if (!FORM.matcher(name).matches()) {
            return Optional.of("[Name]: AlphaDashDot");
        }
        if (name.length() > LENGTH) {
            return Optional.of("[Name]: MaxSize");
        }
        if (RESERVED.contains(name)) {
            return Optional.of("name is reserved [name: " + name + "]");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return RESERVED_ENDS.stream()
                .filter(lower::endsWith)
                .findFirst()
                .map(end -> "name pattern is not allowed [pattern: *" + end + "]");
    }
}
