package org.masora.core.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.merge.UnitMerge.Result;
import org.masora.core.merge.UnitMerge.Settlement;

/**
 * The merge of what stands outside of verses: the head of a book, the opening of a chapter, headings
 * and paragraph marks before a verse. Each paragraph is a thing of its own; only a paragraph that
 * both sides changed is merged by its words.
 */
final class ParagraphMerge {
    private static final Pattern FIRST_MARKER = Pattern.compile("\\\\([\\w-]+)");

    /** Lines for those who keep the file, in which programs note times and versions. */
    private static final Set<String> ABOUT_THE_FILE = Set.of("id", "rem");

    /** The words of such a line that are no stamp, whatever numbers are in them: {@code \id 2TI}. */
    private static final int MARKER_AND_BOOK = 2;

    private final UsfmWording wording;

    ParagraphMerge(UsfmWording wording) {
        this.wording = wording;
    }

    /** Merges paragraphs that are decided about as one. */
    Result mergeAsOne(@Nullable String base, String stand, String other) {
        if (base == null) {
            return UnitMerge.merge(null, stand, other, wording);
        }
        Settlement settlement = Settlement.SETTLED;
        StringBuilder merged = new StringBuilder();
        for (Chunk<String> chunk : chunks(base, stand, other)) {
            if (chunk.change() == SequenceMerge.Change.BOTH) {
                for (Versions versions : versions(chunk)) {
                    Result result = UnitMerge.merge(versions.base, versions.stand, versions.other, wording);
                    if (result.settlement() == Settlement.DISAGREED) {
                        return new Result(Settlement.DISAGREED, stand);
                    }
                    merged.append(result.text());
                }
                settlement = Settlement.COMBINED;
            } else {
                merged.append(oneSided(chunk));
            }
        }
        String text = merged.toString();
        if (text.equals(stand) || text.equals(other)) {
            return new Result(Settlement.SETTLED, text);
        }
        List<MergeAtom> atoms = wording.atoms(text);
        boolean asOneSide =
                MergeAtom.saySame(atoms, wording.atoms(stand)) || MergeAtom.saySame(atoms, wording.atoms(other));
        if (asOneSide && settlement == Settlement.SETTLED) {
            return new Result(Settlement.SETTLED, text);
        }
        return wording.isSound(text, stand, other)
                ? new Result(Settlement.COMBINED, text)
                : new Result(Settlement.DISAGREED, stand);
    }

    /**
     * Merges paragraphs that are decided about one by one.
     *
     * @param name what references to them begin with
     */
    String mergeEach(@Nullable String base, String stand, String other, String name, Findings findings) {
        if (base == null) {
            Result result = UnitMerge.merge(null, stand, other, wording);
            findings.note(result, ConflictType.HEADING, name, 1, null, stand, other);
            return result.text();
        }
        StringBuilder merged = new StringBuilder();
        for (Chunk<String> chunk : chunks(base, stand, other)) {
            if (chunk.change() == SequenceMerge.Change.BOTH) {
                for (Versions versions : versions(chunk)) {
                    merged.append(mergeOne(versions, name, findings));
                }
            } else {
                merged.append(oneSided(chunk));
            }
        }
        return merged.toString();
    }

    private String mergeOne(Versions versions, String name, Findings findings) {
        String unit = name + " " + versions.marker();
        if (versions.stand.isEmpty() || versions.other.isEmpty()) {
            findings.disagreement(
                    ConflictType.DELETED_EDITED,
                    unit,
                    1,
                    versions.base,
                    versions.stand.isEmpty() ? null : versions.stand,
                    versions.other.isEmpty() ? null : versions.other);
            return versions.stand;
        }
        Result result = UnitMerge.merge(versions.base, versions.stand, versions.other, wording);
        if (result.settlement() == Settlement.DISAGREED && ABOUT_THE_FILE.contains(versions.marker())) {
            result = Stamps.later(versions.stand, versions.other, MARKER_AND_BOOK)
                    .map(later -> new Result(Settlement.COMBINED, later))
                    .orElse(result);
        }
        findings.note(result, ConflictType.HEADING, unit, 1, versions.base, versions.stand, versions.other);
        return result.text();
    }

    private List<Chunk<String>> chunks(String base, String stand, String other) {
        return SequenceMerge.chunks(
                wording.paragraphs(base),
                wording.paragraphs(stand),
                wording.paragraphs(other),
                paragraph -> MergeAtom.forms(wording.atoms(paragraph)),
                Neighbours.STAND_APART);
    }

    private static String oneSided(Chunk<String> chunk) {
        return switch (chunk.change()) {
            case NONE -> {
                List<String> merged = new ArrayList<>();
                for (int i = 0; i < chunk.base().size(); i++) {
                    boolean standAsBase =
                            chunk.stand().get(i).equals(chunk.base().get(i));
                    merged.add(
                            standAsBase ? chunk.other().get(i) : chunk.stand().get(i));
                }
                yield String.join("", merged);
            }
            case STAND, SAME -> String.join("", chunk.stand());
            case OTHER -> String.join("", chunk.other());
            case BOTH -> throw new IllegalStateException("both sides changed it");
        };
    }

    /** One paragraph, or several that cannot be told apart, in each version. */
    private record Versions(String base, String stand, String other) {
        /** The marker by which people know it, the same whichever side stands. */
        String marker() {
            String first = stand.compareTo(other) <= 0 ? stand + other : other + stand;
            Matcher matcher = FIRST_MARKER.matcher(base + first);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    private static List<Versions> versions(Chunk<String> chunk) {
        boolean paired = chunk.base().size() == chunk.stand().size()
                && chunk.base().size() == chunk.other().size();
        if (!paired) {
            return List.of(new Versions(
                    String.join("", chunk.base()), String.join("", chunk.stand()), String.join("", chunk.other())));
        }
        List<Versions> versions = new ArrayList<>();
        for (int i = 0; i < chunk.base().size(); i++) {
            versions.add(new Versions(
                    chunk.base().get(i), chunk.stand().get(i), chunk.other().get(i)));
        }
        return versions;
    }
}
