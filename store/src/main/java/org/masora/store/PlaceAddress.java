package org.masora.store;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a remote place of a project is, and who it is reached as. Holds no secret.
 *
 * @param kind the kind of remote: {@code door43} or {@code paratext}
 * @param server the base address of its server, as the account knows it
 * @param owner the account or organisation the project belongs to there; in Paratext the project's id
 * @param project its name there
 * @param account the user name it is exchanged as
 * @param line the line of the repository that somebody chose at the download, where there were several; empty where the
 *     repository itself says which it is
 */
public record PlaceAddress(
        String kind, String server, String owner, String project, String account, Optional<String> line) {

    public PlaceAddress {
        // Settings that were written before there was a choice do not have it.
        line = Objects.requireNonNullElse(line, Optional.empty());
    }

    /** A place whose repository itself says which line the project is. */
    public PlaceAddress(String kind, String server, String owner, String project, String account) {
        this(kind, server, owner, project, account, Optional.empty());
    }

    /** The same place, exchanged by another account. */
    public PlaceAddress as(String otherAccount) {
        return new PlaceAddress(kind, server, owner, project, otherAccount, line);
    }

    /** The same repository, with another choice of its line. */
    public PlaceAddress on(Optional<String> chosen) {
        return new PlaceAddress(kind, server, owner, project, account, chosen);
    }

    /** For people: {@code OWNER/NAME}, and in Paratext the short name alone. */
    public String fullName() {
        return kind.equals("paratext") ? project : owner + "/" + project;
    }

    /**
     * Where plain git finds the repository, in a form that can stand in a git configuration as it is.
     *
     * @return empty where the place is no git server, or its address would need quoting
     */
    public Optional<URI> gitRepository() {
        String address = server + "/" + owner + "/" + project + ".git";
        boolean plain = address.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~%-]+){2,}");
        return kind.equals("door43") && plain ? Optional.of(URI.create(address)) : Optional.empty();
    }
}
