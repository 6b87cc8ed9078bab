package org.masora.app.web.parts;

import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.project.ProjectDescription.Content;

/** What a project is, in a few words. */
public final class Kinds {
    /** As Scribe calls repositories, those of its early versions with a word before. */
    private static final Pattern SCRIBES = Pattern.compile(
            "(?:(?:ag|scribe)-)?([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}?)"
                    + "-(textTranslation|textStories|x-juxtalinear|audioTranslation)-.+",
            Pattern.CASE_INSENSITIVE);

    /** As Door43's resources are called: a language, and which resource. */
    private static final Pattern RESOURCE = Pattern.compile("([a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3})_([a-z0-9]{2,10})");

    private Kinds() {}

    /** Its language and what is translated. */
    public static String of(NearProject project, PageWords words) {
        return of(project.language(), project.content().map(content -> said(content, words)), words);
    }

    /** What the name of a repository tells of that; empty where it follows no custom. */
    public static String ofRepository(String name, PageWords words) {
        Matcher scribes = SCRIBES.matcher(name);
        if (scribes.matches()) {
            Content content = switch (scribes.group(2).toLowerCase(Locale.ROOT)) {
                case "texttranslation" -> Content.TEXT;
                case "textstories" -> Content.STORIES;
                case "x-juxtalinear" -> Content.JUXTALINEAR;
                default -> Content.AUDIO;
            };
            return of(Optional.of(scribes.group(1)), Optional.of(said(content, words)), words);
        }
        Matcher resource = RESOURCE.matcher(name);
        return resource.matches()
                ? of(
                        Optional.of(resource.group(1)),
                        Optional.of(resource.group(2).toUpperCase(Locale.ROOT)),
                        words)
                : "";
    }

    private static String of(Optional<String> language, Optional<String> kind, PageWords words) {
        Optional<String> called = language.map(tag ->
                ULocale.getDisplayName(tag, ULocale.forLocale(words.language().locale())));
        return called.map(name -> kind.map(what -> words.text("kind.of", "language", name, "kind", what))
                        .orElse(name))
                .or(() -> kind)
                .orElse("");
    }

    private static String said(Content content, PageWords words) {
        return words.text(
                switch (content) {
                    case TEXT -> "kind.text";
                    case STORIES -> "kind.stories";
                    case JUXTALINEAR -> "kind.juxtalinear";
                    case AUDIO -> "kind.audio";
                    case OTHER -> "kind.other";
                });
    }
}
