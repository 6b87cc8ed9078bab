package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.List;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;

/** The accounts that are logged in, each with a button to log out. */
public final class LoggedIn {
    private LoggedIn() {}

    /**
     * A list of them.
     *
     * @param logout where logging out is asked for, with the field {@code account}
     */
    public static Html accounts(List<String> names, String logout, PageWords words) {
        if (names.isEmpty()) {
            return Html.EMPTY;
        }
        return ul(
                cls("accounts"),
                all(names.stream().map(name -> account(name, logout, words)).toList()));
    }

    private static Html account(String name, String logout, PageWords words) {
        return li(
                ProjectText.name(name),
                form(
                        attr("data-act", logout),
                        input(attr("type", "hidden"), attr("name", "account"), attr("value", name)),
                        button(
                                attr("type", "submit"),
                                cls("plain"),
                                attr("aria-label", words.text("login.outOf", "name", name)),
                                text(words.text("login.out")))));
    }
}
