package org.masora.remote.paratext;

import java.util.List;
import java.util.Optional;
import org.masora.core.paratext.Role;

/**
 * A project as the Archives know it.
 *
 * @param shortName as in Paratext's lists
 * @param id 40 hexadecimal digits
 * @param baseId the project it is based on, a back translation's for example
 * @param type {@code Standard}, {@code BackTranslation}, …
 * @param tip the newest changeset: a full node or its beginning; empty when nothing was ever sent
 * @param members with their roles; ids are not told
 */
public record SharedProject(
        String shortName, String id, Optional<String> baseId, String type, Optional<String> tip, List<Member> members) {

    public SharedProject {
        members = List.copyOf(members);
    }

    /** Its names in calls. A project that is based on another shares that one's registration. */
    public Archives.ProjectKey key() {
        return new Archives.ProjectKey(shortName, id, baseId.isEmpty());
    }

    /** What somebody is in it. */
    public Optional<Role> roleOf(String user) {
        return members.stream()
                .filter(member -> member.name().equalsIgnoreCase(user))
                .map(Member::role)
                .findFirst();
    }
}
