package org.masora.core.merge;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.UnitMerge.Result;
import org.masora.core.merge.UnitMerge.Settlement;

/** The texts of XML elements that are no prose, where both sides changed them, as they are written. */
final class XmlFields {
    private static final String BAR = "||";

    private XmlFields() {}

    static Result merge(XmlRules.Settle settle, @Nullable String base, String stand, String other) {
        return switch (settle) {
            case ASK, WORDS -> disagreed(base, stand, other);
            case GREATER -> greater(base, stand, other);
            case BOOKS -> books(base, stand, other);
            case UNITED -> new Result(Settlement.SETTLED, united(base, stand, other));
        };
    }

    /** Elements whose attributes alone differ have equal texts. */
    private static Result disagreed(@Nullable String base, String stand, String other) {
        String standing = AtomBuilder.normalized(stand);
        String others = AtomBuilder.normalized(other);
        String common = base == null ? null : AtomBuilder.normalized(base);
        if (standing.equals(others) || others.equals(common)) {
            return new Result(Settlement.SETTLED, stand);
        }
        return standing.equals(common)
                ? new Result(Settlement.SETTLED, other)
                : new Result(Settlement.DISAGREED, stand);
    }

    /** Numbers with dots between them, part by part. */
    private static Result greater(@Nullable String base, String stand, String other) {
        if (!isNumber(stand) || !isNumber(other)) {
            return disagreed(base, stand, other);
        }
        List<BigInteger> standing = parts(stand);
        List<BigInteger> others = parts(other);
        for (int i = 0; i < Math.min(standing.size(), others.size()); i++) {
            int order = standing.get(i).compareTo(others.get(i));
            if (order != 0) {
                return new Result(Settlement.SETTLED, order > 0 ? stand : other);
            }
        }
        return new Result(Settlement.SETTLED, standing.size() >= others.size() ? stand : other);
    }

    private static boolean isNumber(String text) {
        return text.length() <= 100 && text.strip().matches("[0-9]+(\\.[0-9]+)*");
    }

    private static List<BigInteger> parts(String number) {
        return Arrays.stream(number.strip().split("\\.")).map(BigInteger::new).toList();
    }

    /** A row of 0 and 1; a row that is shorter than the longest has 0 behind its end. */
    private static Result books(@Nullable String base, String stand, String other) {
        String common = base == null ? "" : base;
        if (!List.of(common, stand, other).stream().allMatch(row -> row.matches("[01]*"))) {
            return disagreed(base, stand, other);
        }
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < Math.max(stand.length(), other.length()); i++) {
            char standing = book(stand, i);
            row.append(standing == book(common, i) ? book(other, i) : standing);
        }
        return new Result(Settlement.SETTLED, row.toString());
    }

    private static char book(String row, int index) {
        return index < row.length() ? row.charAt(index) : '0';
    }

    /** What both kept and what either added, in the standing side's order. */
    private static String united(@Nullable String base, String stand, String other) {
        Set<String> inBase = base == null ? Set.of() : elements(base);
        Set<String> inStand = elements(stand);
        Set<String> inOther = elements(other);
        Set<String> united = new LinkedHashSet<>();
        inStand.stream()
                .filter(element -> inOther.contains(element) || !inBase.contains(element))
                .forEach(united::add);
        inOther.stream()
                .filter(element -> !inBase.contains(element) && !inStand.contains(element))
                .forEach(united::add);
        return united.stream().collect(Collectors.joining(BAR));
    }

    private static Set<String> elements(String list) {
        return Arrays.stream(list.split("\\|\\|", -1))
                .filter(element -> !element.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
