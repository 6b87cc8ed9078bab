package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * People and projects that a stand-in shall have. What is there already under the same key stays as it is, so the same
 * preparation can be given at every start.
 *
 * @param people by key
 * @param projects by key, in the order in which they are made
 */
public record Preparation(Map<String, PersonWish> people, Map<String, ProjectWish> projects) {
    /** Nobody and nothing. */
    public static final Preparation NONE = new Preparation(Map.of(), Map.of());

    private static final int FILE_BYTES_AT_MOST = 1 << 20;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

    /** Copies the maps and checks that what they name is there. */
    public Preparation {
        people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
        projects = Collections.unmodifiableMap(new LinkedHashMap<>(projects));
        for (ProjectWish project : projects.values()) {
            for (String person : project.roles().keySet()) {
                if (!people.containsKey(person)) {
                    throw new IllegalArgumentException("no such person: " + person);
                }
            }
        }
    }

    /**
     * A person.
     *
     * @param name the Paratext user name
     * @param password for the page where people sign in; without one they have only tokens
     */
    public record PersonWish(String name, Optional<String> password) {
        /** Checks the name. */
        public PersonWish {
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("no name: " + name);
            }
        }

        /** Keeps the password to itself. */
        @Override
        public String toString() {
            return "PersonWish[" + name + "]";
        }
    }

    /** How the files of a folder become the first changesets of a project. */
    public enum History {
        /** All in one changeset. */
        ONE,
        /** Five changesets with one merge in them: settings, books on two sides, their merge, the rest. */
        BRANCHED
    }

    /**
     * A project.
     *
     * @param id 40 hexadecimal digits; if empty, the {@code Guid} in the folder's {@code Settings.xml}, else made up
     * @param type {@code Standard}, {@code BackTranslation}, …
     * @param baseKey the key of the project that it is based on
     * @param roles by the keys of people
     * @param folder what it holds at first; empty for nothing
     * @param leftOut names in the folder that are passed over
     */
    public record ProjectWish(
            Optional<String> id,
            String shortName,
            String fullName,
            String type,
            Optional<String> baseKey,
            boolean registered,
            Map<String, Role> roles,
            Optional<Path> folder,
            List<String> leftOut,
            History history) {
        /** Copies what can change and checks the id. */
        public ProjectWish {
            roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
            leftOut = List.copyOf(leftOut);
            if (!id.map(text -> ID.matcher(text).matches()).orElse(true)) {
                throw new IllegalArgumentException("no id of 40 hexadecimal digits: " + id.orElse(""));
            }
        }

        /** A registered project of the usual type with the files of a folder in one changeset. */
        public static ProjectWish of(String shortName, Path folder, Map<String, Role> roles) {
            return new ProjectWish(
                    Optional.empty(),
                    shortName,
                    shortName,
                    "Standard",
                    Optional.empty(),
                    true,
                    roles,
                    Optional.of(folder),
                    List.of(),
                    History.ONE);
        }
    }

    /** A preparation that cannot be understood or followed; the message says where. */
    public static final class Unusable extends Exception {
        Unusable(String message) {
            super(message);
        }

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Reads a preparation from a JSON file ({@code docs/hub.md}); folders in it are relative to the file. */
    public static Preparation read(Path file) throws IOException, Unusable {
        byte[] content;
        try (var in = Files.newInputStream(file)) {
            content = in.readNBytes(FILE_BYTES_AT_MOST);
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(content);
            Map<String, PersonWish> people = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : json.path("people").properties()) {
                people.put(
                        entry.getKey(),
                        new PersonWish(
                                required(entry.getValue(), "name", entry.getKey()),
                                text(entry.getValue(), "password")));
            }
            Map<String, ProjectWish> projects = new LinkedHashMap<>();
            Path beside = file.toAbsolutePath().resolveSibling(".");
            for (Map.Entry<String, JsonNode> entry : json.path("projects").properties()) {
                projects.put(entry.getKey(), project(entry.getKey(), entry.getValue(), beside));
            }
            return new Preparation(people, projects);
        } catch (JacksonException e) {
            throw new Unusable(String.valueOf(e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new Unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static ProjectWish project(String key, JsonNode json, Path beside) throws Unusable {
        Map<String, Role> roles = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("roles").properties()) {
            String name = entry.getValue().asString("");
            roles.put(entry.getKey(), Role.ofRegistryName(name).orElseThrow(() -> new Unusable("no role: " + name)));
        }
        String shortName = required(json, "short", key);
        Optional<Path> folder = text(json, "folder").map(beside::resolve);
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new Unusable("no such folder: " + folder.get());
        }
        List<String> leftOut = json.path("leave_out").values().stream()
                .map(value -> value.asString(""))
                .toList();
        return new ProjectWish(
                text(json, "id"),
                shortName,
                text(json, "full").orElse(shortName),
                text(json, "type").orElse("Standard"),
                text(json, "base"),
                json.path("registered").asBoolean(true),
                roles,
                folder,
                leftOut,
                text(json, "history").orElse("one").equals("branched") ? History.BRANCHED : History.ONE);
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static String required(JsonNode json, String name, String where) throws Unusable {
        return text(json, name).orElseThrow(() -> new Unusable("\"" + where + "\" has no \"" + name + "\""));
    }
}
