package org.masora.core.usfm;

import java.util.List;
import java.util.Optional;
import org.masora.core.scripture.Reference;

/**
 * Something in a file that a reader should know. It is a code with parameters, not a sentence.
 *
 * @param code what it is
 * @param severity how grave it is
 * @param line where it is, counted from 1
 * @param reference where it is in the book, if the file says which book it is
 * @param parameters what {@link ProblemCode} names for the code
 */
public record Problem(
        ProblemCode code, Severity severity, int line, Optional<Reference> reference, List<String> parameters) {
    public Problem {
        if (line < 1) {
            throw new IllegalArgumentException("lines count from 1: " + line);
        }
        parameters = List.copyOf(parameters);
    }
}
