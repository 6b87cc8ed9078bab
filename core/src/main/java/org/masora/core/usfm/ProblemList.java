package org.masora.core.usfm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;

/**
 * Collects problems by their offsets, and works out lines and references once, at the end. A bounded number of each code
 * is kept: garbage has one every few bytes.
 */
final class ProblemList {
    private static final int MAX_OF_A_CODE = 100;

    private record Found(ProblemCode code, int offset, List<String> parameters) {}

    private final List<Found> found = new ArrayList<>();
    private final Map<ProblemCode, Integer> counts = new EnumMap<>(ProblemCode.class);

    void add(ProblemCode code, int offset, String... parameters) {
        if (counts.merge(code, 1, Integer::sum) <= MAX_OF_A_CODE) {
            found.add(new Found(code, offset, List.of(parameters)));
        }
    }

    List<Problem> resolve(byte[] bytes, Optional<BookCode> book, List<Unit> units) {
        found.sort(Comparator.comparingInt(Found::offset));
        List<Problem> problems = new ArrayList<>(found.size());
        int line = 1;
        int at = 0;
        int unit = 0;
        for (Found problem : found) {
            while (at < problem.offset) {
                if (endsLine(bytes, at)) {
                    line++;
                }
                at++;
            }
            while (unit + 1 < units.size() && units.get(unit + 1).start() <= problem.offset) {
                unit++;
            }
            int place = unit;
            Optional<Reference> reference =
                    book.map(code -> units.get(place).key().reference(code));
            problems.add(new Problem(problem.code, problem.code.severity(), line, reference, problem.parameters));
        }
        int lastLine = line;
        counts.forEach((code, count) -> {
            if (count > MAX_OF_A_CODE) {
                problems.add(new Problem(
                        ProblemCode.MORE,
                        code.severity(),
                        lastLine,
                        Optional.empty(),
                        List.of(code.name(), Integer.toString(count - MAX_OF_A_CODE))));
            }
        });
        return List.copyOf(problems);
    }

    private static boolean endsLine(byte[] bytes, int at) {
        boolean beforeLineFeed = at + 1 < bytes.length && bytes[at + 1] == '\n';
        return bytes[at] == '\n' || (bytes[at] == '\r' && !beforeLineFeed);
    }
}
