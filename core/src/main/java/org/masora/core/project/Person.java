package org.masora.core.project;

/**
 * Who made a revision, with the account's own name and no-reply address (rule V3).
 *
 * @param name as shown to people; without line breaks and angle brackets
 * @param email the address; without line breaks and angle brackets, may be empty
 */
public record Person(String name, String email) {

    public Person {
        name = clean(name);
        email = clean(email);
    }

    private static String clean(String text) {
        return text.replaceAll("[<>\\r\\n\\x00]", " ").strip();
    }
}
