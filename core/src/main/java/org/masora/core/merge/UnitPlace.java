package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a unit lies in a file.
 *
 * @param text what stands there; null where the file does not have the unit
 * @param change the file with another text there, or without any; empty where that cannot be done
 */
record UnitPlace(@Nullable String text, Function<Optional<String>, Optional<String>> change) {

    Optional<String> with(Optional<String> reading) {
        return change.apply(reading.map(words -> text == null ? words : withEndOf(text, words)));
    }

    /** White space at the end of a unit belongs to the page, not to the words. */
    private static String withEndOf(String old, String words) {
        if (words.isBlank() || old.isBlank()) {
            return words;
        }
        return words.substring(0, endOfWords(words)) + old.substring(endOfWords(old));
    }

    private static int endOfWords(String text) {
        int end = text.length();
        while (end > 0 && AtomBuilder.isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The file as a whole; who takes it out has to remove the file. */
    static UnitPlace whole(String text) {
        return new UnitPlace(text, Function.identity());
    }

    /** A piece with a name. */
    static Optional<UnitPlace> piece(SequencedMap<String, String> pieces, String name) {
        return Optional.of(new UnitPlace(pieces.get(name), reading -> {
            SequencedMap<String, String> changed = new LinkedHashMap<>(pieces);
            reading.ifPresentOrElse(text -> changed.put(name, text), () -> changed.remove(name));
            return Optional.of(String.join("", changed.values()));
        }));
    }

    /** Lines that have no name but what they are known to have said. */
    static Optional<UnitPlace> lines(String file, Collection<String> known) {
        return among(LineMerge.lines(file), known, LineMerge::lines, LineMerge::withoutEnd);
    }

    /**
     * A run of elements that says what one of the known texts says, if it is there once.
     *
     * @param split takes a text apart into elements
     * @param likeness what makes elements equal
     */
    static Optional<UnitPlace> among(
            List<String> elements,
            Collection<String> known,
            Function<String, List<String>> split,
            Function<String, ?> likeness) {
        List<?> likes = elements.stream().map(likeness).toList();
        for (String text : known) {
            List<?> wanted = split.apply(text).stream().map(likeness).toList();
            Optional<Integer> start = onlyStart(likes, wanted);
            if (start.isPresent()) {
                int from = start.get();
                int to = from + wanted.size();
                return Optional.of(new UnitPlace(String.join("", elements.subList(from, to)), reading -> {
                    List<String> changed = new ArrayList<>(elements.subList(0, from));
                    reading.ifPresent(changed::add);
                    changed.addAll(elements.subList(to, elements.size()));
                    return Optional.of(String.join("", changed));
                }));
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> onlyStart(List<?> elements, List<?> wanted) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i + wanted.size() <= elements.size(); i++) {
            if (elements.subList(i, i + wanted.size()).equals(wanted)) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.of(i);
            }
        }
        return found;
    }
}
