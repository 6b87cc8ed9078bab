package org.masora.app.demo;

import java.util.List;
import java.util.function.Consumer;
import org.masora.app.words.Message;

/** The claims of a demonstration so far. */
final class Proofs {
    private static final int PATHS_SHOWN = 5;

    private final Consumer<Step> listener;
    private boolean allHold = true;

    /** @param listener is told every step as soon as it is proved or not */
    Proofs(Consumer<Step> listener) {
        this.listener = listener;
    }

    /** Whether every check agreed. */
    boolean allHold() {
        return allHold;
    }

    /**
     * Notes a claim.
     *
     * @param step a short word for programs
     * @param claim the sentence that says what Masora did
     * @param check the sentence that says in which other way that was looked at
     */
    void prove(String step, String claim, String check, String evidence, boolean holds) {
        allHold &= holds;
        listener.accept(new Step(step, Message.of(claim), Message.of(check), evidence, holds));
    }

    /** The same for a claim that one holds what the other holds. */
    void proveSame(String step, String claim, String check, Tree expected, Tree found) {
        List<String> paths = expected.differences(found);
        String evidence = paths.isEmpty()
                ? found.files().size() + " files, " + found.bytes() + " bytes, all the same"
                : "different: " + String.join(", ", paths.subList(0, Math.min(PATHS_SHOWN, paths.size())));
        prove(step, claim, check, evidence, paths.isEmpty());
    }
}
