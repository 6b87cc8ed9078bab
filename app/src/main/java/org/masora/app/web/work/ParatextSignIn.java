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
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.SignIn;

/** Lets somebody sign in to Paratext on its own page; what comes of it is waited for beside. */
public final class ParatextSignIn {
    private static final System.Logger LOG = System.getLogger(ParatextSignIn.class.getName());
    private static final Duration PERSON_TAKES_AT_MOST = Duration.ofMinutes(10);

    private final Desk desk;
    private final Runnable loggedIn;

    /**
     * For one person.
     *
     * @param loggedIn is told when somebody has signed in
     */
    public ParatextSignIn(Desk desk, Runnable loggedIn) {
        this.desk = desk;
        this.loggedIn = loggedIn;
    }

    /** What came of beginning. */
    public sealed interface Begun {
        /** The page where the person signs in. */
        record At(URI page) implements Begun {}

        record Not(Message why) implements Begun {}
    }

    /**
     * Begins.
     *
     * @param shownAfterwards HTML that the browser shows at the end
     */
    public Begun begin(ServerAddress address, String shownAfterwards) {
        return switch (ParatextService.of(address)) {
            case Answer.Failed<ParatextService>(var failure) -> new Begun.Not(SyncWords.of(Failures.reason(failure)));
            case Answer.Ok<ParatextService>(var service) -> begin(service, shownAfterwards);
        };
    }

    private Begun begin(ParatextService service, String shownAfterwards) {
        Optional<ServerAddress> authorize = service.authorize();
        if (service.client().isEmpty() || authorize.isEmpty()) {
            return new Begun.Not(Message.of("M-0431"));
        }
        SignIn signIn = SignIn.begin(
                service.servers(), authorize.get(), service.client().get(), shownAfterwards, Clock.systemUTC());
        URI page = signIn.page();
        Thread.ofVirtual().start(() -> {
            try (signIn) {
                if (signIn.await(PERSON_TAKES_AT_MOST, Progress.NONE)
                        instanceof Answer.Ok<SignIn.SignedIn>(var signedIn)) {
                    desk.paratextAccounts().keep(service, signedIn);
                    loggedIn.run();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a login could not be kept", e);
            }
        });
        return new Begun.At(page);
    }
}
