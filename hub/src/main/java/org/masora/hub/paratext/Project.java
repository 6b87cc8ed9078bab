package org.masora.hub.paratext;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A project as it is kept.
 *
 * @param key what preparations and state files call it; empty for one that a client made
 * @param id 40 hexadecimal digits
 * @param registryId its id in the Registry, 17 characters
 * @param base the id of the project that it is based on
 * @param registered whether the Registry has it; else the Archives alone know it
 * @param members who may see it, in the order in which they came
 */
record Project(
        long number,
        Optional<String> key,
        String id,
        String registryId,
        String shortName,
        String fullName,
        String type,
        Optional<String> base,
        boolean registered,
        Language language,
        String visibility,
        Instant made,
        List<Member> members) {
    Project {
        members = List.copyOf(members);
    }

    /** The language of a project: its name, its code of three letters, its tag. */
    record Language(String name, String iso, String tag) {}

    /** A person in a project. */
    record Member(String sub, Role role) {}

    Optional<Role> roleOf(Person person) {
        return members.stream()
                .filter(member -> member.sub().equals(person.sub()))
                .map(Member::role)
                .findFirst();
    }
}
