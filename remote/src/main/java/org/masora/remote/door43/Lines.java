package org.masora.remote.door43;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.masora.core.project.RevisionId;
import org.masora.remote.door43.GitWire.Listing;

/**
 * Which branches of a repository matter (rule S2): the project's line is {@code scribe-main} where it
 * exists, else the one that somebody chose, else in a repository of Scribe up to 0.3.2 the branch of
 * {@link EarlyScribe}, else the default branch; a person's own line is {@code NAME/scribe} and is only ever
 * read.
 *
 * @param first the branch a first send makes
 * @param known the branch this project was seen on before; it is believed while the server does not
 *     say what HEAD is, which is so for some seconds after a first send
 * @param people whose own lines are looked at
 * @param everybody whether to find out about all people's own lines, which costs the length of the
 *     server's whole branch list once an operation
 * @param chosen the branch that somebody chose at the download; one that is gone counts no more
 */
public record Lines(
        String first, Optional<String> known, Set<String> people, boolean everybody, Optional<String> chosen) {

    static final String SCRIBE = "scribe-main";
    static final String RECORDS_REF = "refs/masora/conflicts";
    private static final String HEADS = "refs/heads/";
    private static final String OWN_LINE = "[A-Za-z0-9_.-]{1,100}/scribe";
    private static final List<String> USUAL = List.of("main", "master");

    public Lines {
        people = Set.copyOf(people);
        if (first.isBlank() || first.matches(OWN_LINE)) {
            throw new IllegalArgumentException("not a line for a project: " + first);
        }
    }

    /** For a project that Scribe knows. */
    public static Lines scribe() {
        return new Lines(SCRIBE, Optional.empty(), Set.of(), true, Optional.empty());
    }

    /** For any other project; {@code first} is the server's default branch, usually {@code main}. */
    public static Lines of(String first) {
        return new Lines(first, Optional.empty(), Set.of(), false, Optional.empty());
    }

    /** With what {@link GitRemote#line} told in an earlier operation. */
    public Lines seenOn(String line) {
        return new Lines(first, Optional.of(line), people, everybody, chosen);
    }

    /** With what somebody chose of {@link ProjectLines}. */
    public Lines choosing(Optional<String> line) {
        return new Lines(first, known, people, everybody, line);
    }

    /** Looking at these people's own lines and at no others. */
    public Lines ofPeople(Set<String> names) {
        return new Lines(first, known, names, false, chosen);
    }

    static String ref(String line) {
        return HEADS + line;
    }

    /** What to ask for; a prefix that another one covers is left out. */
    List<String> prefixes(boolean withEverybody) {
        TreeSet<String> prefixes = new TreeSet<>(List.of("HEAD", RECORDS_REF));
        if (withEverybody) {
            prefixes.add(HEADS);
        } else {
            prefixes.add(ref(SCRIBE));
            prefixes.add(ref(first));
            known.ifPresent(line -> prefixes.add(ref(line)));
            chosen.ifPresent(line -> prefixes.add(ref(line)));
            people.forEach(name -> prefixes.add(ref(name + "/scribe")));
        }
        return new ArrayList<>(prefixes);
    }

    /** Whether the first look of an operation must see all branches to tell the project's line. */
    boolean needsAll(String project) {
        return everybody || EarlyScribe.isProject(project);
    }

    /**
     * The project's line in what the server showed.
     *
     * @param project the repository's name, also with what stands before it
     * @param defaultBranch asked only when git does not tell
     */
    Optional<String> main(Listing listing, String project, Supplier<Optional<String>> defaultBranch) {
        Map<String, RevisionId> refs = listing.refs();
        if (refs.containsKey(ref(SCRIBE))) {
            return Optional.of(SCRIBE);
        }
        if (chosen.isPresent() && refs.containsKey(ref(chosen.get()))) {
            return chosen;
        }
        Optional<String> early = EarlyScribe.isProject(project) ? EarlyScribe.newest(lines(refs)) : Optional.empty();
        if (early.isPresent()) {
            return early;
        }
        Optional<String> head = listing.head()
                .filter(ref -> ref.startsWith(HEADS))
                .map(ref -> ref.substring(HEADS.length()))
                .filter(line -> !line.matches(OWN_LINE));
        if (head.isPresent() && (refs.containsKey("HEAD") || refs.containsKey(ref(head.get())))) {
            return head;
        }
        List<String> candidates = new ArrayList<>();
        known.ifPresent(candidates::add);
        candidates.add(first);
        Optional<String> here = firstOf(candidates, refs);
        if (here.isPresent()) {
            return here;
        }
        List<String> others =
                lines(refs).filter(line -> !line.matches(OWN_LINE)).toList();
        if (others.size() <= 1) {
            return others.stream().findFirst();
        }
        return defaultBranch.get().filter(others::contains).or(() -> firstOf(USUAL, refs));
    }

    /** What a download can choose from, in what the server showed of all branches. */
    static ProjectLines choices(Listing listing, String project) {
        List<String> all = lines(listing.refs())
                .filter(line -> !line.matches(OWN_LINE))
                .sorted()
                .toList();
        if (all.contains(SCRIBE)) {
            return new ProjectLines(List.of(ProjectLine.of(SCRIBE)), all);
        }
        List<ProjectLine> choices = new ArrayList<>(EarlyScribe.newestFirst(all.stream()));
        if (choices.isEmpty() || !EarlyScribe.isProject(project)) {
            listing.head()
                    .filter(ref -> ref.startsWith(HEADS))
                    .map(ref -> ProjectLine.of(ref.substring(HEADS.length())))
                    .filter(line -> all.contains(line.name()) && !choices.contains(line))
                    .ifPresent(choices::add);
        }
        return new ProjectLines(choices, all);
    }

    private static Stream<String> lines(Map<String, RevisionId> refs) {
        return refs.keySet().stream().filter(ref -> ref.startsWith(HEADS)).map(ref -> ref.substring(HEADS.length()));
    }

    private static Optional<String> firstOf(List<String> lines, Map<String, RevisionId> refs) {
        return lines.stream().filter(line -> refs.containsKey(ref(line))).findFirst();
    }

    /** The head of a line in what the server showed; HEAD stands for the line it names. */
    static Optional<RevisionId> headOf(String line, Listing listing) {
        Optional<RevisionId> head = Optional.ofNullable(listing.refs().get(ref(line)));
        return head.or(() -> listing.head()
                .filter(ref(line)::equals)
                .flatMap(ref -> Optional.ofNullable(listing.refs().get("HEAD"))));
    }

    /** People's own lines in what the server showed, by name. */
    SortedMap<String, RevisionId> sideLines(Listing listing) {
        SortedMap<String, RevisionId> lines = new TreeMap<>();
        listing.refs().forEach((ref, head) -> {
            String line = ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : "";
            boolean asked = everybody || people.contains(line.replaceFirst("/scribe$", ""));
            if (asked && line.matches(OWN_LINE)) {
                lines.put(line, head);
            }
        });
        return lines;
    }
}
