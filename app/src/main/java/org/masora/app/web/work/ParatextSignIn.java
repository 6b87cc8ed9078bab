package org.masora.app.web.work;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.SignIn;

/** Lets somebody sign in to Paratext on its own page; what comes of it is waited for beside. */
public final class ParatextSignIn {
    private static final System.Logger LOG = System.getLogger(ParatextSignIn.class.getName());
    private static final Duration PERSON_TAKES_AT_MOST = Duration.ofMinutes(10);

    private final Desk desk;
    private final Runnable changed;
    private final Runnable loggedIn;
    private volatile State state = new State.Nothing();

    /**
     * For one person.
     *
     * @param changed is told when the state is another one
     * @param loggedIn is told when somebody has signed in
     */
    public ParatextSignIn(Desk desk, Runnable changed, Runnable loggedIn) {
        this.desk = desk;
        this.changed = changed;
        this.loggedIn = loggedIn;
    }

    /** How far it is. */
    public sealed interface State {
        /** Nobody has begun. */
        record Nothing() implements State {}

        /** The person signs in on this page. */
        record At(URI page) implements State {}

        /** It went well, for the account of this name. */
        record Done(String account) implements State {}

        record Not(Message why) implements State {}
    }

    /** How far it is. */
    public State state() {
        return state;
    }

    /** Somebody looks at it anew: what came of the last time is said already. */
    public void forget() {
        state = new State.Nothing();
    }

    /** What was put in does not say enough to begin. */
    public void cannotBegin(Message why) {
        state = new State.Not(why);
    }

    /**
     * Begins at a hub that stands in for Paratext.
     *
     * @param client as which program, if not as the one that the hub tells
     * @param shownAfterwards HTML that the browser shows at the end
     */
    public void begin(ServerAddress hub, Optional<String> client, String shownAfterwards) {
        switch (ParatextService.of(hub)) {
            case Answer.Failed<ParatextService>(var failure) -> state = new State.Not(SyncWords.ofSignIn(failure));
            case Answer.Ok<ParatextService>(var service) -> begin(service, client, shownAfterwards);
        }
    }

    /** Begins at servers that are known. */
    public void begin(ParatextService known, Optional<String> client, String shownAfterwards) {
        ParatextService service = client.map(known::as).orElse(known);
        Optional<OAuthClient> program = service.client();
        Optional<ServerAddress> authorize = service.authorize();
        if (program.isEmpty()) {
            state = new State.Not(Message.of("M-0431"));
        } else if (authorize.isEmpty()) {
            state = new State.Not(Message.of("M-0435"));
        } else {
            SignIn signIn =
                    SignIn.begin(service.servers(), authorize.get(), program.get(), shownAfterwards, Clock.systemUTC());
            state = new State.At(signIn.page());
            Thread.ofVirtual().start(() -> await(signIn, service));
        }
    }

    private void await(SignIn signIn, ParatextService service) {
        State begun = new State.At(signIn.page());
        try (signIn) {
            switch (signIn.await(PERSON_TAKES_AT_MOST, Progress.NONE)) {
                case Answer.Ok<SignIn.SignedIn>(var signedIn) -> {
                    state = new State.Done(
                            desk.paratextAccounts().keep(service, signedIn).name());
                    loggedIn.run();
                }
                case Answer.Failed<SignIn.SignedIn>(var failure) -> {
                    // Who has begun again meanwhile does not wait for this one any more.
                    if (state.equals(begun)) {
                        state = new State.Not(SyncWords.ofSignIn(failure));
                        changed.run();
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a login could not be kept", e);
            state = new State.Not(Message.of("M-0002", "detail", e.toString()));
            changed.run();
        }
    }
}
