package org.masora.app.home;

import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.remote.Credentials;
import org.masora.remote.door43.Login;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.store.PlaceAddress;

/**
 * One account on one server, with the token that this computer was given for it.
 *
 * @param kind what kind of server it is
 * @param server where it is
 * @param user the account's name there
 * @param fullName the person's name as the server shows it; empty where it shows none
 * @param email the address that revisions carry: the server's no-reply address for the account, or empty
 * @param tokenId the token's number, for taking it back
 * @param tokenName what the server calls the token
 * @param token the secret; never part of {@link #toString}
 */
public record KnownAccount(
        Kind kind,
        ServerAddress server,
        String user,
        String fullName,
        String email,
        long tokenId,
        String tokenName,
        String token) {

    /** The kinds of servers that one can log in to. */
    public enum Kind {
        /** Door43 itself. */
        DOOR43("door43"),
        /** A Masora hub, or another server that speaks as Door43 does. */
        HUB("hub");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** How it is written in commands, in the file of accounts and as the name of a place. */
        public String word() {
            return word;
        }
    }

    /** The account that somebody logged in to just now. */
    public static KnownAccount of(Kind kind, ServerAddress server, Login.SignedIn signedIn) {
        return new KnownAccount(
                kind,
                server,
                signedIn.account().login(),
                signedIn.account().fullName(),
                signedIn.account().noReplyAddress(),
                signedIn.tokenId(),
                signedIn.tokenName(),
                signedIn.token().secret());
    }

    /** How a person names this account: {@code maria@git.door43.org}. */
    public String name() {
        return user + "@" + server.base().getAuthority();
    }

    /** What a project calls its place there. */
    public PlaceName place() {
        return new PlaceName(kind.word());
    }

    /** Where a project of that name is, reached with this account. */
    public PlaceAddress address(ProjectName name) {
        return new PlaceAddress(Kind.DOOR43.word(), server.toString(), name.owner(), name.name(), user);
    }

    /** The author of what this account sends (rule V3). */
    public Person person() {
        return new Person(fullName.isBlank() ? user : fullName, email);
    }

    /** What every request is made with. */
    public Credentials credentials() {
        return new Credentials(user, token);
    }

    @Override
    public String toString() {
        return "KnownAccount[" + kind.word() + ", " + name() + "]";
    }
}
