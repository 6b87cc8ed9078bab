package org.masora.core.paratext;

import java.util.Locale;

/** What somebody is in a Paratext project. */
public enum Role {
    ADMINISTRATOR,
    CONSULTANT,
    TRANSLATOR,
    OBSERVER,
    /** Some other right to look, or a word that is not known: nothing may be changed. */
    OTHER;

    /** The role that the Registry ({@code pt_translator}) or a project's folder ({@code TeamMember}) means. */
    public static Role of(String word) {
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
