package org.masora.hub.paratext;

import java.util.Optional;
import java.util.stream.Stream;

/** What a person is in a project. */
public enum Role {
    ADMINISTRATOR("pt_administrator", "Administrator"),
    CONSULTANT("pt_consultant", "Consultant"),
    TRANSLATOR("pt_translator", "TeamMember"),
    OBSERVER("pt_observer", "Observer");

    private final String registryName;
    private final String folderName;

    Role(String registryName, String folderName) {
        this.registryName = registryName;
        this.folderName = folderName;
    }

    /** How the servers call it. */
    public String registryName() {
        return registryName;
    }

    /** How {@code ProjectUserAccess.xml} in a project's folder calls it. */
    public String folderName() {
        return folderName;
    }

    /** Whether somebody in this role may send changes, and lock. */
    public boolean maySend() {
        return this != OBSERVER;
    }

    /** The role that the servers call so. */
    public static Optional<Role> ofRegistryName(String name) {
        return Stream.of(values())
                .filter(role -> role.registryName.equals(name))
                .findFirst();
    }
}
