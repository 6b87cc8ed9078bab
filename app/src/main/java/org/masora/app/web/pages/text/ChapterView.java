package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.ChapterText;
import org.masora.core.editing.ChapterText.Block;
import org.masora.core.editing.ChapterText.Kind;
import org.masora.core.editing.ChapterText.Run;
import org.masora.core.usfm.UnitKey;

/**
 * A chapter as markup. Where a verse is open, its editor stands in its place. There are never more elements than a weak
 * computer can show: a chapter that has more (no real one has) is shown in parts.
 */
final class ChapterView {
    private static final int ELEMENTS_MAX = 2_400;

    /** Styles that are to be seen. */
    private static final Map<String, String> STYLES = Map.ofEntries(
            Map.entry("nd", "name"),
            Map.entry("add", "added"),
            Map.entry("wj", "jesus"),
            Map.entry("qs", "selah"),
            Map.entry("sup", "raised"),
            Map.entry("bd", "strong"),
            Map.entry("bdit", "strong"),
            Map.entry("em", "strong"));

    private final ChapterText chapter;
    private final String address;
    private final Function<UnitKey, Optional<Html>> editors;
    private final boolean editable;
    private final PageWords words;
    private final Map<UnitKey, Optional<Html>> opened = new HashMap<>();
    private final List<Html> shown = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>(List.of(0));
    private int notes;

    /**
     * A view.
     *
     * @param address of the piece, to which the verse that is to be opened is added
     * @param editors the editor of a verse that is open
     * @param editable whether verses can be opened
     */
    ChapterView(
            ChapterText chapter,
            String address,
            Function<UnitKey, Optional<Html>> editors,
            boolean editable,
            PageWords words) {
        this.chapter = chapter;
        this.address = address;
        this.editors = editors;
        this.editable = editable;
        this.words = words;
        int count = 0;
        for (int i = 0; i < chapter.blocks().size(); i++) {
            int more = 1 + 2 * chapter.blocks().get(i).runs().size();
            if (count > 0 && count + more > ELEMENTS_MAX) {
                starts.add(i);
                count = 0;
            }
            count += more;
        }
    }

    /** How many parts there are; one but for monsters. */
    int parts() {
        return starts.size();
    }

    /** The blocks of a part, from 0. */
    List<Html> part(int part) {
        int from = starts.get(Math.min(part, starts.size() - 1));
        int to = part + 1 < starts.size()
                ? starts.get(part + 1)
                : chapter.blocks().size();
        for (int i = from; i < to; i++) {
            block(chapter.blocks().get(i), i);
        }
        return shown;
    }

    private void block(Block block, int number) {
        if (block.kind() == Kind.BREAK) {
            shown.add(div(cls("tx-b"), attr("data-key", "b" + number), attr("aria-hidden", "true")));
            return;
        }
        List<Part> inside = new ArrayList<>();
        int piece = 0;
        Optional<UnitKey> open = Optional.empty();
        for (Run run : block.runs()) {
            if (run instanceof Run.Verse(var key, var _)) {
                open = Optional.empty();
                Optional<Html> editor = editor(key);
                if (editor.isPresent()) {
                    add(block, number, piece++, inside);
                    shown.add(editor.get());
                    inside = new ArrayList<>();
                    open = Optional.of(key);
                    continue;
                }
            }
            if (run instanceof Run.Words(var _, var _, var verse)) {
                open = verse.filter(key -> editor(key).isPresent());
            }
            if (open.isEmpty()) {
                inside.add(run(run));
            }
        }
        add(block, number, piece, inside);
    }

    private Optional<Html> editor(UnitKey verse) {
        return opened.computeIfAbsent(verse, editors);
    }

    private void add(Block block, int number, int piece, List<Part> inside) {
        boolean nothing = inside.stream().allMatch(part -> part instanceof Html html && isBlank(html));
        if (nothing) {
            return;
        }
        List<Part> parts = new ArrayList<>(List.of(
                cls(look(block) + (piece > 0 ? " goes-on" : "")),
                attr("data-key", "b" + number + (piece > 0 ? "-" + piece : ""))));
        parts.addAll(inside);
        Part[] all = parts.toArray(Part[]::new);
        shown.add(block.kind() == Kind.TITLE || block.kind() == Kind.HEADING ? h2(all) : p(all));
    }

    private static boolean isBlank(Html html) {
        boolean inTag = false;
        for (char c : html.markup().toCharArray()) {
            if (!inTag && c != '<' && !Character.isWhitespace(c)) {
                return false;
            }
            inTag = c == '<' || (inTag && c != '>');
        }
        return true;
    }

    private static String look(Block block) {
        int level = Math.min(block.level(), 4);
        return switch (block.kind()) {
            case TITLE -> "tx-title";
            case HEADING -> "tx-s" + (level > 1 ? " tx-minor" : "");
            case SUBHEADING -> "tx-r";
            case PARAGRAPH -> "tx-p";
            case FLUSH -> "tx-m";
            case POETRY -> "tx-q tx-q" + level;
            case LIST -> "tx-li tx-q" + level;
            case ROW -> "tx-row";
            case BREAK -> "tx-b";
        };
    }

    private Html run(Run run) {
        return switch (run) {
            case Run.Verse(var key, var label) -> number(key, label);
            case Run.Words(var text, var style, var verse) -> words(text, style, verse);
            case Run.Note(var marker, var text) -> note(marker, text);
            case Run.Figure(var caption) ->
                span(
                        cls("tx-figure"),
                        text(words.text("text.figure")),
                        when(!caption.isEmpty(), span(cls("caption"), text(" " + caption))));
            case Run.Cell() -> span(cls("tx-cell"), text(" "));
        };
    }

    private Html number(UnitKey key, String label) {
        if (!editable) {
            return span(cls("verse-number"), text(label + "\u00A0"));
        }
        Spot spot = Spot.of("", key);
        return span(
                cls("verse-start"),
                button(
                        cls("verse-number"),
                        id("v" + spot.id()),
                        attr("type", "button"),
                        attr("data-opens", opening(key)),
                        attr("aria-label", words.text("text.editVerse", "verse", label)),
                        text(label)));
    }

    private String opening(UnitKey key) {
        return Visit.address(address, "verse", key.verse(), "ordinal", Integer.toString(key.ordinal()));
    }

    private Html words(String text, String style, Optional<UnitKey> verse) {
        String look = STYLES.getOrDefault(style, "");
        boolean opens = editable && verse.isPresent();
        if (!opens && look.isEmpty()) {
            return text(text);
        }
        String classes = (look.isEmpty() ? "" : "ts-" + look + " ") + (opens ? "verse-words" : "");
        return span(
                cls(classes.strip()),
                verse.filter(_ -> opens)
                        .<Part>map(key -> attr("data-opens", opening(key)))
                        .orElse(Html.EMPTY),
                text(text));
    }

    private Html note(String marker, String text) {
        String name = "note-" + ++notes;
        String what = words.text(marker.startsWith("x") ? "text.crossReference" : "text.footnote");
        return span(
                cls("note-holder"),
                button(
                        cls("note-caller"),
                        attr("type", "button"),
                        attr("popovertarget", name),
                        attr("aria-label", what + " " + notes),
                        text(marker.startsWith("x") ? "\u2042" : "*")),
                span(id(name), cls("note-text"), attr("popover"), text(text)));
    }
}
