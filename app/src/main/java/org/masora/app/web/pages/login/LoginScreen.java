package org.masora.app.web.pages.login;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.LoggedIn;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.engine.Failures;
import org.masora.remote.Credentials;
import org.masora.remote.Remote;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Login;
import org.masora.remote.http.ServerAddress;

/** The accounts: log in to Door43 or another server, log out. A password is used once and not kept. */
public final class LoginScreen implements Screen {
    private final Program program;

    public LoginScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.piece("/login", visit -> show(visit.words()));
        routes.action("/login", this::logIn);
        routes.action("/logout", this::logOut);
    }

    private Html show(PageWords words) {
        List<KnownAccount> accounts = program.work().accounts().reversed();
        return dialog(
                id("login"),
                attr("aria-labelledby", "login-title"),
                h2(id("login-title"), text(words.text("login.title"))),
                LoggedIn.accounts(accounts.stream().map(KnownAccount::name).toList(), "/logout", words),
                form(
                        attr("data-act", "/login"),
                        label(
                                text(words.text("login.server")),
                                input(
                                        attr("name", "server"),
                                        attr("dir", "ltr"),
                                        attr("required"),
                                        attr("value", ServerAddress.DOOR43.toString()))),
                        label(
                                text(words.text("login.user")),
                                input(
                                        attr("name", "user"),
                                        attr("autocomplete", "username"),
                                        attr("autocapitalize", "none"),
                                        attr("spellcheck", "false"),
                                        attr("required"),
                                        attr("autofocus"))),
                        label(
                                text(words.text("login.password")),
                                input(
                                        attr("type", "password"),
                                        attr("name", "password"),
                                        attr("autocomplete", "current-password"),
                                        attr("required"))),
                        div(id("login-code")),
                        div(id("login-said"), attr("role", "alert")),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("login.do"))),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))),
                p(
                        cls("quiet"),
                        outside(ServerAddress.DOOR43 + "/user/sign_up", words.text("login.register")),
                        text(" · "),
                        outside(ServerAddress.DOOR43 + "/user/forgot_password", words.text("login.forgot"))));
    }

    private static Html outside(String address, String said) {
        return a(href(address), attr("target", "_blank"), attr("rel", "noopener noreferrer"), text(said));
    }

    private Answer logIn(Visit visit) throws IOException {
        PageWords words = visit.words();
        String typed = visit.value("server").orElse("");
        return switch (ServerAddress.parse(typed)) {
            case ServerAddress.Parsed.Bad(var flaw) -> said(words.html(SyncWords.of(flaw, typed)));
            case ServerAddress.Parsed.Good(var address) -> logIn(address, visit);
        };
    }

    private Answer logIn(ServerAddress address, Visit visit) throws IOException {
        PageWords words = visit.words();
        Credentials credentials;
        try {
            credentials = new Credentials(visit.value("user").orElse(""), visit.exact("password"));
        } catch (IllegalArgumentException e) {
            return said(words.html(Message.of("M-0404")));
        }
        Door43Server server = program.desk().server(address);
        return switch (server.login(credentials, visit.value("code"), "Masora on " + Desk.computer())) {
            case Remote.Answer.Failed<Login>(var failure) ->
                said(
                        failure instanceof RemoteFailure.BadCredentials
                                ? text(words.text("login.wrong"))
                                : words.html(SyncWords.of(Failures.reason(failure))));
            case Remote.Answer.Ok<Login>(var login) ->
                switch (login) {
                    case Login.CodeNeeded _ -> code(words, false);
                    case Login.CodeWrong _ -> code(words, true);
                    case Login.SignedIn signedIn -> {
                        KnownAccount.Kind kind =
                                address.equals(ServerAddress.DOOR43) ? KnownAccount.Kind.DOOR43 : KnownAccount.Kind.HUB;
                        KnownAccount account = KnownAccount.of(kind, address, signedIn);
                        program.desk().accounts().keep(account);
                        program.loggedIn();
                        yield Answer.going("/").saying(words.html("login.done", "name", account.name()));
                    }
                };
        };
    }

    private static Answer said(Html sentence) {
        return Answer.show(div(id("login-said"), attr("role", "alert"), p(cls("trouble"), sentence)));
    }

    private static Answer code(PageWords words, boolean wrong) {
        return Answer.show(
                div(
                        id("login-code"),
                        label(
                                text(words.text("login.code")),
                                input(
                                        attr("name", "code"),
                                        attr("inputmode", "numeric"),
                                        attr("autocomplete", "one-time-code"),
                                        attr("required")))),
                div(
                        id("login-said"),
                        attr("role", "alert"),
                        p(text(words.text(wrong ? "login.codeWrong" : "login.codeNeeded")))));
    }

    private Answer logOut(Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<KnownAccount> account = program.work().accounts().stream()
                .filter(known -> visit.value("account").equals(Optional.of(known.name())))
                .findFirst();
        if (account.isEmpty()) {
            return Answer.nothing().closingDialog();
        }
        program.desk().accounts().forget(account.get());
        program.loggedIn();
        Answer answer = Answer.going("/")
                .saying(words.html("login.gone", "name", account.get().name()));
        return switch (program.desk()
                .server(account.get().server())
                .logout(account.get().credentials(), account.get().tokenId())) {
            case Remote.Answer.Ok<?> _ -> answer;
            case Remote.Answer.Failed<?> _ ->
                answer.complaining(
                        words.html(Message.of("M-0412", "token", account.get().tokenName())
                                .with("server", account.get().server())));
        };
    }
}
