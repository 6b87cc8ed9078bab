package org.masora.remote.paratext;

/**
 * A project as the Registry knows it.
 *
 * @param id 40 hexadecimal digits, or empty
 * @param shortName as in Paratext's lists
 * @param fullName for people
 * @param language three letters, or more
 * @param visibility {@code Public}, {@code Test or Training} or {@code Confidential}
 */
public record RegisteredProject(String id, String shortName, String fullName, String language, String visibility) {}
