package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.words.PageWords;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.engine.TextOutline;

/** What is listed only: recordings, and what is not known. */
final class OtherView {
    private static final Pattern RECORDING = Pattern.compile(".*\\.(mp3|wav|ogg|opus|m4a|flac|webm|aac)");
    private static final int FILES_MAX = 1_000;

    private OtherView() {}

    /** A project that has neither books nor stories. */
    static Html of(TextOutline outline, PageWords words) {
        Content content =
                outline.description().map(description -> description.content()).orElse(Content.OTHER);
        return switch (content) {
            case AUDIO -> listed("text.audioOnly", recordings(outline), words);
            case TEXT, STORIES, JUXTALINEAR -> p(cls("read-only"), text(words.text("text.nothingYet")));
            case OTHER -> listed("text.kindUnknown", outline.files(), words);
        };
    }

    /** The recordings of a chapter, where folders are named by book and chapter as Scribe does it; else of the book, or all. */
    static Html recordings(TextOutline outline, String book, int chapter, PageWords words) {
        List<String> all = recordings(outline);
        List<String> ofBook =
                all.stream().filter(path -> folders(path).contains(book)).toList();
        List<String> ofChapter = ofBook.stream()
                .filter(path -> folders(path).contains(Integer.toString(chapter)))
                .toList();
        return listed("text.audioOnly", ofBook.isEmpty() ? all : ofChapter.isEmpty() ? ofBook : ofChapter, words);
    }

    private static List<String> recordings(TextOutline outline) {
        return outline.files().stream()
                .filter(path -> RECORDING.matcher(path.toLowerCase(Locale.ROOT)).matches())
                .toList();
    }

    private static List<String> folders(String path) {
        return Arrays.asList(path.toUpperCase(Locale.ROOT).split("/", -1));
    }

    /** Folder by folder, with how many there are; of a great many the names of the first are shown. */
    private static Html listed(String why, List<String> files, PageWords words) {
        Map<String, List<String>> folders = files.stream()
                .sorted(order(words))
                .limit(FILES_MAX)
                .collect(Collectors.groupingBy(
                        path -> path.substring(0, path.lastIndexOf('/') + 1), LinkedHashMap::new, Collectors.toList()));
        return div(
                cls("listed"),
                p(cls("read-only"), text(words.text(why))),
                p(text(words.text("text.files", "count", files.size()))),
                all(folders.entrySet().stream()
                        .map(folder -> folder(folder.getKey(), folder.getValue(), words))
                        .toList()),
                when(
                        files.size() > FILES_MAX,
                        p(cls("quiet"), text(words.text("text.moreFiles", "count", files.size() - FILES_MAX)))));
    }

    /** As people count: 2 before 10. */
    private static Comparator<String> order(PageWords words) {
        Collator collator = Collator.getInstance(new ULocale.Builder()
                .setLocale(ULocale.forLocale(words.language().locale()))
                .setUnicodeLocaleKeyword("kn", "true")
                .build());
        return (one, other) -> {
            int order = collator.compare(one, other);
            return order == 0 ? one.compareTo(other) : order;
        };
    }

    private static Html folder(String folder, List<String> files, PageWords words) {
        Html names = ul(
                cls("list files"),
                all(files.stream()
                        .map(path -> li(ProjectText.name(path.substring(folder.length()))))
                        .toList()));
        return folder.isEmpty()
                ? names
                : details(
                        summary(
                                bdi(text(folder)),
                                text(" "),
                                span(cls("quiet"), text(words.text("text.files", "count", files.size())))),
                        names);
    }
}
