package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.masora.app.web.Program;
import org.masora.app.web.editor.Draft;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.editor.Editor;
import org.masora.app.web.editor.Typed;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.text.TextScreen.Place;
import org.masora.app.web.parts.Look;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.SyncWords;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Piece;
import org.masora.engine.Editing;
import org.masora.engine.Editing.Outcome;

/** What people do with the text. Nothing that was typed goes: it is saved, or stays a draft. */
final class TextActions {
    private static final String BELOW = "/p/{project}/text/{book}/{chapter}";

    private final Program program;
    private final Texts texts;
    private final Drafts drafts;
    private final Showing showing;
    private final Function<Place, String> names;

    /** Shows the text with a verse open, or none. */
    @FunctionalInterface
    interface Showing {
        Html of(Visit visit, Place place, Optional<Spot> open);
    }

    TextActions(Program program, Texts texts, Drafts drafts, Showing showing, Function<Place, String> names) {
        this.program = program;
        this.texts = texts;
        this.drafts = drafts;
        this.showing = showing;
        this.names = names;
    }

    /** Something done with a verse. */
    @FunctionalInterface
    private interface Doing {
        Answer of(Doer doer) throws IOException;
    }

    /** A verse, who asks, and where it stands. */
    private record Doer(Visit visit, Place place, Spot spot, Editor view) {
        Answer says(String key) {
            return Answer.show(view.note(view.says(text(visit.words().text(key)))));
        }
    }

    void addTo(Routes routes) {
        add(routes, "/draft", this::keep);
        add(routes, "/save", this::save);
        add(routes, "/close", this::close);
        add(routes, "/again", this::again);
        add(routes, "/takeup", this::takeUp);
        add(routes, "/goon", doer -> Answer.show(doer.view().note(Html.EMPTY)));
    }

    private void add(Routes routes, String what, Doing doing) {
        routes.action(BELOW + what, visit -> {
            Optional<Place> place = TextScreen.place(visit, program, texts);
            Optional<Spot> spot = Spot.of(visit);
            if (place.isEmpty() || spot.isEmpty()) {
                return Answer.nothing().complaining(text(visit.words().text("text.notThere")));
            }
            Look look = Look.of(place.get().project(), Typed.words(Typed.pieces(visit)));
            Editor view = OpenVerses.view(place.get(), spot.get(), look, visit.words());
            return doing.of(new Doer(visit, place.get(), spot.get(), view));
        });
    }

    private Answer keep(Doer doer) {
        drafts.keep(doer.place().project().id(), typed(doer));
        return Answer.nothing();
    }

    private Draft typed(Doer doer) {
        return new Draft(
                doer.spot().subject(),
                Typed.opened(doer.visit()),
                Typed.pieces(doer.visit()),
                program.clock().instant());
    }

    private Answer save(Doer doer) throws IOException {
        Draft typed = typed(doer);
        String project = doer.place().project().id();
        if (doer.place().whyNot().isPresent()) {
            return doer.says(doer.place().whyNot().get());
        }
        // Should the process end in the middle, what was typed is still there.
        drafts.keep(project, typed);
        Optional<Outcome> outcome = texts.save(doer.place().project(), request(doer, typed));
        if (outcome.isEmpty()) {
            return doer.says("text.busyDraft");
        }
        return switch (outcome.get()) {
            case Outcome.Saved(var unaligned) -> {
                drafts.saved(project, doer.spot().subject());
                program.shelf().lookAt(project);
                yield closed(doer).saying(saved(doer, unaligned));
            }
            case Outcome.Same() -> {
                drafts.saved(project, doer.spot().subject());
                yield closed(doer);
            }
            case Outcome.NeedsYes(boolean emptied, var removed) ->
                Answer.show(doer.view().note(doer.view().needsYes(emptied, removed)));
            case Outcome.OtherMeanwhile(var now) ->
                Answer.show(doer.view()
                        .note(doer.view()
                                .otherMeanwhile(
                                        typed.typed(),
                                        now,
                                        now.map(bytes -> OpenVerses.inWords(doer.spot(), bytes))
                                                .orElse(""))));
            case Outcome.Held() -> doer.says("text.held");
            case Outcome.EditorOpen() -> doer.says("text.editorOpen");
            case Outcome.BelongsToParatext() -> doer.says("text.belongsToParatext");
            case Outcome.NotPossible() -> doer.says("text.notPossible");
            case Outcome.Stopped(var trouble) ->
                Answer.show(
                        doer.view().note(doer.view().says(doer.visit().words().numbered(SyncWords.of(trouble)))));
        };
    }

    private Html saved(Doer doer, List<String> unaligned) {
        PageWords words = doer.visit().words();
        String label = OpenVerses.label(names.apply(doer.place()), doer.spot());
        return unaligned.isEmpty()
                ? words.html("text.saved", "verse", label)
                : words.html(
                        "text.savedUnaligned",
                        "verse",
                        label,
                        "count",
                        unaligned.size(),
                        "words",
                        String.join(", ", unaligned));
    }

    private static Editing.Request request(Doer doer, Draft typed) {
        byte[] standing = Typed.over(doer.visit()).orElse(typed.opened());
        if (doer.spot().isStory()) {
            return new Editing.Request.Frame(
                    doer.place().path(),
                    doer.spot().part(),
                    new String(standing, StandardCharsets.UTF_8),
                    Typed.words(typed.typed()),
                    Typed.agreed(doer.visit()));
        }
        return new Editing.Request.Verse(
                doer.place().path(),
                doer.spot().key(),
                typed.opened(),
                standing,
                typed.typed(),
                Typed.agreed(doer.visit()));
    }

    private Answer closed(Doer doer) throws IOException {
        return shown(doer, doer.view().release("v" + doer.spot().id()), Optional.empty());
    }

    /** The text as it stands now: an edit may just have changed it. */
    private Answer shown(Doer doer, Html first, Optional<Spot> open) throws IOException {
        Place now = TextScreen.place(doer.visit(), program, texts).orElse(doer.place());
        return Answer.show(first, showing.of(doer.visit(), now, open));
    }

    /** The editor closes without saving; what was typed is found there when it is opened again. */
    private Answer close(Doer doer) throws IOException {
        boolean changed = leave(doer);
        Answer answer = closed(doer);
        return changed
                ? answer.saying(doer.visit()
                        .words()
                        .html("text.closed", "verse", OpenVerses.label(names.apply(doer.place()), doer.spot())))
                : answer;
    }

    private boolean leave(Doer doer) {
        Draft typed = typed(doer);
        List<Piece> opened = doer.spot().isStory()
                ? List.of(new Piece.Words(Typed.text(typed.opened())))
                : EditableVerse.of(typed.opened()).map(EditableVerse::pieces).orElse(List.of());
        return drafts.leave(doer.place().project().id(), typed, opened);
    }

    /** Begins again with the text as it stands in the project. */
    private Answer again(Doer doer) throws IOException {
        leave(doer);
        return shown(doer, doer.view().replaced(), Optional.of(doer.spot()));
    }

    private Answer takeUp(Doer doer) throws IOException {
        drafts.takeUp(doer.place().project().id(), doer.spot().subject());
        return shown(doer, doer.view().replaced(), Optional.empty());
    }
}
