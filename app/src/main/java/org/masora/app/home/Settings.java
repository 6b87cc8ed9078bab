package org.masora.app.home;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person has chosen on this computer.
 *
 * @param undoSeconds how long a combining waits before it is sent, so that it can be undone unseen; empty: until
 *     somebody presses
 * @param syncEveryMinutes how often projects are synced without anybody asking; empty: never
 * @param syncWhenLineIsBack whether what waits for the line is synced as soon as that is there
 * @param editorMinutes for how long nobody may have written a book before received text comes into it; 0: it comes in at
 *     once
 * @param textPercent the size of project texts
 * @param backupsListed how many backups are listed; nothing older is deleted
 * @param starred the projects with a star: of this computer by their ids, of a server by their addresses
 */
public record Settings(
        OptionalInt undoSeconds,
        OptionalInt syncEveryMinutes,
        boolean syncWhenLineIsBack,
        int editorMinutes,
        int textPercent,
        int backupsListed,
        Set<String> starred) {
    /** What holds until something else was chosen. */
    public static final Settings USUAL =
            new Settings(OptionalInt.of(10), OptionalInt.empty(), true, 30, 100, 5, Set.of());

    private static final int UNDO_SECONDS_MAX = 3_600;
    private static final int MINUTES_MAX = 7 * 24 * 60;
    private static final int TEXT_PERCENT_MIN = 75;
    private static final int TEXT_PERCENT_MAX = 300;
    private static final int BACKUPS_MAX = 100;
    private static final int STARS_MAX = 2_000;

    /** Brings every number into what is possible. */
    public Settings {
        undoSeconds = within(undoSeconds, 0, UNDO_SECONDS_MAX);
        syncEveryMinutes = within(syncEveryMinutes, 1, MINUTES_MAX);
        editorMinutes = Math.clamp(editorMinutes, 0, MINUTES_MAX);
        textPercent = Math.clamp(textPercent, TEXT_PERCENT_MIN, TEXT_PERCENT_MAX);
        backupsListed = Math.clamp(backupsListed, 1, BACKUPS_MAX);
        TreeSet<String> sorted = new TreeSet<>(starred);
        while (sorted.size() > STARS_MAX) {
            sorted.pollLast();
        }
        starred = Collections.unmodifiableSet(sorted);
    }

    private static OptionalInt within(OptionalInt number, int least, int most) {
        return number.isPresent() ? OptionalInt.of(Math.clamp(number.getAsInt(), least, most)) : number;
    }

    public Settings withUndoSeconds(OptionalInt chosen) {
        return new Settings(
                chosen, syncEveryMinutes, syncWhenLineIsBack, editorMinutes, textPercent, backupsListed, starred);
    }

    public Settings withSyncEveryMinutes(OptionalInt chosen) {
        return new Settings(
                undoSeconds, chosen, syncWhenLineIsBack, editorMinutes, textPercent, backupsListed, starred);
    }

    public Settings withSyncWhenLineIsBack(boolean chosen) {
        return new Settings(undoSeconds, syncEveryMinutes, chosen, editorMinutes, textPercent, backupsListed, starred);
    }

    public Settings withEditorMinutes(int chosen) {
        return new Settings(
                undoSeconds, syncEveryMinutes, syncWhenLineIsBack, chosen, textPercent, backupsListed, starred);
    }

    public Settings withTextPercent(int chosen) {
        return new Settings(
                undoSeconds, syncEveryMinutes, syncWhenLineIsBack, editorMinutes, chosen, backupsListed, starred);
    }

    public Settings withBackupsListed(int chosen) {
        return new Settings(
                undoSeconds, syncEveryMinutes, syncWhenLineIsBack, editorMinutes, textPercent, chosen, starred);
    }

    /** The same with a star more, or one less. */
    public Settings withStar(String project, boolean has) {
        Set<String> changed = new TreeSet<>(starred);
        if (has) {
            changed.add(project);
        } else {
            changed.remove(project);
        }
        return new Settings(
                undoSeconds, syncEveryMinutes, syncWhenLineIsBack, editorMinutes, textPercent, backupsListed, changed);
    }
}
