package org.masora.app.web.editor;

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
import static org.masora.app.web.html.Tags.textarea;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Look;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Span;

/** The editor of a verse, a frame or a decision, and what it asks. */
public final class Editor {
    /** The field's name where a text has lines of its own. */
    static final String LINES = "lines";

    private final String address;
    private final String element;
    private final Map<String, String> fields;
    private final Look look;
    private final PageWords words;

    /**
     * An editor.
     *
     * @param address what saves, keeps, closes and so on: {@code /save}, {@code /draft}, {@code /close}, {@code /again},
     *     {@code /takeup} and {@code /goon} below it
     * @param element what its elements are found by
     * @param fields what else is sent, so that the screen knows what it is about
     */
    public Editor(String address, String element, Map<String, String> fields, Look look, PageWords words) {
        this.address = address;
        this.element = element;
        this.fields = new TreeMap<>(fields);
        this.look = look;
        this.words = words;
    }

    /** What its elements are found by. */
    public String element() {
        return element;
    }

    /**
     * The editor of a text that is words and fixed pieces.
     *
     * @param label what is edited, for people: Titus 1:5
     * @param opened the bytes that stood there when it was opened
     * @param pieces what stands in it
     * @param isDraft whether that was typed and not saved
     * @param note what it has to say at once
     */
    public Html editor(String label, byte[] opened, List<Piece> pieces, boolean isDraft, Html note) {
        return around(label, opened, field(label, pieces), isDraft, note);
    }

    /** The same for a text that is no Scripture and whose lines count. */
    public Html ofLines(String label, byte[] opened, String typed, boolean isDraft, Html note) {
        Html field = textarea(look.on(
                "edit-field",
                attr("name", LINES),
                attr("rows", "6"),
                attr("aria-label", words.text("text.textOf", "verse", label)),
                attr("aria-describedby", element + "-note"),
                attr("autocapitalize", "off"),
                attr("spellcheck", "false"),
                attr("data-focus"),
                text("\n" + typed)));
        return around(label, opened, field, isDraft, note);
    }

    private Html around(String label, byte[] opened, Html field, boolean isDraft, Html note) {
        return form(
                id(element),
                cls("verse-edit"),
                attr("data-act", address + "/save"),
                attr("data-draft", address + "/draft"),
                when(isDraft, attr("data-own")),
                attr("dir", words.language().direction()),
                attr("lang", words.language().tag()),
                attr("aria-labelledby", element + "-name"),
                all(fields.entrySet().stream()
                        .map(one -> hidden(one.getKey(), one.getValue()))
                        .toList()),
                hidden("opened", Typed.written(opened)),
                div(
                        cls("edit-head"),
                        strong(id(element + "-name"), bdi(text(label))),
                        span(
                                cls("quiet draft-state"),
                                attr("data-kept", words.text("text.kept")),
                                attr("data-notyet", words.text("text.notKeptYet")),
                                text(isDraft ? words.text("text.kept") : ""))),
                field,
                note(note),
                div(
                        cls("buttons"),
                        button(cls("main"), attr("type", "submit"), text(words.text("text.save"))),
                        act("/close", "text.close")));
    }

    private static Html hidden(String name, String value) {
        return input(attr("type", "hidden"), attr("name", name), attr("value", value));
    }

    private Html field(String label, List<Piece> pieces) {
        return div(look.on(
                "edit-field",
                attr("contenteditable", "plaintext-only"),
                attr("role", "textbox"),
                attr("aria-multiline", "true"),
                attr("aria-label", words.text("text.textOf", "verse", label)),
                attr("aria-describedby", element + "-note"),
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
    private String name(Fixed fixed) {
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
    public Html note(Html inside) {
        return div(id(element + "-note"), cls("edit-note"), attr("role", "alert"), inside);
    }

    /** Something would go with what was typed. */
    public Html needsYes(boolean emptied, List<Fixed> removed) {
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

    /**
     * Something else stands in the project by now. Both are shown, and the person chooses.
     *
     * @param now what stands there; empty where it is gone
     * @param says that in words
     */
    public Html otherMeanwhile(List<Piece> typed, Optional<byte[]> now, String says) {
        if (now.isEmpty()) {
            return div(cls("asks"), p(text(words.text("text.gone"))), div(cls("buttons"), act("/goon", "text.goOn")));
        }
        String mine = Typed.words(typed);
        return div(
                cls("asks"),
                p(strong(text(words.text("text.otherMeanwhile")))),
                p(text(words.text("text.bothSafe"))),
                div(
                        cls("side-by-side"),
                        side("text.yours", mine, says, element + "-mine"),
                        side("text.inProject", says, mine, element + "-other")),
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
    public Html says(Html sentence) {
        return div(cls("asks"), p(sentence), div(cls("buttons"), act("/goon", "text.goOn")));
    }

    /** What was typed here and left without saving. */
    public Html left(String when) {
        return div(
                cls("asks"),
                p(words.html("text.left", "when", when)),
                div(cls("buttons"), act("/takeup", "text.takeUp")));
    }

    private Html act(String what, String key) {
        return button(attr("type", "submit"), attr("data-act", address + what), text(words.text(key)));
    }

    /**
     * Takes the editor away.
     *
     * @param then the element that takes the focus
     */
    public Html release(String then) {
        return span(id(element + "-gone"), attr("data-releases", element), attr("data-then", then));
    }

    /** The same, and nothing else is done with the focus. */
    public Html replaced() {
        return span(id(element + "-gone"), attr("data-releases", element));
    }
}
