package org.masora.hub.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names an account can have. They are the first part of every address of a repository. */
public final class AccountName {
    private static final int LENGTH = 40;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9](?:[-_.]?[A-Za-z0-9])*");
    /** Addresses of the server itself, as on Gitea. */
    private static final Set<String> RESERVED = Set.of(
            "admin",
            "api",
            "assets",
            "attachments",
            "avatar",
            "avatars",
            "captcha",
            "catalog",
            "commits",
            "debug",
            "error",
            "explore",
            "favicon.ico",
            "ghost",
            "issues",
            "login",
            "metrics",
            "milestones",
            "new",
            "notifications",
            "org",
            "pulls",
            "raw",
            "repo",
            "repo-avatars",
            "robots.txt",
            "search",
            "ssh_info",
            "swagger.v1.json",
            "user",
            "v2");

    private AccountName() {}

    /** Why {@code name} cannot be an account's name, in the words of Gitea; empty if it can. */
    public static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.of("[Username]: Required");
        }
        if (name.length() > LENGTH) {
            return Optional.of("[Username]: MaxSize");
        }
        if (!FORM.matcher(name).matches()) {
            return Optional.of("[Username]: Username");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("name is reserved [name: " + name + "]");
        }
        return Optional.empty();
    }
}
