package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.bdi;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.mark;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Look;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Span;

/** The editor of a verse or a frame, and what it asks. */
final class EditorView {
    private final String address;
    private final Spot spot;
    private final Look look;
    private final PageWords words;

    /**
     * An editor.
     *
     * @param address of the chapter or story
     */
    EditorView(String address, Spot spot, Look look, PageWords words) {
        this.address = address;
        this.spot = spot;
        this.look = look;
        this.words = words;
    }

    /** What its elements are found by. */
    String element() {
        return "edit-" + spot.id();
    }

    /**
     * The editor itself.
     *
     * @param label what is edited, for people: Titus 1:5
     * @param opened the bytes that stood there when it was opened
     * @param pieces what stands in it
     * @param isDraft whether that was typed and not saved
     * @param note what it has to say at once
     */
    Html editor(String label, byte[] opened, List<Piece> pieces, boolean isDraft, Html note) {
        String own = element();
        return form(
                id(own),
                cls("verse-edit"),
                attr("data-act", address + "/save"),
                attr("data-draft", address + "/draft"),
                when(isDraft, attr("data-own")),
                attr("dir", words.language().direction()),
                attr("lang", words.language().tag()),
                attr("aria-labelledby", own + "-name"),
                hidden("verse", spot.verse()),
                hidden("ordinal", Integer.toString(spot.ordinal())),
                hidden("opened", Typed.written(opened)),
                div(
                        cls("edit-head"),
                        strong(id(own + "-name"), bdi(text(label))),
                        span(
                                cls("quiet draft-state"),
                                attr("data-kept", words.text("text.kept")),
                                attr("data-notyet", words.text("text.notKeptYet")),
                                text(isDraft ? words.text("text.kept") : ""))),
                field(own, label, pieces),
                note(note),
                div(
                        cls("buttons"),
                        button(cls("main"), attr("type", "submit"), text(words.text("text.save"))),
                        act("/close", "text.close")));
    }

    private static Html hidden(String name, String value) {
        return input(attr("type", "hidden"), attr("name", name), attr("value", value));
    }

    private Html field(String own, String label, List<Piece> pieces) {
        return div(look.on(
                "edit-field",
                attr("contenteditable", "plaintext-only"),
                attr("role", "textbox"),
                attr("aria-multiline", "true"),
                attr("aria-label", words.text("text.textOf", "verse", label)),
                attr("aria-describedby", own + "-note"),
                attr("autocapitalize", "off"),
                attr("spellcheck", "false"),
                attr("data-focus"),
                all(pieces.stream().map(this::piece).toList())));
    }

    private Html piece(Piece piece) {
        return switch (piece) {
            case Piece.Words(var typed) -> text(typed);
            case Fixed fixed -> chip(fixed);
        };
    }

    private Html chip(Fixed fixed) {
        boolean startsLine = fixed.kind() == Piece.Kind.PARAGRAPH;
        return span(
                cls("chip" + (startsLine ? " line" : "")),
                attr("contenteditable", "false"),
                attr("data-piece", fixed.number()),
                attr("title", name(fixed)),
                shown(fixed));
    }

    private Html shown(Fixed fixed) {
        return switch (fixed.kind()) {
            case PARAGRAPH -> text("¶");
            case NOTE -> all(List.of(text("* "), bdi(text(fixed.text()))));
            case FIGURE -> all(List.of(text("▣ "), bdi(text(fixed.text()))));
            case STYLE_START -> text(fixed.marker() + " [");
            case STYLE_END -> text("]");
            case SIGN -> text(fixed.text());
            case OTHER -> bdi(text(fixed.text().isEmpty() ? "·" : fixed.text()));
        };
    }

    /** What a fixed piece is, in words. */
    String name(Fixed fixed) {
        return switch (fixed.kind()) {
            case PARAGRAPH -> words.text(fixed.marker().startsWith("q") ? "text.pieceLine" : "text.pieceParagraph");
            case NOTE -> words.text(fixed.marker().startsWith("x") ? "text.crossReference" : "text.footnote");
            case FIGURE -> words.text("text.figure");
            case STYLE_START -> words.text("text.pieceStyle", "marker", fixed.marker());
            case STYLE_END -> words.text("text.pieceStyleEnd");
            case SIGN -> words.text("text.pieceSign");
            case OTHER -> words.text("text.pieceOther");
        };
    }

    // What it asks

    /** The place for what it says and asks. */
    Html note(Html inside) {
        return div(id(element() + "-note"), cls("edit-note"), attr("role", "alert"), inside);
    }

    /** Something would go with what was typed. */
    Html needsYes(boolean emptied, List<Fixed> removed) {
        return div(
                cls("asks"),
                when(emptied, p(text(words.text("text.wouldBeEmpty")))),
                when(!removed.isEmpty(), p(text(words.text("text.wouldBeRemoved", "count", removed.size())))),
                when(
                        !removed.isEmpty(),
                        ul(
                                cls("removed"),
                                all(removed.stream()
                                        .filter(fixed -> fixed.kind() != Piece.Kind.STYLE_END)
                                        .map(fixed -> li(
                                                text(name(fixed) + " "),
                                                when(!fixed.text().isEmpty(), span(look.on("", text(fixed.text()))))))
                                        .toList()))),
                when(emptied, hidden("agreed", "empty")),
                all(removed.stream()
                        .map(fixed -> hidden("agreed", Integer.toString(fixed.number())))
                        .toList()),
                div(
                        cls("buttons"),
                        button(
                                attr("type", "submit"),
                                attr("name", "yes"),
                                attr("value", "yes"),
                                text(words.text("text.saveLikeThis"))),
                        act("/again", "text.putBack"),
                        act("/goon", "text.goOn")));
    }

    /** Something else stands in the project by now. Both are shown, and the person chooses. */
    Html otherMeanwhile(List<Piece> typed, Optional<byte[]> now) {
        if (now.isEmpty()) {
            return div(cls("asks"), p(text(words.text("text.gone"))), div(cls("buttons"), act("/goon", "text.goOn")));
        }
        String mine = Typed.words(typed);
        String theirs = spot.isStory()
                ? Typed.text(now.get())
                : Typed.words(EditableVerse.of(now.get())
                        .map(EditableVerse::pieces)
                        .orElse(List.of(new Piece.Words(Typed.text(now.get())))));
        return div(
                cls("asks"),
                p(strong(text(words.text("text.otherMeanwhile")))),
                p(text(words.text("text.bothSafe"))),
                div(
                        cls("side-by-side"),
                        side("text.yours", mine, theirs, element() + "-mine"),
                        side("text.inProject", theirs, mine, element() + "-other")),
                div(
                        cls("buttons"),
                        button(
                                attr("type", "submit"),
                                attr("name", "over"),
                                attr("value", "x" + Typed.written(now.get())),
                                text(words.text("text.saveMine"))),
                        act("/close", "text.keepOther"),
                        act("/goon", "text.goOn")));
    }

    private Html side(String title, String text, String other, String name) {
        return div(
                cls("side"),
                p(cls("quiet"), id(name), text(words.text(title))),
                p(look.on(
                        "",
                        attr("aria-describedby", name),
                        all(Span.compare(text, other).stream()
                                .map(span -> span.isOther() ? mark(text(span.text())) : text(span.text()))
                                .toList()))));
    }

    /** Something to be told, and the way on. */
    Html says(Html sentence) {
        return div(cls("asks"), p(sentence), div(cls("buttons"), act("/goon", "text.goOn")));
    }

    /** What was typed here and left without saving. */
    Html left(String when) {
        return div(
                cls("asks"),
                p(words.html("text.left", "when", when)),
                div(cls("buttons"), act("/takeup", "text.takeUp")));
    }

    private Html act(String what, String key) {
        return button(attr("type", "submit"), attr("data-act", address + what), text(words.text(key)));
    }

    /** Takes the editor away and puts the focus on the verse. */
    Html release() {
        return span(id(element() + "-gone"), attr("data-releases", element()), attr("data-then", "v" + spot.id()));
    }

    /** The same, and nothing else is done with the focus. */
    Html replaced() {
        return span(id(element() + "-gone"), attr("data-releases", element()));
    }
}
