package org.masora.store;

/**
 * Where a remote place of a project is, and who it is reached as. Holds no secret.
 *
 * @param kind the kind of remote: {@code door43}
 * @param server the base address of its server, as the account knows it
 * @param owner the account or organisation the project belongs to there
 * @param project its name there
 * @param account the user name it is exchanged as
 */
public record PlaceAddress(String kind, String server, String owner, String project, String account) {

    /** For people: {@code OWNER/NAME}. */
    public String fullName() {
        return owner + "/" + project;
    }
}
