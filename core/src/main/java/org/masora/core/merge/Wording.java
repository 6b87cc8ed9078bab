package org.masora.core.merge;

import java.util.List;

/** How the text of a unit divides into {@link MergeAtom}s: one way for USFM, others for text without markup. */
@FunctionalInterface
interface Wording {

    /** The atoms of a unit; none where it holds nothing but white space. */
    List<MergeAtom> atoms(String unit);

    /**
     * What came out of putting two edits together, with what follows from the words brought in line
     * with them.
     */
    default String settled(String merged, String stand, String other) {
        return merged;
    }

    /**
     * Whether what came out of putting two edits together is in order where both edits were: styles
     * that were closed are closed, counts of words that were right are right.
     */
    default boolean isSound(String merged, String stand, String other) {
        return true;
    }

    /** Text without markup. */
    Wording PLAIN = unit -> {
        AtomBuilder builder = new AtomBuilder();
        builder.addText(unit);
        return builder.build();
    };

    /** A row of a table: words in cells, which tabs keep apart. */
    Wording CELLS = unit -> {
        AtomBuilder builder = new AtomBuilder();
        int start = 0;
        for (int tab = unit.indexOf('\t'); tab >= 0; tab = unit.indexOf('\t', start)) {
            builder.addText(unit.substring(start, tab));
            builder.add(MergeAtom.Kind.MARKER, "\t", "\t");
            start = tab + 1;
        }
        builder.addText(unit.substring(start));
        return builder.build();
    };

    /** Lines of which only their authors know the meaning: each is one thing, indentation included. */
    Wording LINES = unit -> {
        AtomBuilder builder = new AtomBuilder();
        for (String line : LineMerge.lines(unit)) {
            builder.add(MergeAtom.Kind.SIGN, LineMerge.withoutEnd(line), line);
        }
        return builder.build();
    };
}
