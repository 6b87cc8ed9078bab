package org.masora.app.web.pages.projects;

import java.time.Duration;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.remote.door43.ProjectName;

/** A project of a server, as an account sees it. */
record Far(KnownAccount account, ProjectName name) {
    /** How long its server is waited for before what is certain has to do. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    /** How the page names it where it is dragged or chosen. */
    String what() {
        return "far " + account.name() + " " + name;
    }

    /** The project that is named so; empty where it is none, or the account is not logged in any more. */
    static Optional<Far> of(Program program, Optional<String> named) {
        String[] what = named.orElse("").split(" ", 3);
        if (what.length != 3 || !what[0].equals("far")) {
            return Optional.empty();
        }
        Optional<KnownAccount> account = program.work().accounts().stream()
                .filter(known -> known.name().equals(what[1]))
                .findFirst();
        Optional<ProjectName> name = ProjectName.parse(what[2]);
        return account.flatMap(as -> name.map(project -> new Far(as, project)));
    }
}
