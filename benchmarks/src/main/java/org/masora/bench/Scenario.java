package org.masora.bench;

import java.util.Locale;

/** What a person does with a project. */
enum Scenario {
    FIRST_SYNC("first sync"),
    ONE_VERSE("sync after one verse changed"),
    NOTHING("sync with nothing to do"),
    DOWNLOAD("download"),
    STATUS("status"),
    ONE_VERSE_BRANCHES("one verse, %d branches there"),
    NOTHING_BRANCHES("nothing to do, %d branches there"),
    ONE_VERSE_PEOPLE("one verse, %d people's lines of Scribe there"),
    NOTHING_PEOPLE("nothing to do, %d people's lines of Scribe there");

    private final String words;

    Scenario(String words) {
        this.words = words;
    }

    /**
     * For the report.
     *
     * @param branches how many others are at the server, where there are any
     */
    String words(int branches) {
        return String.format(Locale.ROOT, words, branches);
    }

    /** What it should cost at most. */
    Aim aim() {
        return switch (this) {
            case FIRST_SYNC, DOWNLOAD -> new Aim.TimesGit(1.5);
            case ONE_VERSE, ONE_VERSE_BRANCHES, ONE_VERSE_PEOPLE -> new Aim.RequestsAndBodies(5, 3_000);
            case NOTHING, NOTHING_BRANCHES, NOTHING_PEOPLE -> new Aim.Requests(2);
            case STATUS -> new Aim.None();
        };
    }
}
