package org.masora.app.web.parts;

import com.ibm.icu.util.ULocale;
import java.util.Optional;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;

/** What a project is, in a few words. */
public final class Kinds {
    private Kinds() {}

    /** Its language and what is translated. */
    public static String of(NearProject project, PageWords words) {
        String kind = project.content()
                .map(content -> words.text(
                        switch (content) {
                            case TEXT -> "kind.text";
                            case STORIES -> "kind.stories";
                            case JUXTALINEAR -> "kind.juxtalinear";
                            case AUDIO -> "kind.audio";
                            case OTHER -> "kind.other";
                        }))
                .orElse("");
        Optional<String> language = project.language()
                .map(tag -> ULocale.getDisplayName(
                        tag, ULocale.forLocale(words.language().locale())));
        return language.map(name -> kind.isEmpty() ? name : words.text("kind.of", "language", name, "kind", kind))
                .orElse(kind);
    }
}
