package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import picocli.CommandLine.Option;

/** What a hub is told about standing in for Paratext. */
final class ParatextArguments {
    @Option(
            names = "--paratext",
            description = "Stands in for Paratext's servers too, over Mercurial (hg), which has to be installed.")
    private boolean wanted;

    @Option(
            names = "--paratext-prepare",
            paramLabel = "FILE",
            description = "With --paratext: a JSON file with the people and projects that it shall have.")
    private Optional<Path> prepare = Optional.empty();

    @Option(
            names = "--paratext-state",
            paramLabel = "FILE",
            description = "With --paratext: writes what a client needs there, tokens of all people among it.")
    private Optional<Path> state = Optional.empty();

    /** How to stand in; empty for not at all. */
    Optional<ParatextOptions> options() {
        return wanted || prepare.isPresent() || state.isPresent()
                ? Optional.of(ParatextOptions.USUAL)
                : Optional.empty();
    }

    /** What the file says, before anything is started. */
    Preparation preparation() throws IOException, Preparation.Unusable {
        return prepare.isPresent() ? Preparation.read(prepare.get()) : Preparation.NONE;
    }

    /** Makes the people and projects, and writes the state. */
    void prepare(ParatextStandIn standIn, Preparation preparation) throws IOException, Preparation.Unusable {
        standIn.prepare(preparation);
        if (state.isPresent()) {
            standIn.writeState(state.get());
        }
    }
}
