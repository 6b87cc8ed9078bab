package org.masora.remote.paratext;

import java.util.Locale;

/** What somebody is in a project. */
public enum Role {
    ADMINISTRATOR,
    CONSULTANT,
    TRANSLATOR,
    OBSERVER,
    /** Some other right to look, or a word that is not known: nothing may be changed. */
    OTHER;

    /** The role that the Registry or the Archives mean. */
    static Role of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "pt_administrator", "administrator" -> ADMINISTRATOR;
            case "pt_consultant", "consultant" -> CONSULTANT;
            case "pt_translator", "translator", "teammember" -> TRANSLATOR;
            case "pt_observer", "observer" -> OBSERVER;
            default -> OTHER;
        };
    }

    /** Whether work of somebody with this role can be taken at all. */
    public boolean mayWrite() {
        return this == ADMINISTRATOR || this == CONSULTANT || this == TRANSLATOR;
    }
}
