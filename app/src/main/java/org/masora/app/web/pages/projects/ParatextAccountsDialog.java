package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.textarea;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.masora.app.home.ParatextAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.LoggedIn;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ParatextSignIn.State;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.ParatextService;

/** Who is logged in to Paratext, and logging in on Paratext's own page and out. */
final class ParatextAccountsDialog {
    private final Program program;

    ParatextAccountsDialog(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece("/paratext/login", visit -> {
            program.paratextSignIn().forget();
            return show(visit.words());
        });
        routes.piece("/paratext/login/said", visit -> said(visit.words()));
        routes.action("/paratext/login", this::logIn);
        routes.action("/paratext/logout", this::logOut);
    }

    private Html show(PageWords words) {
        List<ParatextAccount> accounts = program.paratextLists().accounts();
        return dialog(
                id("paratext-login"),
                attr("aria-labelledby", "paratext-login-title"),
                h2(id("paratext-login-title"), text(words.text("paratext.login"))),
                LoggedIn.accounts(accounts.stream().map(ParatextAccount::name).toList(), "/paratext/logout", words),
                form(
                        attr("data-act", "/paratext/login"),
                        label(
                                text(words.text("login.server")),
                                input(attr("name", "server"), attr("dir", "ltr"), attr("autofocus"))),
                        p(cls("quiet"), text(words.text("paratext.loginNote"))),
                        p(cls("quiet"), text(words.text("paratext.loginEmpty"))),
                        details(
                                id("paratext-given"),
                                summary(text(words.text("paratext.given"))),
                                label(
                                        text(words.text("paratext.client")),
                                        input(attr("name", "client"), attr("dir", "ltr"), attr("autocomplete", "off"))),
                                label(
                                        text(words.text("paratext.servers")),
                                        textarea(
                                                attr("name", "servers"),
                                                attr("dir", "ltr"),
                                                attr("rows", "4"),
                                                attr("spellcheck", "false")))),
                        said(words),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("login.do"))),
                                button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.done"))))));
    }

    /** How far the login is; what comes of it on the other page is shown by itself. */
    private Html said(PageWords words) {
        return div(
                id("paratext-login-said"),
                attr("role", "alert"),
                attr("data-live", Program.CLOUD),
                attr("data-src", "/paratext/login/said"),
                attr("data-fetched"),
                switch (program.paratextSignIn().state()) {
                    case State.Nothing() -> Html.EMPTY;
                    case State.At(var page) ->
                        p(a(
                                href(page.toString()),
                                attr("target", "_blank"),
                                attr("rel", "noopener noreferrer"),
                                text(words.text("paratext.signIn"))));
                    case State.Done(var account) -> p(words.html("paratext.loggedIn", "name", account));
                    case State.Not(var why) -> p(cls("trouble"), words.html(why));
                });
    }

    private Answer logIn(Visit visit) {
        PageWords words = visit.words();
        Optional<String> client = visit.value("client");
        Optional<String> pasted = visit.value("servers");
        String typed = visit.value("server").orElse("");
        if (pasted.isPresent()) {
            Optional<ParatextService> service =
                    ParatextService.parse(pasted.get().getBytes(StandardCharsets.UTF_8));
            service.ifPresentOrElse(
                    known -> program.paratextSignIn().begin(known, client, afterwards(words)),
                    () -> program.paratextSignIn().cannotBegin(Message.of("M-0433")));
        } else if (typed.isEmpty()) {
            program.paratextSignIn().begin(ParatextService.PUBLIC, client, afterwards(words));
        } else {
            switch (ServerAddress.parse(typed)) {
                case ServerAddress.Parsed.Bad(var flaw) ->
                    program.paratextSignIn().cannotBegin(SyncWords.of(flaw, typed));
                case ServerAddress.Parsed.Good(var address) ->
                    program.paratextSignIn().begin(address, client, afterwards(words));
            }
        }
        return Answer.show(said(words));
    }

    private static String afterwards(PageWords words) {
        return "<!doctype html><meta charset=\"utf-8\"><title>Masora</title><p>"
                + text(words.text("paratext.signedIn")).markup();
    }

    private Answer logOut(Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<ParatextAccount> account = program.paratextLists().accounts().stream()
                .filter(known -> visit.value("account").equals(Optional.of(known.name())))
                .findFirst();
        if (account.isEmpty()) {
            return Answer.nothing().closingDialog();
        }
        program.desk().paratextAccounts().forget(account.get());
        program.loggedIn();
        return Answer.going("/paratext")
                .saying(words.html("login.gone", "name", account.get().name()))
                .saying(words.html(Message.of("M-0436")));
    }
}
