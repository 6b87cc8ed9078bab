package org.masora.remote.door43;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.door43.GitWire.Report;

/**
 * What a server says when it refuses a push. Gitea's reason stands only in the words beside the report,
 * in lines that begin with {@code Gitea:} (its {@code routers/private/hook_pre_receive.go}); the report
 * itself says "pre-receive hook declined" of every ref.
 */
final class PushWords {

    private static final Pattern SPOKEN = Pattern.compile("(?m)^\\s*(?:remote: )?Gitea: *(.+?)\\s*$");
    private static final Pattern PROTECTED = Pattern.compile("protected branch (\\S+)|branch (\\S+) is protected");

    private final Report report;
    private final String spoken;

    PushWords(Report report) {
        this.report = report;
        Matcher matcher = SPOKEN.matcher(report.words());
        this.spoken = matcher.results().map(found -> found.group(1)).distinct().collect(Collectors.joining("; "));
    }

    /** The best sentence there is about a ref. */
    String reason(String ref) {
        if (!spoken.isEmpty()) {
            return spoken;
        }
        String own = report.refused().getOrDefault(ref, "");
        Optional<String> any = report.refused().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(ref) && !entry.getValue().contains("atomic"))
                .map(Map.Entry::getValue)
                .findFirst();
        return own.isEmpty() || own.contains("atomic") ? any.orElse(own) : own;
    }

    /** What stands in the way of the main line, where the words leave no doubt. */
    Optional<RemoteFailure> failure(String project, String mainRef) {
        String words = (spoken.isEmpty() ? report.words() : spoken).strip();
        Matcher protectedLine = PROTECTED.matcher(words);
        if (protectedLine.find()) {
            String line = Optional.ofNullable(protectedLine.group(1)).orElseGet(() -> protectedLine.group(2));
            return mainRef.equals(Lines.ref(line))
                    ? Optional.of(new RemoteFailure.ProtectedLine(line, words))
                    : Optional.empty();
        }
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("archived")) {
            return Optional.of(new RemoteFailure.Archived(project));
        }
        if (lower.contains("permission denied") || lower.contains("not permitted") || lower.contains("not allowed")) {
            return Optional.of(new RemoteFailure.NotAllowed(project, words));
        }
        return Optional.empty();
    }
}
