package org.masora.app.web.pages.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.DecisionNotes;
import org.masora.app.web.decisions.Differences.Weight;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.server.Visit;

/**
 * What of all disagreements somebody wants to see, as the form above the list says it.
 *
 * @param show which of them
 * @param weight how much the texts shall differ
 * @param person by whom, by the person's key
 * @param byPerson whether they are grouped by person instead of by book
 * @param search what they shall hold
 */
record Wish(Show show, Optional<Weight> weight, Optional<String> person, boolean byPerson, String search) {

    /** Which of them. */
    enum Show {
        WAITING,
        LEFT,
        AUTOMATIC,
        DECIDED
    }

    /** As the fields say. */
    static Wish of(Visit visit) {
        return new Wish(
                visit.value("show").flatMap(word -> named(Show.values(), word)).orElse(Show.WAITING),
                visit.value("weight").flatMap(word -> named(Weight.values(), word)),
                visit.value("person"),
                visit.value("group").filter("person"::equals).isPresent(),
                visit.value("q").orElse(""));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String word) {
        return Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
    }

    /** A value as it stands in a form. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The same as fields of an address, with others behind them. */
    String address(String path, String... more) {
        List<String> fields = new ArrayList<>(List.of("show", word(show)));
        weight.ifPresent(value -> fields.addAll(List.of("weight", word(value))));
        person.ifPresent(key -> fields.addAll(List.of("person", key)));
        if (byPerson) {
            fields.addAll(List.of("group", "person"));
        }
        if (!search.isEmpty()) {
            fields.addAll(List.of("q", search));
        }
        fields.addAll(List.of(more));
        return Visit.address(path, fields.toArray(String[]::new));
    }

    /** What fits, in the order of the list. */
    List<Disagreement> of(Board board, DecisionNotes notes) {
        String wanted = search.toLowerCase(Locale.ROOT);
        List<Disagreement> fitting = new ArrayList<>(board.all().stream()
                .filter(one -> isShown(one, board, notes))
                .filter(one -> weight.isEmpty() || one.weight().equals(weight))
                .filter(one -> person.isEmpty()
                        || one.people().stream().map(People::key).anyMatch(person.get()::equals))
                .filter(one -> one.searched().contains(wanted))
                .toList());
        if (show == Show.DECIDED) {
            fitting.sort(Comparator.comparing(
                            (Disagreement one) -> one.settled().orElseThrow().when())
                    .reversed());
        } else if (byPerson) {
            fitting.sort(Comparator.comparing((Disagreement one) ->
                    People.other(one, board.me()).map(People::key).orElse("")));
        }
        return fitting;
    }

    private boolean isShown(Disagreement one, Board board, DecisionNotes notes) {
        boolean waits = one.waits() && !board.saving().contains(one.id());
        return switch (show) {
            case WAITING -> waits && notes.leftFor(one.id()).isEmpty();
            case LEFT -> waits && notes.leftFor(one.id()).isPresent();
            case AUTOMATIC -> one.isAutomatic() && !board.saving().contains(one.id());
            case DECIDED -> one.settled().isPresent();
        };
    }
}
