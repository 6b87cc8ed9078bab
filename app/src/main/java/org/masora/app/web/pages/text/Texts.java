package org.masora.app.web.pages.text;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.masora.app.home.Desk;
import org.masora.app.web.shelf.NearProject;
import org.masora.core.project.ProjectFont;
import org.masora.core.sync.Progress;
import org.masora.core.usfm.ChapteredFile;
import org.masora.engine.Editing;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.TextOutline;

/** The texts of the projects: where they lie, what stands there now, and the way an edit is saved. */
final class Texts {
    /** How long an edit waits for another use of the project to end before it says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Desk desk;
    private final Map<String, TextOutline> outlines = new ConcurrentHashMap<>();

    /** What was read last: who goes through a book's chapters and verses has it looked through once. */
    private volatile ChapteredFile last = ChapteredFile.of(new byte[0]);

    Texts(Desk desk) {
        this.desk = desk;
    }

    /** Where the texts lie; while something works on the project, where they lay before. Empty where that is not known. */
    Optional<TextOutline> outline(String project) throws IOException {
        TextOutline known = outlines.get(project);
        Optional<TextOutline> fresh =
                opened(project, known == null ? PATIENCE : Duration.ZERO, ProjectSession::outline);
        fresh.ifPresent(outline -> outlines.put(project, outline));
        return fresh.or(() -> Optional.ofNullable(known));
    }

    /** A book or story as it stands in the folder now. */
    Optional<ChapteredFile> read(TextOutline outline, String path) {
        return outline.read(path).map(bytes -> {
            ChapteredFile before = last;
            ChapteredFile now = before.holds(bytes) ? before : ChapteredFile.of(bytes);
            last = now;
            return now;
        });
    }

    /** Saves what was typed; empty where something else works on the project for long. */
    Optional<Editing.Outcome> save(NearProject project, Editing.Request request) throws IOException {
        return opened(
                project.id(),
                PATIENCE,
                session -> session.edit(
                        Desk.actor(project.places().stream()
                                .flatMap(address -> desk.accountOf(address).stream())
                                .findFirst()),
                        request,
                        Progress.NONE));
    }

    /** The font in which the team itself sees its text. */
    static ProjectFont font(TextOutline outline) {
        return outline.files().stream()
                .filter(ProjectFont::isSaidIn)
                .flatMap(path -> outline.read(path).map(file -> ProjectFont.of(path, file)).stream())
                .findFirst()
                .orElse(ProjectFont.NONE);
    }

    private <T> Optional<T> opened(String project, Duration patience, Function<ProjectSession, T> use)
            throws IOException {
        return switch (desk.projects().open(project, patience)) {
            case Projects.OpenOutcome.Opened(var session) -> {
                try (session) {
                    yield Optional.of(use.apply(session));
                }
            }
            case Projects.OpenOutcome.Unknown _, Projects.OpenOutcome.Busy _ -> Optional.empty();
        };
    }
}
