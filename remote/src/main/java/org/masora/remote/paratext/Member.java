package org.masora.remote.paratext;

import org.masora.core.paratext.Role;

/**
 * Somebody who belongs to a project.
 *
 * @param userId the Registry's id, empty where only the name is known
 * @param name the Paratext user name
 */
public record Member(String userId, String name, Role role) {}
