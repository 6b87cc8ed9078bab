package org.masora.remote.door43;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a project is called on a server: {@code owner/name}. Servers compare both without regard to
 * case.
 *
 * @param owner a person's or an organisation's account
 * @param name of the repository
 */
public record ProjectName(String owner, String name) {

    private static final int LONGEST = 100;
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{1," + LONGEST + "}");

    public ProjectName {
        if (!isPart(owner) || !isPart(name)) {
            throw new IllegalArgumentException("not a project's name: " + owner + "/" + name);
        }
    }

    private static boolean isPart(String text) {
        return PART.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    /** Reads {@code OWNER/NAME}; empty when it is none. */
    public static Optional<ProjectName> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || !isPart(parts[0]) || !isPart(parts[1])) {
            return Optional.empty();
        }
        return Optional.of(new ProjectName(parts[0], parts[1]));
    }

    boolean isSameAs(ProjectName other) {
        return owner.equalsIgnoreCase(other.owner) && name.equalsIgnoreCase(other.name);
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
