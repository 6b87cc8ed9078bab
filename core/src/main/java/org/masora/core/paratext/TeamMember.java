package org.masora.core.paratext;

/**
 * Somebody as a Paratext project knows them.
 *
 * @param name the Paratext user name
 */
public record TeamMember(String name, Role role) {}
