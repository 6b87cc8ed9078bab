package org.masora.engine;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Tips;
import org.masora.store.PlaceState;
import org.masora.store.ProjectState;

/**
 * One question to each place of a project: what is your newest head? A server may take its time to answer, so the
 * project need not be held meanwhile: {@link ProjectSession#inquiry} makes it, {@link #ask} asks, and {@link
 * ProjectSession#found} says what the answers mean.
 */
public final class PlaceInquiry implements AutoCloseable {

    private final NavigableMap<PlaceName, Remote> remotes;
    private final ProjectState known;
    private final Map<PlaceName, Answer<Tips>> answers = new TreeMap<>();

    /**
     * For places that are connected; closing this closes them.
     *
     * @param known what is known of them
     */
    PlaceInquiry(NavigableMap<PlaceName, Remote> remotes, ProjectState known) {
        this.remotes = remotes;
        this.known = known;
    }

    /**
     * Asks; changes nothing.
     *
     * @param progress ends the questions when it is cancelled
     */
    public void ask(Progress progress) {
        remotes.forEach((name, remote) -> answers.put(name, remote.look(progress)));
    }

    NavigableMap<PlaceName, Remote> remotes() {
        return remotes;
    }

    /** What was known of a place when this was made. */
    PlaceState known(PlaceName place) {
        return known.place(place);
    }

    /** What a place answered; empty where it was not asked. */
    Optional<Answer<Tips>> answer(PlaceName place) {
        return Optional.ofNullable(answers.get(place));
    }

    @Override
    public void close() {
        remotes.values().forEach(Remote::close);
    }
}
