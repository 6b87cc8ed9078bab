package org.masora.bench;

/** What a person does with a project. */
enum Scenario {
    FIRST_SYNC("first sync"),
    ONE_VERSE("sync after one verse changed"),
    NOTHING("sync with nothing to do"),
    DOWNLOAD("download"),
    STATUS("status"),
    ONE_VERSE_BRANCHES("one verse, 50 branches there"),
    NOTHING_BRANCHES("nothing to do, 50 branches there"),
    ONE_VERSE_PEOPLE("one verse, 50 people's lines of Scribe there"),
    NOTHING_PEOPLE("nothing to do, 50 people's lines of Scribe there");

    private final String words;

    Scenario(String words) {
        this.words = words;
    }

    String words() {
        return words;
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
