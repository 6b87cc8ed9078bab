package org.masora.engine;

import java.util.Map;
import java.util.Optional;
import org.masora.core.project.Blobs;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.Recognition;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;

/** Whether two contents are the same project, by what they say of themselves (rule V4). */
final class SameProject {

    private SameProject() {}

    static boolean is(Snapshot ours, Snapshot theirs, Blobs blobs) {
        Optional<Identity> mine = describe(ours, blobs).flatMap(ProjectDescription::identity);
        return mine.isPresent() && mine.equals(describe(theirs, blobs).flatMap(ProjectDescription::identity));
    }

    /** For asking a person. */
    static String name(Snapshot content, Blobs blobs) {
        return describe(content, blobs).map(ProjectDescription::name).orElse("");
    }

    static Optional<ProjectDescription> describe(Snapshot content, Blobs blobs) {
        return Recognition.of(content, blobs).description();
    }

    /** Where each book lies, in whatever layout. */
    static Map<BookCode, String> books(Snapshot content, Blobs blobs) {
        return Recognition.of(content, blobs).books();
    }
}
