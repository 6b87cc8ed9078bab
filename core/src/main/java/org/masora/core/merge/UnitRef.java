package org.masora.core.merge;

/**
 * Where in a project a disagreement lies, without a layout's path where there is a better name
 * (rule C2), so that it means the same on Door43 and on Paratext.
 *
 * @param container the book's code ({@code TIT}), a story ({@code OBS 01}), else the path
 * @param unit the place in it: {@code 1:8}, {@code 1:3-4}, {@code 1:8 lead}, {@code head}, a JSON
 *     pointer, a line range; empty for the whole
 * @param ordinal 1, or which one among duplicates
 */
public record UnitRef(String container, String unit, int ordinal) {

    public UnitRef {
        if (container.isEmpty() || ordinal < 1) {
            throw new IllegalArgumentException("not a reference: " + container + " " + unit + " #" + ordinal);
        }
    }

    /** For people and for hashing: {@code TIT 1:8}, {@code TIT 1:8 #2}. */
    @Override
    public String toString() {
        return container + (unit.isEmpty() ? "" : " " + unit) + (ordinal == 1 ? "" : " #" + ordinal);
    }
}
