package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;
import org.masora.core.usfm.UnitKey;

/** A file cut into the smallest parts that make sense on their own: verses, frames, rows, fields, lines. */
final class FileSegments {

    /**
     * A part of a file; all parts put together are the file.
     *
     * @param name what it is called in every version of the file; empty where it has no name
     * @param text as it stands
     */
    record Segment(String name, String text) {
        boolean isNameless() {
            return name.isEmpty();
        }
    }

    private final FileKind kind;
    private final Charset charset;
    private final UsfmWording usfm;

    FileSegments(FileKind kind, Charset charset) {
        this.kind = kind;
        this.charset = charset;
        this.usfm = new UsfmWording(charset);
    }

    List<Segment> of(byte[] content) {
        String text = new String(content, charset);
        return switch (kind) {
            case USFM -> book(UsfmBook.of(content, charset));
            case STORY -> StoryMerge.frames(text).map(FileSegments::named).orElseGet(() -> lines(text));
            case TABLE -> TableMerge.rows(text).map(FileSegments::named).orElseGet(() -> lines(text));
            case JSON -> text.strip().indexOf('\n') < 0 ? jsonParts(text) : lines(text);
            case YAML, XML, STYLES, VERSIFICATION, PROSE, LINES -> lines(text);
            case BINARY -> List.of(new Segment("", text));
        };
    }

    /** Equal where two parts say the same, whatever their form. */
    Object likeness(Segment segment) {
        return switch (kind) {
            case USFM -> MergeAtom.forms(usfm.atoms(segment.text()));
            case STORY, PROSE -> MergeAtom.forms(Wording.PLAIN.atoms(segment.text()));
            case TABLE -> MergeAtom.forms(Wording.CELLS.atoms(segment.text()));
            case JSON, YAML, XML -> segment.text().strip();
            case STYLES, VERSIFICATION, LINES -> LineMerge.withoutEnd(segment.text());
            case BINARY -> segment.text();
        };
    }

    private static List<Segment> book(UsfmBook book) {
        List<Segment> segments = new ArrayList<>();
        book.chapters().forEach((key, chapter) -> addChapter(key, chapter, segments));
        add("tail", book.tail(), segments);
        return segments;
    }

    private static void addChapter(UnitKey key, Chapter chapter, List<Segment> segments) {
        if (key.equals(UnitKey.HEAD)) {
            segments.addAll(lines(chapter.opening()));
        } else {
            add(name(key), chapter.opening(), segments);
        }
        for (UnitKey verse : chapter.verses().sequencedKeySet()) {
            Verse parts = chapter.verses().get(verse);
            if (parts != null) {
                add(name(UsfmBook.leadOf(verse)), parts.lead(), segments);
                add(name(verse), parts.body(), segments);
            }
        }
    }

    private static String name(UnitKey key) {
        return UsfmBook.reference(key) + "#" + key.ordinal();
    }

    private static void add(String name, String text, List<Segment> segments) {
        if (!text.isEmpty()) {
            segments.add(new Segment(name, text));
        }
    }

    private static List<Segment> named(SequencedMap<String, String> pieces) {
        List<Segment> segments = new ArrayList<>();
        // A piece can be called by nothing, which would make it a part without a name.
        pieces.forEach((name, text) -> segments.add(new Segment("/" + name, text)));
        return segments;
    }

    private static List<Segment> lines(String text) {
        return LineMerge.lines(text).stream().map(line -> new Segment("", line)).toList();
    }

    /** JSON that stands on one line, cut after every comma and bracket that is in no string. */
    private static List<Segment> jsonParts(String text) {
        List<Segment> parts = new ArrayList<>();
        boolean inString = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString && c == '\\') {
                i++;
            } else if (c == '"') {
                inString = !inString;
            } else if (!inString && (c == '}' || c == ']') && i > start) {
                parts.add(new Segment("", text.substring(start, i)));
                start = i;
            } else if (!inString && (c == ',' || c == '{' || c == '[')) {
                parts.add(new Segment("", text.substring(start, i + 1)));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            parts.add(new Segment("", text.substring(start)));
        }
        return parts;
    }
}
