package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.nav;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.masora.app.web.Program;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.editor.Typed;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.Look;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.ScriptLook;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.ChapterText;
import org.masora.core.editing.Story;
import org.masora.core.project.BookNames;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectFont;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.ChapteredFile;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.TextOutline;

/** A project's text, by chapter or story; what cannot be edited here is shown with the reason. */
public final class TextScreen implements Screen {
    private final Program program;
    private final Texts texts;
    private final Drafts drafts;

    public TextScreen(Program program) {
        this.program = program;
        this.texts = new Texts(program.desk());
        this.drafts = program.drafts();
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/p/{project}/text", "text.title", this::begin);
        routes.page("/p/{project}/text/{book}/{chapter}", "text.title", this::show);
        routes.piece("/p/{project}/text/{book}/{chapter}/view", this::view);
        routes.piece("/p/{project}/books", this::books);
        new TextActions(program, texts, drafts, this::view, Place::name).addTo(routes);
    }

    /**
     * What a request is about.
     *
     * @param file the bytes of the book or story; empty where there is none
     */
    record Place(NearProject project, TextOutline outline, String book, int chapter, String path, ChapteredFile file) {
        boolean isStory() {
            return book.equals(Spot.STORIES);
        }

        /** Its address. */
        String address() {
            return "/p/" + project.id() + "/text/" + book + "/" + chapter;
        }

        /** What is translated; a folder of books says nothing of it. */
        Content content() {
            return outline.description()
                    .map(description -> description.content())
                    .orElse(Content.TEXT);
        }

        /** Whether its text can be edited at all; else the words for why not. */
        Optional<String> whyNot() {
            if (outline.belongsToParatext()) {
                return Optional.of("text.belongsToParatext");
            }
            return switch (content()) {
                case JUXTALINEAR -> Optional.of("text.juxtalinearOnly");
                case OTHER -> Optional.of("text.kindUnknown");
                case TEXT, STORIES, AUDIO -> Optional.empty();
            };
        }

        /** What can be gone to: chapters as the book has them, 0 for what stands before the first; stories by number. */
        List<Integer> chapters() {
            if (isStory()) {
                return IntStream.rangeClosed(1, outline.stories().size())
                        .boxed()
                        .toList();
            }
            if (content() == Content.JUXTALINEAR) {
                return List.of();
            }
            List<Integer> chapters = new ArrayList<>(file.chapters());
            boolean hasIntroduction =
                    !ChapterText.of(file.chapter(0), 0).blocks().isEmpty();
            if (hasIntroduction || chapters.isEmpty()) {
                chapters.addFirst(0);
            }
            return chapters;
        }

        /** This, or the first of the chapters where the book has no such chapter. */
        Place there(List<Integer> chapters) {
            if (chapters.isEmpty() || chapters.contains(chapter)) {
                return this;
            }
            int first = chapters.size() > 1 && chapters.getFirst() == 0 ? chapters.get(1) : chapters.getFirst();
            return new Place(project, outline, book, first, path, file);
        }

        /** What people call the book; nothing for stories. */
        String name() {
            return isStory()
                    ? ""
                    : BookCode.find(book)
                            .map(new BookNames(outline.books(), this::read)::of)
                            .orElse(book);
        }

        private Optional<byte[]> read(String other) {
            return other.equals(path) ? Optional.of(file.bytes()) : outline.read(other);
        }
    }

    /** Finds what a request is about. */
    static Optional<Place> place(Visit visit, Program program, Texts texts) throws IOException {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        Optional<Integer> chapter = Typed.number(visit.part("chapter"));
        String book = visit.part("book");
        if (project.isEmpty() || chapter.isEmpty() || !Spot.isBook(book)) {
            return Optional.empty();
        }
        Optional<TextOutline> outline = texts.outline(project.get().id());
        return outline.flatMap(found -> path(found, book, chapter.get())
                .flatMap(path -> texts.read(found, path)
                        .map(file -> new Place(project.get(), found, book, chapter.get(), path, file))));
    }

    private static Optional<String> path(TextOutline outline, String book, int chapter) {
        if (book.equals(Spot.STORIES)) {
            return chapter >= 1 && chapter <= outline.stories().size()
                    ? Optional.of(outline.stories().get(chapter - 1))
                    : Optional.empty();
        }
        return BookCode.find(book)
                .flatMap(code -> Optional.ofNullable(outline.books().get(code)));
    }

    private Html begin(Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return p(text(words.text("project.none")));
        }
        Optional<TextOutline> outline = texts.outline(project.get().id());
        if (outline.isEmpty()) {
            return alone(project.get(), words, p(text(words.text("text.busy"))));
        }
        if (!outline.get().books().isEmpty()) {
            String first = outline.get().books().firstKey().code();
            return chapter(visit, project.get(), outline.get(), first, 1, Optional.empty());
        }
        if (!outline.get().stories().isEmpty()) {
            return chapter(visit, project.get(), outline.get(), Spot.STORIES, 1, Optional.empty());
        }
        return alone(project.get(), words, OtherView.of(outline.get(), words));
    }

    private Html show(Visit visit) throws IOException {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return p(text(visit.words().text("project.none")));
        }
        Optional<TextOutline> outline = texts.outline(project.get().id());
        Optional<Integer> chapter = Typed.number(visit.part("chapter"));
        if (outline.isEmpty() || chapter.isEmpty() || !Spot.isBook(visit.part("book"))) {
            return alone(project.get(), visit.words(), p(text(visit.words().text("text.busy"))));
        }
        return chapter(visit, project.get(), outline.get(), visit.part("book"), chapter.get(), Spot.of(visit));
    }

    private static Html alone(NearProject project, PageWords words, Html inside) {
        return div(cls("column text-screen"), head(project, words, Html.EMPTY), inside);
    }

    private static Html head(NearProject project, PageWords words, Html ways) {
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.TEXT, project, words),
                div(
                        cls("text-head"),
                        ways,
                        button(
                                cls("main"),
                                attr("type", "button"),
                                attr("data-act", "/p/" + project.id() + "/sync"),
                                text(words.text("near.sync")))));
    }

    private Html chapter(
            Visit visit, NearProject project, TextOutline outline, String book, int chapter, Optional<Spot> open) {
        PageWords words = visit.words();
        Optional<Place> asked = path(outline, book, chapter)
                .flatMap(path ->
                        texts.read(outline, path).map(file -> new Place(project, outline, book, chapter, path, file)));
        if (asked.isEmpty()) {
            return alone(project, words, p(text(words.text("text.notThere"))));
        }
        List<Integer> chapters = asked.get().chapters();
        Place place = asked.get().there(chapters);
        ProjectFont font = Texts.font(outline);
        return div(
                cls("column text-screen"),
                font.family().map(family -> (Part) attr("data-font", family)).orElse(Html.EMPTY),
                attr("data-font-percent", font.percent()),
                head(project, words, ways(place, chapters, words)),
                place.whyNot()
                        .map(why -> p(cls("read-only"), text(words.text(why))))
                        .orElse(Html.EMPTY),
                view(visit, place, open),
                place.content() == Content.AUDIO
                        ? OtherView.recordings(outline, book, place.chapter(), words)
                        : Html.EMPTY);
    }

    // The ways between books and chapters

    private static Html ways(Place place, List<Integer> chapters, PageWords words) {
        String own = "/p/" + place.project().id();
        return nav(
                cls("ways"),
                attr("aria-label", words.text("text.ways")),
                place.isStory()
                        ? Html.EMPTY
                        : button(
                                attr("type", "button"),
                                attr("data-opens", own + "/books"),
                                ProjectText.of(place.name(), place.project().language(), Optional.empty()),
                                span(attr("aria-hidden", "true"), text("\u00A0▾"))),
                chapters.isEmpty() ? Html.EMPTY : chapterWays(place, chapters, words));
    }

    private static Html chapterWays(Place place, List<Integer> chapters, PageWords words) {
        String chosen =
                place.isStory() ? "text.storyOf" : place.chapter() == 0 ? "text.introductionOf" : "text.chapterOf";
        return all(List.of(
                step(place, chapters, -1, words),
                details(
                        cls("menu chapter-menu"),
                        attr("data-key", "chapters"),
                        summary(
                                attr("aria-label", words.text(chosen, "chapter", place.chapter())),
                                text(named(place.chapter(), words) + "\u00A0▾")),
                        div(all(chapters.stream()
                                .map(chapter -> a(
                                        href("/p/" + place.project().id() + "/text/" + place.book() + "/" + chapter),
                                        attr("data-go"),
                                        cls(chapter == 0 ? "introduction" : ""),
                                        when(chapter == place.chapter(), attr("aria-current", "page")),
                                        text(named(chapter, words))))
                                .toList()))),
                step(place, chapters, 1, words)));
    }

    /** How a chapter is called where one can choose. */
    private static String named(int chapter, PageWords words) {
        return chapter == 0 ? words.text("text.introduction") : Integer.toString(chapter);
    }

    private static Html step(Place place, List<Integer> chapters, int step, PageWords words) {
        int at = chapters.indexOf(place.chapter()) + step;
        boolean there = chapters.contains(place.chapter()) && at >= 0 && at < chapters.size();
        if (!there) {
            return span(cls("button off"), attr("aria-hidden", "true"), text(step < 0 ? "‹" : "›"));
        }
        int chapter = chapters.get(at);
        String key = chapter == 0 ? "text.beforeIntroduction" : step < 0 ? "text.before" : "text.after";
        return a(
                cls("button"),
                href("/p/" + place.project().id() + "/text/" + place.book() + "/" + chapter),
                attr("data-go"),
                attr("aria-label", words.text(key, "chapter", chapter)),
                text(step < 0 ? "‹" : "›"));
    }

    private Html books(Visit visit) throws IOException {
        PageWords words = visit.words();
        String project = visit.part("project");
        Optional<NearProject> near = program.shelf().project(project);
        Optional<TextOutline> outline = texts.outline(project);
        List<Html> rows = new ArrayList<>();
        if (near.isPresent() && outline.isPresent()) {
            BookTitles titles = BookTitles.of(near.get(), outline.get().names());
            outline.get()
                    .books()
                    .forEach((code, path) -> rows.add(li(a(
                            href("/p/" + project + "/text/" + code.code() + "/1"),
                            attr("data-go"),
                            attr("data-closes"),
                            titles.title(code),
                            span(cls("quiet"), text(" " + code.code()))))));
        }
        return dialog(
                id("books"),
                cls("wide"),
                attr("aria-labelledby", "books-title"),
                h2(id("books-title"), text(words.text("text.books"))),
                ul(cls("book-list"), all(rows)),
                div(
                        cls("buttons"),
                        button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")))));
    }

    // The text itself

    private Html view(Visit visit) throws IOException {
        Optional<Place> place = place(visit, program, texts);
        return place.isPresent()
                ? view(visit, place.get(), Spot.of(visit))
                : div(
                        id("text-view"),
                        attr("data-live", Program.PROJECTS),
                        p(text(visit.words().text("text.notThere"))));
    }

    /** The text with the verses open that have drafts, and this one. */
    private Html view(Visit visit, Place place, Optional<Spot> open) {
        if (place.isStory()) {
            return story(visit, place, open);
        }
        return place.content() == Content.JUXTALINEAR ? juxtalinear(visit, place) : chapter(visit, place, open);
    }

    private Html juxtalinear(Visit visit, Place place) {
        JuxtalinearView view = JuxtalinearView.of(place.project(), place.file().bytes());
        int part = part(visit);
        List<Html> inside = new ArrayList<>(List.of(
                h2(ProjectText.of(place.name(), place.project().language(), Optional.empty())), view.part(part)));
        if (view.parts() > 1) {
            inside.add(parts(place, view.parts(), part, visit.words()));
        }
        return framed(visit, place, Optional.empty(), Look.of(place.project(), ""), false, inside);
    }

    private static int part(Visit visit) {
        return visit.value("part").flatMap(Typed::number).orElse(0);
    }

    private Html chapter(Visit visit, Place place, Optional<Spot> wished) {
        UsfmDocument book = place.file().chapter(place.chapter());
        ChapterText chapter = ChapterText.of(book, place.chapter());
        Look look = Look.of(place.project(), ScriptLook.of(chapter), chapter.isRightToLeft());
        boolean editable = place.whyNot().isEmpty();
        OpenVerses open = new OpenVerses(visit.words(), place, look, place.name(), drafts);
        ChapterView view = new ChapterView(
                chapter,
                place.address() + "/view",
                key -> editable ? open.editor(key, book, wished) : Optional.empty(),
                editable,
                visit.words());
        int part = part(visit);
        List<Html> inside = new ArrayList<>();
        String title = place.chapter() == 0 ? place.name() : place.name() + " " + place.chapter();
        inside.add(h2(look.on("chapter-title", attr("data-key", "title"), bdi(text(title)))));
        inside.addAll(view.part(part));
        if (editable) {
            inside.addAll(open.homeless(book));
        }
        if (view.parts() > 1) {
            inside.add(parts(place, view.parts(), part, visit.words()));
        }
        return framed(visit, place, wished, look, editable, inside);
    }

    private static Html parts(Place place, int parts, int part, PageWords words) {
        String next =
                Visit.address(place.address() + "/view", "part", Integer.toString(part + 1 < parts ? part + 1 : 0));
        return button(
                attr("type", "button"),
                attr("data-key", "more"),
                attr("data-opens", next),
                text(words.text("text.part", "part", part + 1, "parts", parts)));
    }

    private Html story(Visit visit, Place place, Optional<Spot> wished) {
        Optional<Story> story = Story.of(place.file().bytes());
        if (story.isEmpty()) {
            Look look = Look.of(place.project(), "");
            return framed(
                    visit,
                    place,
                    wished,
                    look,
                    false,
                    List.of(p(text(visit.words().text("text.noStory")))));
        }
        String all = new String(place.file().bytes(), StandardCharsets.UTF_8);
        Look look = Look.of(place.project(), all.replaceAll("!\\[[^\\]]*\\]\\([^)]*\\)", ""));
        boolean editable = place.whyNot().isEmpty();
        OpenVerses open = new OpenVerses(visit.words(), place, look, place.name(), drafts);
        StoryView view = new StoryView(visit.words(), place, story.get(), open, editable);
        return framed(visit, place, wished, look, editable, view.parts(wished));
    }

    private static Html framed(
            Visit visit, Place place, Optional<Spot> wished, Look look, boolean editable, List<Html> inside) {
        List<String> query = new ArrayList<>();
        wished.ifPresent(
                spot -> query.addAll(List.of("verse", spot.verse(), "ordinal", Integer.toString(spot.ordinal()))));
        visit.value("part").ifPresent(part -> query.addAll(List.of("part", part)));
        List<Part> parts = new ArrayList<>(List.of(
                id("text-view"),
                attr("data-live", Program.PROJECTS),
                attr("data-src", Visit.address(place.address() + "/view", query.toArray(String[]::new))),
                attr("data-fetched")));
        parts.addAll(inside);
        return div(look.on("scripture" + (editable ? " editable" : ""), parts.toArray(Part[]::new)));
    }
}
