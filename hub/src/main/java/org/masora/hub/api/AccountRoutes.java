package org.masora.hub.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.AccountName;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.PasswordHash;
import org.masora.hub.accounts.Scopes;
import org.masora.hub.accounts.Token;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Accounts and their access tokens. */
final class AccountRoutes {
    private static final int TEXT_LENGTH_AT_MOST = 255;

    private final Accounts accounts;
    private final ApiJson shapes;

    AccountRoutes(Accounts accounts, ApiJson shapes) {
        this.accounts = accounts;
        this.shapes = shapes;
    }

    void me(Call call) {
        call.answer(200, shapes.user(call.account(), call.identity()));
    }

    void one(Call call) {
        call.answer(200, shapes.user(call.namedAccount(), call.identity()));
    }

    void search(Call call) {
        Paging paging = call.paging();
        List<Account> found = accounts.search(call.query("q").orElse(""));
        call.announceList(paging, found.size());
        ObjectNode answer = ApiJson.object();
        answer.set("data", shapes(paging.slice(found), call));
        call.answer(200, answer.put("ok", true));
    }

    void all(Call call) {
        requireAdministrator(call);
        Paging paging = call.paging();
        List<Account> all = accounts.all();
        call.announceList(paging, all.size());
        call.answer(200, shapes(paging.slice(all), call));
    }

    private ArrayNode shapes(List<Account> page, Call call) {
        return ApiJson.list(page.stream()
                .map(account -> shapes.user(account, call.identity()))
                .toList());
    }

    void make(Call call) throws IOException {
        requireAdministrator(call);
        Body body = call.body();
        String name = body.text("username").orElse("");
        AccountName.problem(name).ifPresent(problem -> {
            throw new Refusal(422, problem);
        });
        String email = required(body, "email", "Email");
        if (email.indexOf('@') < 1 || email.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>')) {
            throw new Refusal(422, "[Email]: Email");
        }
        String password = required(body, "password", "Password");
        checkPassword(password);
        Account made = accounts.make(name, fullName(body).orElse(""), email, password, false)
                .orElseThrow(() -> new Refusal(422, "user already exists [name: " + name + "]"));
        call.answer(201, shapes.user(made, call.identity()));
    }

    void change(Call call) throws IOException {
        requireAdministrator(call);
        Account account = call.namedAccount();
        Body body = call.body();
        Optional<String> password = body.text("password");
        password.ifPresent(AccountRoutes::checkPassword);
        Optional<Boolean> admin = body.flag("admin");
        if (account.number() == call.account().number() && admin.equals(Optional.of(false))) {
            throw new Refusal(422, "an administrator cannot resign: the hub might have none left");
        }
        Account changed = accounts.change(account.number(), fullName(body), admin, password);
        call.answer(200, shapes.user(changed, call.identity()));
    }

    private static Optional<String> fullName(Body body) {
        Optional<String> name = body.textOrEmpty("full_name");
        if (name.filter(text -> text.length() > TEXT_LENGTH_AT_MOST).isPresent()) {
            throw new Refusal(422, "[FullName]: MaxSize");
        }
        return name;
    }

    private static void checkPassword(String password) {
        if (password.length() < PasswordHash.LENGTH_AT_LEAST || password.length() > TEXT_LENGTH_AT_MOST) {
            throw new Refusal(400, "PasswordComplexity");
        }
    }

    private static String required(Body body, String name, String shownName) {
        String text = body.text(name).orElseThrow(() -> new Refusal(422, "[" + shownName + "]: Required"));
        if (text.length() > TEXT_LENGTH_AT_MOST) {
            throw new Refusal(422, "[" + shownName + "]: MaxSize");
        }
        return text;
    }

    private static void requireAdministrator(Call call) {
        if (!call.account().admin()) {
            throw new Refusal(403, "user should be the site admin");
        }
    }

    // ---- tokens

    /** The account whose tokens are meant: one's own, known by its password and not by a token. */
    private static Account tokenOwner(Call call) {
        Account named = ownAccount(call);
        if (call.usesToken()) {
            throw new Refusal(401, "auth required");
        }
        return named;
    }

    private static Account ownAccount(Call call) {
        Account named = call.namedAccount();
        Optional<Account> asker = call.signedIn();
        if (asker.isEmpty()
                || (asker.get().number() != named.number() && !asker.get().admin())) {
            throw new Refusal(403, "doer should be the site admin or be same as the contextUser");
        }
        return named;
    }

    void tokens(Call call) {
        Account owner = tokenOwner(call);
        Paging paging = call.paging();
        call.announceList(paging, owner.tokens().size());
        call.answer(
                200,
                ApiJson.list(paging.slice(owner.tokens()).stream()
                        .map(ApiJson::tokenInList)
                        .toList()));
    }

    void makeToken(Call call) throws IOException {
        Account owner = tokenOwner(call);
        Body body = call.body();
        String name = required(body, "name", "Name");
        List<String> words = body.texts("scopes").orElse(List.of());
        Scopes.unknown(words).ifPresent(word -> {
            throw new Refusal(400, "invalid access token scope provided: invalid access token scope: " + word);
        });
        Scopes scopes = words.isEmpty() ? Scopes.allButAdministration() : Scopes.of(words);
        call.answer(201, ApiJson.tokenJustMade(accounts.issueToken(owner.number(), name, scopes)));
    }

    /** Gitea takes a token here too, in the place of the password; so a program can take its own back. */
    void deleteToken(Call call) throws IOException {
        Account owner = ownAccount(call);
        if (!call.usesBasic()) {
            throw new Refusal(401, "auth required");
        }
        accounts.revokeToken(
                owner.number(), tokenMeant(owner, call.param("token")).number());
        call.answerEmpty(204);
    }

    private static Token tokenMeant(Account owner, String numberOrName) {
        if (numberOrName.matches("[0-9]{1,18}")) {
            return owner.token(Long.parseLong(numberOrName)).orElseThrow(Refusal::notFound);
        }
        List<Token> named = owner.tokens().stream()
                .filter(token -> token.name().equals(numberOrName))
                .toList();
        if (named.size() > 1) {
            throw new Refusal(422, "multiple matches for token name '" + numberOrName + "'");
        }
        return named.stream().findFirst().orElseThrow(Refusal::notFound);
    }
}
