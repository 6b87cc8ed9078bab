package org.masora.app.web.pages.help;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Account;

/** Tests the way to one account's server, step by step: its name, the server, the login, and the clock. */
final class LineTest {
    private static final Duration CLOCK_MAY_DIFFER = Duration.ofMinutes(5);

    private final Desk desk;
    private final InstantSource clock;

    LineTest(Desk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /** What is tested, in this order. */
    enum Step {
        NAME,
        SERVER,
        LOGIN,
        CLOCK
    }

    /**
     * What one test gave.
     *
     * @param good empty where it could not be tested, because an earlier step failed
     * @param why what to say where it is not good
     */
    record Tested(Step step, Optional<Boolean> good, Optional<Message> why) {
        private static Tested of(Step step, boolean good) {
            return new Tested(step, Optional.of(good), Optional.empty());
        }

        private static Tested not(Step step, Message why) {
            return new Tested(step, Optional.of(false), Optional.of(why));
        }

        private static Tested untested(Step step) {
            return new Tested(step, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What all tests gave.
     *
     * @param clockAhead how far this computer's clock is ahead of the server's, where both are known
     */
    record Result(Tested name, Tested server, Tested login, Tested clock, Optional<Duration> clockAhead) {}

    /** Tests them all; takes as long as the line takes. */
    Result run(KnownAccount account) {
        // A name that nobody knows takes its time to be found unknown; asking its server would take that once more.
        if (!isKnown(account)) {
            return new Result(
                    Tested.not(Step.NAME, nobodyKnows(account)),
                    Tested.untested(Step.SERVER),
                    Tested.untested(Step.LOGIN),
                    Tested.untested(Step.CLOCK),
                    Optional.empty());
        }
        Tested name = Tested.of(Step.NAME, true);
        Instant asked = clock.instant();
        Answer<Optional<Instant>> time = desk.server(account.server()).time();
        Tested server = switch (time) {
            case Answer.Ok<Optional<Instant>> _ -> Tested.of(Step.SERVER, true);
            case Answer.Failed<Optional<Instant>>(var failure) ->
                Tested.not(Step.SERVER, SyncWords.of(Failures.reason(failure)));
        };
        Optional<Duration> ahead = time instanceof Answer.Ok<Optional<Instant>>(var told)
                ? told.map(there -> Duration.between(there, asked))
                : Optional.empty();
        return new Result(
                name,
                server,
                server.good().equals(Optional.of(true)) ? login(account) : Tested.untested(Step.LOGIN),
                ahead.map(LineTest::clock).orElseGet(() -> Tested.untested(Step.CLOCK)),
                ahead);
    }

    private static Tested clock(Duration ahead) {
        return ahead.abs().compareTo(CLOCK_MAY_DIFFER) < 0
                ? Tested.of(Step.CLOCK, true)
                : Tested.not(
                        Step.CLOCK, Message.of("M-0615", "minutes", ahead.abs().toMinutes()));
    }

    private static Message nobodyKnows(KnownAccount account) {
        return SyncWords.of(
                new StopReason.Unreachable(account.server().toString(), StopReason.LineTrouble.NO_LINE, ""));
    }

    private static boolean isKnown(KnownAccount account) {
        try {
            return InetAddress.getAllByName(account.server().base().getHost()).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Tested login(KnownAccount account) {
        return switch (desk.server(account.server()).account(account.credentials())) {
            case Answer.Ok<Account> _ -> Tested.of(Step.LOGIN, true);
            case Answer.Failed<Account>(var failure) -> Tested.not(Step.LOGIN, SyncWords.of(Failures.reason(failure)));
        };
    }
}
