package org.masora.remote.door43;

import org.masora.core.project.Person;

/**
 * A person's account on a server.
 *
 * @param login its name there
 * @param fullName as the person wrote it; empty where they did not
 * @param noReplyAddress the address the server gives out instead of the person's own; empty where it
 *     gives none, because the account is hidden
 */
public record Account(String login, String fullName, String noReplyAddress) {

    /** The author of what this account sends (rule V3). */
    public Person person() {
        return new Person(fullName.isBlank() ? login : fullName, noReplyAddress);
    }
}
