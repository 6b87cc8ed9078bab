package org.masora.remote.paratext;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.paratext.mercurial.Hg;

/**
 * The {@code hg} program of this computer, looked for when it is first needed: what can be answered without it is
 * answered also where there is none.
 */
public final class InstalledHg {
    private static final String PROGRAM = "hg";

    private @Nullable Hg found;

    /** Not looked for yet. */
    public InstalledHg() {}

    /** One that was found already. */
    InstalledHg(Hg found) {
        this.found = found;
    }

    /** Why it cannot be used, if so. */
    public Optional<RemoteFailure> trouble() {
        try {
            hg();
            return Optional.empty();
        } catch (Halted e) {
            return Optional.of(e.failure());
        }
    }

    synchronized Hg hg() throws Halted {
        Hg known = found;
        if (known == null) {
            known = switch (Hg.find()) {
                case Hg.Finding.Found(var hg) -> hg;
                case Hg.Finding.Missing() -> throw unusable("");
                case Hg.Finding.TooOld(var program, var version) -> throw unusable(program + " " + version);
                case Hg.Finding.Unusable(var program, var said) -> throw unusable(program + ": " + said);
            };
            found = known;
        }
        return known;
    }

    private static Halted unusable(String what) {
        return new Halted(new RemoteFailure.ProgramMissing(PROGRAM, what));
    }
}
