package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.core.project.Blobs;

/**
 * Why a merged file is as it is: of every unit that somebody changed, what each version says and which of them stands.
 * It is worked out from the three versions and the result, not told by the merge itself, so that it also is a second
 * look at the merge: what fits no rule is {@link Verdict#OTHERWISE}.
 *
 * @param kind by which rules the file was merged: {@code usfm}, {@code json}, {@code lines}, …
 * @param unchanged how many units are the same everywhere
 * @param units all others, in the order of the merged text, what is gone at its end
 */
public record MergeExplanation(String kind, int unchanged, List<Explained> units) {

    public MergeExplanation {
        units = List.copyOf(units);
    }

    /** What was decided. */
    public enum Verdict {
        /** Only ours changed its words: ours stands. */
        OURS,
        /** Only theirs changed its words: theirs stands. */
        THEIRS,
        /** Both made the same change. */
        SAME,
        /** No side changed its words; the form of one stands. */
        FORM,
        /** Both changed it, with unchanged words between; both changes are in it, and a record says so. */
        COMBINED,
        /** Both changed the same words: one stands, and somebody has to decide. */
        DISPUTED,
        /** Both changed it, and a rule of its kind decided: its {@link Reason}. */
        OTHERWISE
    }

    /** By which rule something was decided that both sides changed and no record tells of. */
    public enum Reason {
        /** Of two times the later. */
        LATER,
        /** Of two numbers or versions the greater. */
        GREATER,
        /** Of two lists what either has. */
        UNITED,
        /** What programs note for themselves: the standing side's. */
        NOTED,
        /** Each side changed other parts of it: both are in it. */
        PARTS
    }

    /**
     * One unit.
     *
     * @param reference its place: {@code 1:8}, {@code 1:8 lead}, a frame, a row, a field, {@code line 12}
     * @param reason which rule decided, where it is known and the verdict does not say it all
     * @param type of a disagreement, if it was one
     * @param base what was common; empty where it did not have the unit; the same for the following
     * @param merged what stands now
     */
    public record Explained(
            String reference,
            Verdict verdict,
            Optional<Reason> reason,
            Optional<ConflictType> type,
            Optional<String> base,
            Optional<String> ours,
            Optional<String> theirs,
            Optional<String> merged) {

        /** Whose text stands where nothing was put together. */
        public Optional<Side> stands() {
            if (merged.equals(ours)) {
                return Optional.of(Side.OURS);
            }
            return merged.equals(theirs) ? Optional.of(Side.THEIRS) : Optional.empty();
        }
    }

    /**
     * Explains a merge.
     *
     * @param base what the sides have in common, as it was given to the merge
     * @param outcome what {@link FileMerge} made of these versions
     * @param blobs has the readings of its conflicts
     */
    public static MergeExplanation of(
            Optional<byte[]> base, String path, byte[] ours, byte[] theirs, FileMerge.Outcome outcome, Blobs blobs) {
        Four<byte[]> versions = new Four<>(base.orElse(null), ours, theirs, outcome.content())
                .each(content -> FileMerge.unwrapped(path, content));
        List<byte[]> sources = Stream.of(versions.ours(), versions.theirs(), versions.base())
                .filter(Objects::nonNull)
                .toList();
        FileKind kind = FileKind.of(path, sources);
        Charset charset = FileKind.charset(sources);
        Telling telling = new Telling(charset, outcome.conflicts(), blobs);
        new Witness(path, kind, charset, telling).look(versions);
        return new MergeExplanation(kind.name().toLowerCase(Locale.ROOT), telling.unchanged(), telling.units());
    }
}
