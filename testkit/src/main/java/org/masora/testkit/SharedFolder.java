package org.masora.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A folder of test material that lies outside the project, so that a checkout without it can still be tested. */
final class SharedFolder {
    private final String name;
    private final String variable;

    /**
     * @param name the folder's name inside {@code ../shared}, as seen from the project's root
     * @param variable the environment variable that names the folder instead
     */
    SharedFolder(String name, String variable) {
        this.name = name;
        this.variable = variable;
    }

    Optional<Path> find() {
        String named = System.getenv(variable);
        Path folder = named != null && !named.isBlank()
                ? Path.of(named)
                : projectRoot().resolveSibling("shared").resolve(name);
        return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
    }

    /** The folder or file at {@code relative}; where it is absent the running test is skipped with a message. */
    Path require(String relative) {
        Optional<Path> found = find().map(root -> root.resolve(relative)).filter(Files::exists);
        Assumptions.assumeTrue(
                found.isPresent(),
                () -> "skipped: no " + relative + " in ../shared/" + name + " (or in the folder that " + variable
                        + " names)");
        return found.orElseThrow();
    }

    /** The folder of the parent pom: the build passes it; a test started from an IDE runs in it or in a module. */
    private static Path projectRoot() {
        String root = System.getProperty("masora.root");
        if (root != null) {
            return Path.of(root).toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        Path parent = here.getParent();
        return parent != null && Files.exists(parent.resolve("mvnw")) ? parent : here;
    }
}
