package org.masora.app.web.server;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.body;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.head;
import static org.masora.app.web.html.Tags.header;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.html;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.link;
import static org.masora.app.web.html.Tags.main;
import static org.masora.app.web.html.Tags.meta;
import static org.masora.app.web.html.Tags.nav;
import static org.masora.app.web.html.Tags.noscript;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.script;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.title;
import static org.masora.app.web.html.Tags.when;

import org.masora.app.web.door.Session;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.words.Language;
import org.masora.app.web.words.PageWords;

/** What stands around every screen, and the pages for those who have no session. None of it tells anything. */
final class Frame {
    private final Assets assets;

    Frame(Assets assets) {
        this.assets = assets;
    }

    /** The empty page, which asks for its screen when it has been loaded. */
    Html around(PageWords words) {
        return document(
                words,
                script(attr("src", assets.address("page.js")), attr("defer")),
                body(
                        attr("data-events", assets.address("events.js")),
                        a(cls("skip"), href("#main"), text(words.text("frame.skip"))),
                        top(words),
                        div(
                                id("strip"),
                                attr("role", "region"),
                                attr("aria-label", words.text("activity.strip")),
                                attr("data-live", "activities"),
                                attr("data-src", "/activities/strip")),
                        div(
                                id("spoken"),
                                cls("hidden"),
                                attr("role", "status"),
                                attr("aria-live", "polite"),
                                attr("data-live", "news"),
                                attr("data-src", "/activities/spoken")),
                        main(
                                id("main"),
                                attr("tabindex", "-1"),
                                attr("aria-busy", "true"),
                                noscript(text(words.text("frame.script")))),
                        div(id("said"), attr("role", "status"), attr("aria-live", "polite")),
                        div(id("alarm"), attr("role", "alert")),
                        p(id("gone"), attr("hidden"), attr("role", "alert"), text(words.text("frame.gone"))),
                        p(id("stranger"), attr("hidden"), attr("role", "alert"), text(words.text("frame.stranger"))),
                        p(id("failed"), attr("hidden"), text(words.text("frame.failed"))),
                        p(id("dismiss"), attr("hidden"), text(words.text("frame.dismiss"))),
                        script(attr("src", assets.address("text.js")), attr("defer"))));
    }

    private Html top(PageWords words) {
        return header(
                id("top"),
                a(cls("brand"), href("/"), attr("data-go"), text("Masora")),
                nav(
                        attr("aria-label", words.text("frame.nav")),
                        a(href("/"), attr("data-go"), text(words.text("projects.title"))),
                        a(href("/past"), attr("data-go"), text(words.text("past.title"))),
                        a(href("/settings"), attr("data-go"), text(words.text("settings.title"))),
                        a(href("/help"), attr("data-go"), text(words.text("help.title")))),
                div(
                        cls("window"),
                        language(words),
                        button(
                                id("quit-button"),
                                cls("plain"),
                                attr("type", "button"),
                                attr("data-opens", "/quit"),
                                text(words.text("frame.quit")))));
    }

    private static Html language(PageWords words) {
        return div(
                cls("language"),
                label(attr("for", "language"), cls("quiet wordy"), text(words.text("frame.language"))),
                select(
                        id("language"),
                        attr("data-chooses", "language"),
                        attr("aria-label", words.text("frame.language")),
                        attr("autocomplete", "off"),
                        all(PageWords.languages().stream()
                                .map(language -> choice(language, words))
                                .toList())));
    }

    private static Html choice(Language language, PageWords words) {
        String note = language.reviewed() ? "" : " (" + words.text("frame.unreviewed") + ")";
        return option(
                attr("value", language.tag()),
                attr("lang", language.tag()),
                when(language.tag().equals(words.language().tag()), attr("selected")),
                text(language.name() + note));
    }

    /** For a browser that was let in: hands it the page's token, out of sight, and moves on by itself. */
    Html letIn(PageWords words, Session session) {
        return document(
                words,
                script(attr("src", assets.address("door.js")), attr("defer")),
                body(main(
                        id("door"),
                        attr("data-token", session.pageToken()),
                        p(text(words.text("door.opening"))),
                        noscript(text(words.text("frame.script"))))));
    }

    /** For everybody else. */
    Html stranger(PageWords words) {
        return document(
                words,
                Html.EMPTY,
                body(main(
                        cls("alone"), h1(text(words.text("door.stranger"))), p(text(words.text("door.strangerHow"))))));
    }

    private Html document(PageWords words, Part script, Html body) {
        Language language = words.language();
        return html(
                attr("lang", language.tag()),
                attr("dir", language.direction()),
                attr("data-digits", language.digits()),
                head(
                        meta(attr("charset", "utf-8")),
                        meta(attr("name", "viewport"), attr("content", "width=device-width, initial-scale=1")),
                        meta(attr("name", "color-scheme"), attr("content", "light dark")),
                        title(text("Masora")),
                        link(attr("rel", "icon"), href(assets.address("icon.svg")), attr("type", "image/svg+xml")),
                        link(attr("rel", "stylesheet"), href(assets.address("fonts.css"))),
                        link(attr("rel", "stylesheet"), href(assets.address("page.css"))),
                        script),
                body);
    }
}
