package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.nav;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.util.Arrays;
import org.masora.app.web.html.Html;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;

/** The head of every screen of one project: its name, and the ways to its other screens. */
public final class ProjectTabs {
    private ProjectTabs() {}

    /** The screens of one project. */
    public enum Tab {
        STATE("", "tab.state"),
        TEXT("/text", "tab.text"),
        DECISIONS("/decisions", "tab.decisions"),
        HISTORY("/history", "tab.history"),
        BACKUPS("/backups", "tab.backups"),
        PEOPLE("/people", "tab.people"),
        SETTINGS("/settings", "tab.settings");

        private final String address;
        private final String words;

        Tab(String address, String words) {
            this.address = address;
            this.words = words;
        }
    }

    /** The head of a screen. */
    public static Html of(Tab current, NearProject project, PageWords words) {
        return div(
                cls("project-head"),
                h1(ProjectText.of(project.name(), project.language(), project.direction())),
                nav(
                        cls("project-tabs"),
                        attr("aria-label", words.text("tab.nav")),
                        all(Arrays.stream(Tab.values())
                                .map(tab -> a(
                                        href("/p/" + project.id() + tab.address),
                                        attr("data-go"),
                                        when(tab == current, attr("aria-current", "page")),
                                        text(words.text(tab.words))))
                                .toList())));
    }
}
