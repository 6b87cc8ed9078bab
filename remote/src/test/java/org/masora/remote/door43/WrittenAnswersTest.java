package org.masora.remote.door43;

import java.util.Map;
import java.util.Optional;
import org.masora.remote.door43.ScriptedServer.Scripted;

/** The same answers as they matter, written by hand, for a computer without the recordings. */
class WrittenAnswersTest extends ServerAnswersContract {

    private static final String PASSWORD_INVALID = "{'message':'user\u2019s password is invalid [uid: 1, name: asha]'}";
    private static final String NO_USER = "{'message':'user does not exist [uid: 0, name: , keyid: 0]'}";
    private static final String NOT_FOUND = "{'errors':null,'message':'The target couldn\u2019t be found.'}";
    private static final String ME = "{'login':'asha','full_name':'','email':'asha@example.org'}";

    private static final Map<String, Scripted> ANSWERS = Map.ofEntries(
            json("01-sign-in/who am I, wrong password", 401, PASSWORD_INVALID),
            json("01-sign-in/who am I, no such user", 401, NO_USER),
            json("01-sign-in/a token that was taken back", 401, NO_USER),
            json("01-sign-in/who am I, password", 200, ME),
            json(
                    "01-sign-in/make a token",
                    201,
                    "{'id':71,'name':'laptop','sha1':'0123456789abcdef0123456789abcdef01234567','scopes':null}"),
            json("01-sign-in/user by name, anonymous", 200, "{'login':'biram','email':'biram@noreply.localhost'}"),
            json(
                    "02-token-scopes/read:repository: my repositories",
                    403,
                    "{'message':'token does not have at least one of required scope(s): [read:user]'}"),
            json("03-repositories/get", 200, repository("one", "'empty':true,'permissions':{'push':false}")),
            json("03-repositories/create private", 201, repository("secret", "'private':true,'empty':true")),
            json("03-repositories/create", 201, repository("one", "'private':false,'empty':true")),
            json(
                    "03-repositories/create what exists, other case",
                    409,
                    "{'message':'The repository with the same name already exists.'}"),
            json("03-repositories/create with a blank", 422, "{'message':'[Name]: AlphaDashDot'}"),
            json("03-repositories/get what is not there", 404, NOT_FOUND),
            json("03-repositories/get private, another", 404, NOT_FOUND),
            Map.entry(
                    "03-repositories/get by the old name",
                    Scripted.text(307, "").with("Location", "/api/v1/repos/asha/two")),
            json("04-empty-repository/empty: contents of a file", 200, "[]"),
            json(
                    "05-contents/read file",
                    200,
                    "{'path':'a.txt','type':'file','size':4,'encoding':'base64','content':'b25lCg=='}"),
            json("05-contents/read file that is not there", 404, "{'errors':[],'message':'GetContentsOrList'}"),
            json("07-people-and-archive/archived: read", 200, repository("p", "'archived':true")),
            Map.entry(
                    "07-people-and-archive/archived: refs for a push",
                    Scripted.text(403, "This repo is archived. You can view files and clone it, but cannot push.")),
            Map.entry("08-git-over-http/public, fetch, bad token", Scripted.text(401, "Verify\n")),
            Map.entry(
                    "08-git-over-http/private, fetch, anonymous",
                    Scripted.text(401, "Unauthorized\n").with("WWW-Authenticate", "Basic realm=\"Gitea\"")),
            Map.entry("08-git-over-http/missing, fetch, owner", Scripted.text(404, "Repository not found")),
            Map.entry("08-git-over-http/private, fetch, another", Scripted.text(404, "Repository not found")),
            Map.entry(
                    "08-git-over-http/missing, push, owner",
                    Scripted.text(403, "Push to create is not enabled for users.")),
            list("09-lists/mine, page 2 of 20", 20, 53, Optional.of("next\",<http://wrong/?page=3>; rel=\"last")),
            list("09-lists/mine, past the end", 0, 53, Optional.of("first")),
            list("09-lists/mine, asking for 100", 50, 53, Optional.of("next")),
            json("09-lists/search, nothing found", 200, "{'ok':true,'data':[]}"));

    private static Map.Entry<String, Scripted> json(String step, int status, String body) {
        return Map.entry(step, Scripted.json(status, body.replace('\'', '"')));
    }

    private static Map.Entry<String, Scripted> list(String step, int count, int total, Optional<String> rel) {
        StringBuilder items = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            items.append(i == 0 ? "" : ",").append(repository("p" + i, "'private':false"));
        }
        Scripted answer = Scripted.json(200, items.append("]").toString().replace('\'', '"'))
                .with("X-Total-Count", String.valueOf(total));
        return Map.entry(
                step,
                rel.map(is -> answer.with("Link", "<http://wrong/?page=2>; rel=\"" + is + "\""))
                        .orElse(answer));
    }

    private static String repository(String name, String more) {
        return "{'owner':{'login':'asha'},'name':'" + name + "','description':'d','default_branch':'main',"
                + "'updated_at':'2026-11-21T22:40:37Z'," + more + "}";
    }

    @Override
    Scripted answer(String scenario, String step) {
        Scripted answer = ANSWERS.get(scenario + "/" + step);
        if (answer == null) {
            throw new AssertionError("not written: " + scenario + "/" + step);
        }
        return answer;
    }
}
