package org.masora.core.merge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;

/**
 * The merge of text by line: licences, notes, YAML, versification, style sheets, and whatever has
 * no rules of its own. A line's end is its form, not its content.
 */
final class LineMerge {
    /** What a conflict between lines calls its place; the lines themselves are its readings. */
    static final String UNIT = "lines";

    private LineMerge() {}

    /**
     * Merges a text.
     *
     * @param wording how lines that both sides changed are taken apart, where that makes sense
     */
    static String merge(@Nullable String base, String stand, String other, Wording wording, Findings findings) {
        if (base == null) {
            UnitMerge.Result result = UnitMerge.merge(null, stand, other, wording);
            findings.note(result, ConflictType.TEXT, "", 1, null, stand, other);
            return result.text();
        }
        List<String> merged = new ArrayList<>();
        for (Chunk<String> chunk :
                SequenceMerge.chunks(lines(base), lines(stand), lines(other), LineMerge::withoutEnd, Neighbours.MEET)) {
            switch (chunk.change()) {
                case NONE -> addUnchanged(chunk, merged);
                case STAND, SAME -> merged.addAll(chunk.stand());
                case OTHER -> merged.addAll(chunk.other());
                case BOTH -> merged.add(mergeBlock(chunk, wording, findings));
            }
        }
        return join(merged);
    }

    private static String mergeBlock(Chunk<String> chunk, Wording wording, Findings findings) {
        String base = String.join("", chunk.base());
        String stand = String.join("", chunk.stand());
        String other = String.join("", chunk.other());
        if (stand.isEmpty() || other.isEmpty()) {
            findings.disagreement(ConflictType.DELETED_EDITED, UNIT, 1, base, emptyToNull(stand), emptyToNull(other));
            return stand;
        }
        UnitMerge.Result result = UnitMerge.merge(base, stand, other, wording);
        findings.note(result, ConflictType.TEXT, UNIT, 1, emptyToNull(base), stand, other);
        return result.text();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void addUnchanged(Chunk<String> chunk, List<String> merged) {
        for (int i = 0; i < chunk.base().size(); i++) {
            boolean standAsBase = chunk.stand().get(i).equals(chunk.base().get(i));
            merged.add(standAsBase ? chunk.other().get(i) : chunk.stand().get(i));
        }
    }

    /** The lines with their ends; only the last may be without one. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !pair)) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** A line that had no end because it was the last gets one when it no longer is. */
    static String join(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            boolean open =
                    !text.isEmpty() && text.charAt(text.length() - 1) != '\n' && text.charAt(text.length() - 1) != '\r';
            if (open && !line.isEmpty()) {
                text.append('\n');
            }
            text.append(line);
        }
        return text.toString();
    }
}
