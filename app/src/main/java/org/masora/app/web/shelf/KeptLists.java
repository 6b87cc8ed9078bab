package org.masora.app.web.shelf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.app.home.OwnFile;
import org.masora.app.words.Json;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.door43.ProjectPage;

/**
 * The beginning of each account's own list, as it was when the server answered last, in one file: so it is there also
 * when Masora starts without a line. A file that cannot be understood is begun anew.
 */
final class KeptLists {
    private final Path file;
    private final Map<String, Kept> byAccount = new LinkedHashMap<>();

    /** A list, and when it came. */
    record Kept(ProjectPage page, Instant asOf) {}

    /** Reads what there is. */
    KeptLists(Path file) throws IOException {
        this.file = file;
        OwnFile.read(file)
                .flatMap(bytes -> JsonDocument.parse(bytes).root())
                .map(root -> root.elements("/lists"))
                .orElse(List.of())
                .forEach(this::read);
    }

    /** The list of an account. */
    synchronized Optional<Kept> of(String account) {
        return Optional.ofNullable(byAccount.get(account));
    }

    /**
     * Keeps a list.
     *
     * @param loggedIn the accounts there are: lists of others are not kept any longer
     */
    synchronized void keep(String account, Kept kept, Set<String> loggedIn) throws IOException {
        byAccount.keySet().retainAll(loggedIn);
        byAccount.put(account, kept);
        List<Map<String, ?>> lists = byAccount.entrySet().stream()
                .<Map<String, ?>>map(entry -> written(entry.getKey(), entry.getValue()))
                .toList();
        OwnFile.replace(file, (Json.of(Map.of("lists", lists)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, ?> written(String account, Kept kept) {
        return Map.of(
                "account",
                account,
                "asOf",
                kept.asOf(),
                "projects",
                kept.page().projects().stream().map(KeptLists::written).toList());
    }

    private static Map<String, ?> written(CloudProject project) {
        return Map.of(
                "name",
                project.name(),
                "description",
                project.description(),
                "private",
                project.isPrivate(),
                "archived",
                project.archived(),
                "empty",
                project.empty(),
                "updated",
                project.updated());
    }

    private void read(JsonValue list) {
        Optional<Instant> asOf = time(list, "/asOf");
        Optional<String> account = list.text("/account");
        if (asOf.isPresent() && account.isPresent()) {
            List<CloudProject> projects = list.elements("/projects").stream()
                    .flatMap(project -> project(project).stream())
                    .toList();
            byAccount.put(
                    account.get(), new Kept(new ProjectPage(projects, Optional.empty(), Optional.empty()), asOf.get()));
        }
    }

    private static Optional<CloudProject> project(JsonValue project) {
        return project.text("/name")
                .flatMap(ProjectName::parse)
                .map(name -> new CloudProject(
                        name,
                        project.text("/description").orElse(""),
                        is(project, "/private"),
                        is(project, "/archived"),
                        is(project, "/empty"),
                        Optional.empty(),
                        false,
                        false,
                        time(project, "/updated")));
    }

    private static boolean is(JsonValue project, String where) {
        return project.at(where).filter(JsonLiteral.TRUE::equals).isPresent();
    }

    static Optional<Instant> time(JsonValue value, String where) {
        // Only what this class wrote is read, so what is no time is damage like any other.
        return value.text(where)
                .filter(text -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"))
                .map(Instant::parse);
    }
}
