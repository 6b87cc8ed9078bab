package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.br;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.del;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.ins;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.ol;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.sup;
import static org.masora.app.web.html.Tags.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.decisions.Differences;
import org.masora.app.web.decisions.Differences.Mark;
import org.masora.app.web.decisions.Differences.Stretch;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.decisions.ReadText;
import org.masora.app.web.decisions.ReadText.Piece;
import org.masora.app.web.html.Html;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;

/** Texts of a project with what differs in them. What is marked is said in words, too, not by looks alone. */
public final class Texts {
    private final NearProject project;
    private final PageWords words;

    /** Of a project, with what is said about them in somebody's language. */
    public Texts(NearProject project, PageWords words) {
        this.project = project;
        this.words = words;
    }

    /** A text with marks, what its notes say, and how many words are linked to the original. */
    public Html whole(ReadText text, List<Stretch> stretches, boolean saysVerse) {
        return div(
                cls("reading"),
                withNotes(text, stretches, saysVerse),
                text.linked() == 0
                        ? Html.EMPTY
                        : p(cls("quiet"), text(words.text("decide.linked", "count", text.linked()))));
    }

    /** A text with marks, and what its notes say. */
    public Html withNotes(ReadText text, List<Stretch> stretches, boolean saysVerse) {
        return div(
                marked(text, stretches, saysVerse),
                text.notes().isEmpty()
                        ? Html.EMPTY
                        : ol(look(text.plain())
                                .on(
                                        "notes",
                                        all(text.notes().stream()
                                                .map(note -> li(text(note)))
                                                .toList()))));
    }

    /** The words alone. */
    public Html line(String text) {
        return ProjectText.of(text, project.language(), project.direction());
    }

    /** Where it is, by the project's own name of the book. */
    public Html place(Disagreement what) {
        return BookTitles.place(what.book(), what.place(), project.language(), project.direction());
    }

    /** A text with marks. */
    public Html marked(ReadText text, List<Stretch> stretches, boolean saysVerse) {
        List<Html> parts = new ArrayList<>();
        boolean first = true;
        for (Stretch stretch : stretches) {
            List<Html> inside = new ArrayList<>();
            int left = stretch.pieces().size();
            for (Piece piece : stretch.pieces()) {
                left--;
                boolean own = first && piece instanceof Piece.Verse && !saysVerse;
                boolean last = left == 0;
                if (!own) {
                    inside.add(piece(piece, parts.isEmpty() && inside.isEmpty(), last));
                }
                first = false;
            }
            if (!inside.isEmpty()) {
                parts.add(marked(stretch.mark(), all(inside)));
                // What was taken out must not be joined with what follows, as letters of Arabic would be.
                boolean apart = stretch.endsWithSpace() || stretch.mark() == Mark.REMOVED;
                parts.add(apart ? text(" ") : Html.EMPTY);
            }
        }
        return p(look(text.plain()).on("", all(parts)));
    }

    private Html marked(Mark mark, Html inside) {
        return switch (mark) {
            case SAME -> inside;
            case ADDED -> ins(said("decide.added"), inside);
            case REMOVED -> del(said("decide.removed"), inside);
        };
    }

    /** For those who hear it. */
    private Html said(String key) {
        return span(
                cls("hidden"),
                attr("lang", words.language().tag()),
                attr("dir", words.language().direction()),
                text("[" + words.text(key) + "] "));
    }

    /** A piece; the space behind the last one is not marked. */
    private Html piece(Piece piece, boolean atStart, boolean last) {
        return switch (piece) {
            case Piece.Word(var _, var text, var _) -> text(last && text.endsWith(" ") ? text.stripTrailing() : text);
            case Piece.Verse(var number) -> sup(cls("verse"), text(number + "\u00A0"));
            case Piece.Note(int number, var _) -> sup(cls("note-mark"), text("[" + number + "] "));
            case Piece.Line(var marker) ->
                atStart
                        ? Html.EMPTY
                        : all(List.of(br(), marker.startsWith("q") ? span(cls("poetry"), text("\u2003")) : Html.EMPTY));
        };
    }

    /** How a text of the project is set. */
    public Look look(String text) {
        return Look.of(project, text);
    }

    /** How a text differs from the one before it, or from the other where there was none. */
    public static List<Stretch> against(ReadText text, Optional<ReadText> before, Optional<ReadText> other) {
        return before.map(base -> Differences.of(base, text, true))
                .or(() -> other.map(another -> Differences.of(another, text, false)))
                .orElseGet(() -> Differences.none(text));
    }
}
