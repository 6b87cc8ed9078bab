package org.masora.app.web.work;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.Message;
import org.masora.core.sync.PlaceName;
import org.masora.engine.ProjectSession;
import org.masora.engine.SyncOptions.Sends;
import org.masora.store.PlaceAddress;

/**
 * By whose account a project is synced. Where somebody else has logged in since it was synced last, they are asked,
 * because their words would go out under that other name; the answer counts until somebody logs in again, or Masora ends.
 */
final class Whose {
    private final ProjectWork work;
    private final Set<Agreed> agreed = ConcurrentHashMap.newKeySet();

    Whose(ProjectWork work) {
        this.work = work;
    }

    /** Takes up what the person has answered; asks where that is needed and somebody sits there. */
    Optional<Ending> ask(ProjectSession session, SyncWish wish) {
        for (Map.Entry<PlaceName, PlaceAddress> place :
                session.config().places().entrySet()) {
            PlaceAddress address = place.getValue();
            List<KnownAccount> there = work.accountsAt(address);
            Optional<KnownAccount> chosen = there.stream()
                    .filter(account -> wish.account().equals(Optional.of(account.name())))
                    .findFirst();
            if (chosen.isPresent()) {
                agreed.add(new Agreed(session.config().id(), chosen.get().user(), there.getLast()));
                session.connect(place.getKey(), address.as(chosen.get().user()));
            } else if (wish.options().sends() != Sends.BY_ITSELF
                    && !there.isEmpty()
                    && !there.getLast().user().equalsIgnoreCase(address.account())
                    && !agreed.contains(new Agreed(session.config().id(), address.account(), there.getLast()))) {
                return Optional.of(Endings.asking(
                        Ask.OTHER_ACCOUNT,
                        Message.of("M-0638", "last", address.account())
                                .with("now", there.getLast().user())));
            }
        }
        return Optional.empty();
    }

    /**
     * An answer.
     *
     * @param user by whose account
     * @param newest who had logged in last, with which token
     */
    private record Agreed(String project, String user, KnownAccount newest) {}
}
