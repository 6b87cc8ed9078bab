package org.masora.app.web.pages.login;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.datalist;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
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
import org.masora.remote.http.ServerAddress.Parsed;
import org.masora.store.PlaceAddress;

/** The accounts: log in to Door43 or another server, log out. A password is used once and not kept. */
public final class LoginScreen implements Screen {
    private final Program program;

    /** What was typed last and led to no login: it stands there again when the dialog is opened again. */
    private volatile Typed typed = Typed.NOTHING;

    public LoginScreen(Program program) {
        this.program = program;
    }

    private record Typed(String server, String user) {
        private static final Typed NOTHING = new Typed(ServerAddress.DOOR43.toString(), "");
    }

    @Override
    public void addTo(Routes routes) {
        routes.piece("/login", this::show);
        routes.action("/login/typed", this::typed);
        routes.piece("/login/registering", LoginScreen::registering);
        routes.action("/login", this::logIn);
        routes.action("/logout", this::logOut);
    }

    private Html show(Visit visit) {
        PageWords words = visit.words();
        List<KnownAccount> accounts = program.work().accounts().reversed();
        Typed begin = visit.value("project").flatMap(this::loggedOut).orElse(typed);
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
                                        attr("list", "login-servers"),
                                        attr("autocapitalize", "none"),
                                        attr("spellcheck", "false"),
                                        attr("required"),
                                        attr("data-act-on-change", "/login/typed"),
                                        attr("value", begin.server()))),
                        servers(accounts),
                        label(
                                text(words.text("login.user")),
                                input(
                                        attr("name", "user"),
                                        attr("autocomplete", "username"),
                                        attr("autocapitalize", "none"),
                                        attr("spellcheck", "false"),
                                        attr("required"),
                                        attr("data-act-on-change", "/login/typed"),
                                        attr("value", begin.user()),
                                        when(begin.user().isEmpty(), attr("autofocus")))),
                        label(
                                text(words.text("login.password")),
                                input(
                                        attr("type", "password"),
                                        attr("name", "password"),
                                        attr("autocomplete", "current-password"),
                                        attr("required"),
                                        when(!begin.user().isEmpty(), attr("autofocus")))),
                        div(id("login-code")),
                        label(
                                cls("radio"),
                                input(
                                        attr("type", "checkbox"),
                                        attr("name", "keep"),
                                        attr("autocomplete", "off"),
                                        attr("aria-describedby", "login-keep-note"),
                                        attr("checked")),
                                text(words.text("login.keep"))),
                        p(id("login-keep-note"), cls("quiet"), text(words.text("login.keepNote"))),
                        div(id("login-said"), attr("role", "alert")),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("login.do"))),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))),
                outside(begin.server(), words),
                div(id("login-registering"), attr("role", "status")));
    }

    /** The account of a project that is logged out, or counts no more. */
    private Optional<Typed> loggedOut(String project) {
        List<PlaceAddress> places = program.shelf()
                .project(project)
                .map(near -> near.places().stream()
                        .filter(place -> !ParatextAccount.isParatext(place))
                        .toList())
                .orElse(List.of());
        return places.stream()
                .filter(place -> !program.desk().isLoggedIn(place))
                .findFirst()
                .or(() -> places.stream().findFirst())
                .map(place -> new Typed(place.server(), place.account()));
    }

    /** Servers that are known here are offered, Door43 first. */
    private static Html servers(List<KnownAccount> accounts) {
        return datalist(
                id("login-servers"),
                all(Stream.concat(
                                Stream.of(ServerAddress.DOOR43),
                                accounts.stream().map(KnownAccount::server))
                        .distinct()
                        .map(server -> option(attr("value", server)))
                        .toList()));
    }

    /** What is done on the server's own pages: an account is made, a password that was forgotten is set anew. */
    private static Html outside(String server, PageWords words) {
        ServerAddress address =
                ServerAddress.parse(server) instanceof Parsed.Good(var good) ? good : ServerAddress.DOOR43;
        return p(
                id("login-outside"),
                cls("quiet"),
                a(
                        href(address.at("/user/sign_up").toString()),
                        attr("target", "_blank"),
                        attr("rel", "noopener noreferrer"),
                        attr("data-opens", Visit.address("/login/registering", "server", address.toString())),
                        words.html("login.registerAt", "server", called(address))),
                text(" · "),
                a(
                        href(address.at("/user/forgot_password").toString()),
                        attr("target", "_blank"),
                        attr("rel", "noopener noreferrer"),
                        text(words.text("login.forgot"))));
    }

    private static String called(ServerAddress server) {
        return server.equals(ServerAddress.DOOR43) ? "Door43" : server.base().getAuthority();
    }

    /** What is to be done after an account was made there; the name that was typed here stays. */
    private static Html registering(Visit visit) {
        ServerAddress address = ServerAddress.parse(visit.value("server").orElse("")) instanceof Parsed.Good(var good)
                ? good
                : ServerAddress.DOOR43;
        return div(
                id("login-registering"),
                attr("role", "status"),
                p(visit.words().html("login.registering", "server", called(address))));
    }

    /** What is typed is kept in mind: a letter from the server takes its time, and this dialog is closed meanwhile. */
    private Answer typed(Visit visit) {
        typed = new Typed(
                visit.value("server").orElse(Typed.NOTHING.server()),
                visit.value("user").orElse(""));
        return Answer.show(outside(typed.server(), visit.words()));
    }

    private Answer logIn(Visit visit) throws IOException {
        PageWords words = visit.words();
        String server = visit.value("server").orElse("");
        return switch (ServerAddress.parse(server)) {
            case Parsed.Bad(var flaw) -> said(words.numbered(SyncWords.of(flaw, server)));
            case Parsed.Good(var address) -> logIn(address, visit);
        };
    }

    private Answer logIn(ServerAddress address, Visit visit) throws IOException {
        PageWords words = visit.words();
        Credentials credentials;
        try {
            credentials = new Credentials(visit.value("user").orElse(""), visit.exact("password"));
        } catch (IllegalArgumentException e) {
            return said(words.numbered(Message.of("M-0404")));
        }
        Door43Server server = program.desk().server(address);
        return switch (server.login(credentials, visit.value("code"), "Masora on " + Desk.computer())) {
            case Remote.Answer.Failed<Login>(var failure) ->
                said(
                        failure instanceof RemoteFailure.BadCredentials
                                ? PageWords.withNumber(
                                        text(words.text("login.wrong")), SyncWords.of(Failures.reason(failure)))
                                : words.numbered(SyncWords.of(Failures.reason(failure))));
            case Remote.Answer.Ok<Login>(var login) ->
                switch (login) {
                    case Login.CodeNeeded _ -> code(words, false);
                    case Login.CodeWrong _ -> code(words, true);
                    case Login.SignedIn signedIn -> {
                        KnownAccount.Kind kind =
                                address.equals(ServerAddress.DOOR43) ? KnownAccount.Kind.DOOR43 : KnownAccount.Kind.HUB;
                        KnownAccount account = KnownAccount.of(kind, address, signedIn);
                        if (visit.value("keep").isPresent()) {
                            program.desk().accounts().keep(account);
                        } else {
                            program.desk().accounts().keepUntilTheEnd(account);
                        }
                        typed = Typed.NOTHING;
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
