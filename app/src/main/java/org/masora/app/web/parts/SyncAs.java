package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;

import java.util.List;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork;
import org.masora.store.PlaceAddress;

/** Under whose name a project is synced, wherever that can be begun. */
public final class SyncAs {
    private SyncAs() {}

    /** The account that it is exchanged with, or would be, where only one is logged in. */
    public static Optional<String> account(ProjectWork work, NearProject project) {
        List<KnownAccount> accounts = work.accounts();
        return project.places().stream()
                .map(PlaceAddress::account)
                .findFirst()
                .or(() -> accounts.size() == 1 ? Optional.of(accounts.getFirst().user()) : Optional.empty());
    }

    /** The same for one project among others, by its name: the menu of its row, and what dragging it does. */
    public static Html named(Program program, NearProject project, PageWords words) {
        if (program.shelf().noLine(project).isPresent()) {
            return words.html("drop.syncLater", "name", project.name());
        }
        return account(program.work(), project)
                .map(account -> words.html("drop.syncAs", "name", project.name(), "account", account))
                .orElseGet(() -> words.html("drop.sync", "name", project.name()));
    }

    /** "Sync as NAME", and without a line to the project's own server "Sync when the line is back". */
    public static Html words(Program program, NearProject project, PageWords words) {
        if (program.shelf().noLine(project).isPresent()) {
            return text(words.text("near.syncLater"));
        }
        return account(program.work(), project)
                .map(name -> span(words.html("near.syncAs", "name", name)))
                .orElseGet(() -> text(words.text("near.sync")));
    }
}
