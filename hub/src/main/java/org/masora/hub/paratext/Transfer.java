package org.masora.hub.paratext;

import java.util.regex.Pattern;

/**
 * What a guid belongs to: nobody else's, and no other project's, is ever met under it.
 *
 * @param guid made up by the client
 */
record Transfer(String sub, String projectId, String guid) {
    private static final Pattern GUID = Pattern.compile("[A-Za-z0-9{}_-]{1,80}");

    static Transfer of(Person person, Project project, String guid) {
        if (guid.isEmpty()) {
            throw Refused.badRequest("missing guid");
        }
        if (!GUID.matcher(guid).matches()) {
            throw Refused.badRequest("bad guid");
        }
        return new Transfer(person.sub(), project.id(), guid);
    }
}
