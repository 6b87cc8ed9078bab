package org.masora.hub.accounts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token may do: per category nothing, reading, or writing (which includes reading). The words are
 * Gitea's ({@code read:repository}, {@code all}, {@code public-only}); source: its scenario of token scopes as
 * recorded from a real server.
 */
public final class Scopes {
    /** A kind of thing that a token can reach. The order is the one in which Gitea lists them. */
    public enum Category {
        ACTIVITYPUB,
        ADMIN,
        MISC,
        NOTIFICATION,
        ORGANIZATION,
        PACKAGE,
        ISSUE,
        REPOSITORY,
        USER;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far a token reaches in a category. */
    public enum Level {
        READ,
        WRITE;

        /** The scope's name for this level of {@code category}, such as {@code write:user}. */
        public String of(Category category) {
            return name().toLowerCase(Locale.ROOT) + ":" + category.word();
        }
    }

    private static final String ALL = "all";
    private static final String PUBLIC_ONLY = "public-only";

    private final boolean publicOnly;
    private final Map<Category, Level> levels;

    private Scopes(boolean publicOnly, Map<Category, Level> levels) {
        this.publicOnly = publicOnly;
        this.levels = levels;
    }

    /** Which of {@code words} is no scope at all, if any. */
    public static Optional<String> unknown(List<String> words) {
        return words.stream().filter(word -> !isKnown(word)).findFirst();
    }

    private static boolean isKnown(String word) {
        return word.equals(ALL) || word.equals(PUBLIC_ONLY) || isLevelOfCategory(word);
    }

    private static boolean isLevelOfCategory(String word) {
        for (Category category : Category.values()) {
            for (Level level : Level.values()) {
                if (level.of(category).equals(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The scopes that {@code words} name.
     *
     * @throws IllegalArgumentException if one of them is {@linkplain #unknown unknown}
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Scopes of(List<String> words) {
        unknown(words).ifPresent(word -> {
            throw new IllegalArgumentException("unknown scope " + word);
        });
        if (words.contains(ALL)) {
            return writing(words.contains(PUBLIC_ONLY), EnumSet.allOf(Category.class));
        }
        Map<Category, Level> levels = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            for (Level level : Level.values()) {
                if (words.contains(level.of(category))) {
                    levels.put(category, level);
                }
            }
        }
        return new Scopes(words.contains(PUBLIC_ONLY), levels);
    }

    /** What Door43 gives a token that asked for nothing: everything but administration. */
    public static Scopes allButAdministration() {
        return writing(false, EnumSet.complementOf(EnumSet.of(Category.ADMIN)));
    }

    private static Scopes writing(boolean publicOnly, Set<Category> categories) {
        Map<Category, Level> levels = new EnumMap<>(Category.class);
        categories.forEach(category -> levels.put(category, Level.WRITE));
        return new Scopes(publicOnly, levels);
    }

    /** Whether these scopes reach {@code level} in {@code category}. */
    public boolean include(Category category, Level level) {
        Level mine = levels.get(category);
        return mine != null && mine.compareTo(level) >= 0;
    }

    /** Whether private repositories stay hidden. */
    public boolean publicOnly() {
        return publicOnly;
    }

    /** The shortest list of words that means the same. */
    @JsonValue
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (publicOnly) {
            words.add(PUBLIC_ONLY);
        }
        boolean all = true;
        for (Category category : Category.values()) {
            all &= include(category, Level.WRITE);
        }
        if (all) {
            words.add(ALL);
        } else {
            for (Level level : Level.values()) {
                levels.forEach((category, mine) -> {
                    if (mine == level) {
                        words.add(level.of(category));
                    }
                });
            }
        }
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scopes that && publicOnly == that.publicOnly && levels.equals(that.levels);
    }

    @Override
    public int hashCode() {
        return levels.hashCode() * 2 + (publicOnly ? 1 : 0);
    }

    @Override
    public String toString() {
        return words().toString();
    }
}
