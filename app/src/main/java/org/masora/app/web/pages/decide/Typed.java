package org.masora.app.web.pages.decide;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.words.Message;
import org.masora.core.merge.ConflictType;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.Decisions.View;

/** A text that somebody types in place of the two that there are. */
final class Typed {
    private static final Pattern NUMBER = Pattern.compile("^\\\\v\\s+\\S+\\s*");
    private static final Pattern MARKER = Pattern.compile("\\\\(\\+?[a-zA-Z][a-zA-Z0-9-]*\\*?|.?)");
    private static final Pattern LINE_END_IN_TEXT = Pattern.compile("\\s*[\\r\\n]+\\s*(?!\\s*\\\\)");
    private static final Pattern LINE_ENDS = Pattern.compile("\\s*[\\r\\n]+\\s*");

    private Typed() {}

    /** Whether a new text can be typed here. */
    static boolean isPossible(View view) {
        return switch (view.type()) {
            case VERSE_TEXT, HEADING, TEXT ->
                view.published().isPresent() || view.other().isPresent();
            case VERSE_BRIDGE, DUPLICATE_VERSES, VERSE_ORDER, DELETED_EDITED, FIELD, BINARY, PATH -> false;
        };
    }

    /** Where one begins who writes a text anew: today's. */
    static String today(View view) {
        return view.today()
                .or(view::published)
                .or(view::other)
                .map(bytes -> shown(view, bytes))
                .orElse("");
    }

    /** Both texts, one after the other. */
    static String both(View view) {
        return Stream.of(view.published(), view.other())
                .flatMap(Optional::stream)
                .map(bytes -> shown(view, bytes))
                .collect(Collectors.joining(view.type() == ConflictType.VERSE_TEXT ? " " : "\n"));
    }

    /** A verse without its number, which is not for changing. */
    private static String shown(View view, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        return view.type() == ConflictType.VERSE_TEXT ? NUMBER.matcher(text).replaceFirst("") : text;
    }

    /** What came of looking at it. */
    sealed interface Checked {
        record Good(byte[] text) implements Checked {}

        record Bad(Message why) implements Checked {}
    }

    /** Makes a typed text harmless, or says why it cannot be saved. */
    static Checked check(Disagreement what, String typed) {
        View view = what.view();
        if (typed.isBlank()) {
            return new Checked.Bad(Message.of("M-0546"));
        }
        List<String> known = Stream.of(view.published(), view.other(), view.today(), view.base())
                .flatMap(Optional::stream)
                .map(bytes -> shown(view, bytes))
                .toList();
        if (view.type() == ConflictType.TEXT) {
            return new Checked.Good((typed.strip() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Set<String> foreign = markers(typed);
        known.forEach(text -> foreign.removeAll(markers(text)));
        if (!foreign.isEmpty()) {
            return new Checked.Bad(
                    Message.of("M-0547", "sign", foreign.iterator().next()));
        }
        boolean hasLines = known.stream().anyMatch(text -> text.indexOf('\n') >= 0);
        String text =
                (hasLines ? LINE_END_IN_TEXT : LINE_ENDS).matcher(typed.strip()).replaceAll(" ");
        if (view.type() == ConflictType.VERSE_TEXT && !isOneVerse(text)) {
            return new Checked.Bad(Message.of("M-0548"));
        }
        return new Checked.Good((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Set<String> markers(String text) {
        return MARKER.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether the text of a verse leaves the verse what it is. */
    private static boolean isOneVerse(String text) {
        UsfmDocument book = UsfmDocument.parse(
                ("\\id TIT\n\\c 1\n\\p\n\\v 1 " + text + "\n\\v 2 end\n").getBytes(StandardCharsets.UTF_8));
        List<Unit> bodies = book.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY)
                .toList();
        return bodies.size() == 2 && book.verseText(bodies.getLast()).equals("end");
    }
}
