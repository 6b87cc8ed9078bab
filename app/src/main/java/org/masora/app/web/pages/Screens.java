package org.masora.app.web.pages;

import java.util.List;
import org.masora.app.web.Program;
import org.masora.app.web.pages.activities.ActivitiesScreen;
import org.masora.app.web.pages.back.BackScreen;
import org.masora.app.web.pages.decide.DecideScreen;
import org.masora.app.web.pages.help.HelpScreen;
import org.masora.app.web.pages.login.LoginScreen;
import org.masora.app.web.pages.program.ProgramScreen;
import org.masora.app.web.pages.project.ProjectScreen;
import org.masora.app.web.pages.projects.ProjectsScreen;
import org.masora.app.web.pages.start.StartScreen;
import org.masora.app.web.pages.text.TextScreen;
import org.masora.app.web.pages.undo.UndoScreen;
import org.masora.app.web.server.Screen;

/** The list of all screens: a new one is added here. */
public final class Screens {
    private Screens() {}

    /** Every screen, with what it works with. */
    public static List<Screen> all(Program program) {
        return List.of(
                new ProjectsScreen(program),
                new ActivitiesScreen(program),
                new UndoScreen(program),
                new ProjectScreen(program),
                new BackScreen(program),
                new DecideScreen(program),
                new HelpScreen(program),
                new TextScreen(program),
                new LoginScreen(program),
                new StartScreen(program),
                new ProgramScreen(program));
    }
}
