package org.masora.hub.repositories;

/** Who may see a repository. */
public enum Visibility {
    /** Everyone who reaches the hub. */
    PUBLIC,
    /** Its owner, its collaborators and the administrators. */
    PRIVATE
}
