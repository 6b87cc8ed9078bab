package org.masora.app.web.shelf;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.words.Message;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Direction;
import org.masora.core.sync.FolderLimits;
import org.masora.store.PlaceAddress;

/**
 * A project on this computer.
 *
 * @param id of the project under care
 * @param name as the team calls it
 * @param folder where it lies
 * @param folderIsThere whether the folder was there when it was looked for
 * @param language the tag of its language
 * @param direction of its script
 * @param content what is translated
 * @param places where else it lives
 * @param lastSynced when a sync last ended well
 * @param decisions how many wait
 * @param held how many older texts wait for an answer
 * @param waiting the books whose received text waits, because an editor may have them open
 * @param unsent what is here and not known to be elsewhere
 * @param keepPrivate whether "private" is offered first where somebody has to say who may read it (rule V1)
 * @param undoOpen whether something was combined that waits: nothing is sent before somebody said so or undid it
 * @param known whether it was looked into; else only its folder is known
 * @param besides what else is to be told of it
 */
public record NearProject(
        String id,
        String name,
        Path folder,
        boolean folderIsThere,
        Optional<String> language,
        Optional<Direction> direction,
        Optional<Content> content,
        List<PlaceAddress> places,
        Optional<Instant> lastSynced,
        int decisions,
        int held,
        List<String> waiting,
        Unsent unsent,
        boolean keepPrivate,
        boolean undoOpen,
        boolean known,
        Besides besides) {

    public NearProject {
        places = List.copyOf(places);
        waiting = List.copyOf(waiting);
    }

    /**
     * What is here and not known to be elsewhere.
     *
     * @param offered whether something of it was on its way when a sync was cut off
     */
    public record Unsent(int verses, int files, boolean offered) {
        /** Nothing. */
        public static final Unsent NOTHING = new Unsent(0, 0);

        public Unsent(int verses, int files) {
            this(verses, files, false);
        }

        public boolean isEmpty() {
            return verses == 0 && files == 0 && !offered;
        }
    }

    /**
     * What else is to be told of a project.
     *
     * @param limits what its folder and the project cannot share (rule B3)
     * @param setAside what came and was taken back, by place, in a sentence each (rule U1)
     * @param proved the newest revision, shortened, that was seen at an address and that the folder contains
     * @param archived whether it was put away: listed only on request
     * @param identity what makes it the same project elsewhere (rule V4)
     * @param repository what it would be called on a Door43
     */
    public record Besides(
            FolderLimits limits,
            List<Message> setAside,
            Map<PlaceAddress, String> proved,
            boolean archived,
            Optional<Identity> identity,
            Optional<String> repository) {
        /** Nothing. */
        public static final Besides NOTHING =
                new Besides(FolderLimits.NONE, List.of(), Map.of(), false, Optional.empty(), Optional.empty());

        public Besides {
            setAside = List.copyOf(setAside);
            proved = Map.copyOf(proved);
        }

        /** How many files the folder and the project do not share. */
        public int notShared() {
            return limits.leftOut().size() + limits.notHeld().size();
        }
    }

    /** Whether it was ever connected to a server. */
    public boolean hasPlace() {
        return !places.isEmpty();
    }
}
