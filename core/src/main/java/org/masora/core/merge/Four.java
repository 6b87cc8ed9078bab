package org.masora.core.merge;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.MergeExplanation.Verdict;

/** One thing in all versions; null where a version does not have it. */
record Four<T>(
        @Nullable T base,
        @Nullable T ours,
        @Nullable T theirs,
        @Nullable T merged) {
    Stream<T> present() {
        return Stream.of(
                        Optional.ofNullable(merged),
                        Optional.ofNullable(ours),
                        Optional.ofNullable(theirs),
                        Optional.ofNullable(base))
                .flatMap(Optional::stream);
    }

    boolean isSameEverywhere() {
        return Objects.equals(base, ours) && Objects.equals(ours, theirs) && Objects.equals(theirs, merged);
    }

    /** What was decided, if no record of the merge says it. */
    Verdict verdict(BiPredicate<T, T> alike) {
        if (alike(ours, theirs, alike)) {
            return !alike(ours, merged, alike)
                    ? Verdict.OTHERWISE
                    : alike(ours, base, alike) ? Verdict.FORM : Verdict.SAME;
        }
        if (alike(ours, base, alike) && alike(theirs, merged, alike)) {
            return Verdict.THEIRS;
        }
        return alike(theirs, base, alike) && alike(ours, merged, alike) ? Verdict.OURS : Verdict.OTHERWISE;
    }

    private static <T> boolean alike(@Nullable T one, @Nullable T two, BiPredicate<T, T> alike) {
        if (one == null || two == null) {
            return one == null && two == null;
        }
        return one.equals(two) || alike.test(one, two);
    }

    /** What each version has of this. */
    <R> Four<R> each(Function<? super T, ? extends @Nullable R> part) {
        return new Four<>(of(base, part), of(ours, part), of(theirs, part), of(merged, part));
    }

    private static <T, R> @Nullable R of(@Nullable T whole, Function<? super T, ? extends @Nullable R> part) {
        return whole == null ? null : part.apply(whole);
    }
}
