package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.editor.Draft;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.editor.Editor;
import org.masora.app.web.editor.Typed;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.text.TextScreen.Place;
import org.masora.app.web.parts.Look;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Edited;
import org.masora.core.editing.Piece;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;

/** The editors that are open in a chapter or story: where something was typed, and where somebody wishes to type. */
final class OpenVerses {
    private final PageWords words;
    private final Place place;
    private final Look look;
    private final String book;
    private final Drafts drafts;
    private final List<Draft> open;

    /** @param book what people call it; nothing for stories */
    OpenVerses(PageWords words, Place place, Look look, String book, Drafts drafts) {
        this.words = words;
        this.place = place;
        this.look = look;
        this.book = book;
        this.drafts = drafts;
        this.open = drafts.openOf(place.project().id(), Spot.inChapter(place.book(), place.chapter()));
    }

    /** What people call a verse or frame: Titus 1:5. */
    static String label(String book, Spot spot) {
        return (book.isEmpty() ? "" : book + " ") + spot.chapter() + ":" + spot.verse();
    }

    private Editor view(Spot spot) {
        return view(place, spot, look, words);
    }

    /** The editor of a verse or frame. */
    static Editor view(Place place, Spot spot, Look look, PageWords words) {
        return new Editor(
                place.address(),
                "edit-" + spot.id(),
                Map.of("verse", spot.verse(), "ordinal", Integer.toString(spot.ordinal())),
                look,
                words);
    }

    /** What stands in the project, in words. */
    static String inWords(Spot spot, byte[] now) {
        return spot.isStory()
                ? Typed.text(now)
                : Typed.words(EditableVerse.of(now)
                        .map(EditableVerse::pieces)
                        .orElse(List.of(new Piece.Words(Typed.text(now)))));
    }

    /** The editor of a verse, if it is open. */
    Optional<Html> editor(UnitKey key, UsfmDocument document, Optional<Spot> wished) {
        Spot spot = Spot.of(place.book(), key);
        Optional<Draft> draft = draft(spot);
        if (draft.isEmpty() && !wished.equals(Optional.of(spot))) {
            return Optional.empty();
        }
        Optional<byte[]> now = document.unit(key).map(document::bytes);
        if (draft.isPresent() && now.isPresent() && isSaved(draft.get(), now.get())) {
            drafts.saved(place.project().id(), spot.subject());
            return Optional.empty();
        }
        return Optional.of(draft.map(typed -> ofDraft(spot, typed, now))
                .orElseGet(() -> now.map(bytes -> fresh(spot, bytes)).orElse(Html.EMPTY)));
    }

    /** A draft that came late, or was saved when the process ended: what was typed stands in the project. */
    private static boolean isSaved(Draft draft, byte[] now) {
        return EditableVerse.of(draft.opened())
                .map(verse -> verse.with(draft.typed()))
                .filter(edited -> edited instanceof Edited.Changed changed && Arrays.equals(changed.unit(), now))
                .isPresent();
    }

    /** The editors of verses that are not in the chapter any more. */
    List<Html> homeless(UsfmDocument document) {
        List<Html> editors = new ArrayList<>();
        for (Draft draft : open) {
            Spot.ofSubject(draft.subject())
                    .filter(spot -> document.unit(spot.key()).isEmpty())
                    .ifPresent(spot -> editors.add(ofDraft(spot, draft, Optional.empty())));
        }
        return editors;
    }

    private Optional<Draft> draft(Spot spot) {
        return open.stream()
                .filter(draft -> draft.subject().equals(spot.subject()))
                .findFirst();
    }

    private Html ofDraft(Spot spot, Draft draft, Optional<byte[]> now) {
        Editor view = view(spot);
        boolean other = !now.map(bytes -> Arrays.equals(bytes, draft.opened())).orElse(false);
        String says = now.map(bytes -> inWords(spot, bytes)).orElse("");
        return view.editor(
                label(book, spot),
                draft.opened(),
                Typed.known(draft.typed(), EditableVerse.of(draft.opened())),
                true,
                other ? view.otherMeanwhile(draft.typed(), now, says) : Html.EMPTY);
    }

    private Html fresh(Spot spot, byte[] bytes) {
        Editor view = view(spot);
        return EditableVerse.of(bytes)
                .map(verse -> view.editor(label(book, spot), bytes, verse.pieces(), false, left(view, spot)))
                .orElseGet(() -> p(id(view.element()), cls("read-only"), text(words.text("text.notHere"))));
    }

    private Html left(Editor view, Spot spot) {
        return drafts.left(place.project().id(), spot.subject())
                .map(draft -> view.left(Moments.exact(draft.time(), words)))
                .orElse(Html.EMPTY);
    }

    /** The editor of a story's text, if it is open. */
    Optional<Html> editor(Spot spot, String now, Optional<Spot> wished) {
        Optional<Draft> draft = draft(spot);
        if (draft.isEmpty() && !wished.equals(Optional.of(spot))) {
            return Optional.empty();
        }
        byte[] bytes = now.getBytes(StandardCharsets.UTF_8);
        if (draft.isPresent()
                && !Arrays.equals(draft.get().opened(), bytes)
                && Typed.words(draft.get().typed()).equals(now)) {
            drafts.saved(place.project().id(), spot.subject());
            return Optional.empty();
        }
        Editor view = view(spot);
        return Optional.of(draft.map(typed -> ofDraft(spot, typed, Optional.of(bytes)))
                .orElseGet(() ->
                        view.editor(label(book, spot), bytes, List.of(new Piece.Words(now)), false, left(view, spot))));
    }
}
