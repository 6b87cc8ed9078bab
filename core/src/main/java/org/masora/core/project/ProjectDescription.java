package org.masora.core.project;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.masora.core.scripture.BookCode;

/**
 * What a project says about itself, and where its books and stories lie. Text in it comes from
 * others: it is shown, never trusted as a path or a name on disk.
 *
 * @param layout how its files are arranged
 * @param content what is translated
 * @param flavor the content in Scripture Burrito's words ({@code textTranslation}, {@code textStories});
 *     part of the repository's name
 * @param name as the team calls it
 * @param language its tag (BCP 47) as written; absent if the project does not say
 * @param direction of its script; absent if the project does not say
 * @param identity by which it is recognised elsewhere
 * @param abbreviation a short name
 * @param confidential whether the project says that it is not for everybody (rule V1)
 * @param archived whether it was put away by the program that made it: kept, and listed only on request
 * @param metadataPath the file that says all this
 * @param books the file of each book
 * @param stories the files of stories, in their order
 */
public record ProjectDescription(
        Layout layout,
        Content content,
        String flavor,
        String name,
        Optional<String> language,
        Optional<Direction> direction,
        Optional<Identity> identity,
        Optional<String> abbreviation,
        boolean confidential,
        boolean archived,
        Optional<String> metadataPath,
        NavigableMap<BookCode, String> books,
        List<String> stories) {

    private static final int LONGEST_REPOSITORY_NAME = 100;

    public ProjectDescription {
        books = Collections.unmodifiableNavigableMap(new TreeMap<>(books));
        stories = List.copyOf(stories);
    }

    /** How files are arranged. */
    public enum Layout {
        /** {@code metadata.json}, as Scribe and others write it. */
        SCRIPTURE_BURRITO,
        /** {@code manifest.yaml} or {@code manifest.json}, as Door43's resources and translationCore have it. */
        RESOURCE_CONTAINER,
        /** {@code Settings.xml} or a {@code .ssf} file. */
        PARATEXT,
        /** Nothing but books; what it is was told by a person. */
        USFM_FOLDER
    }

    /** What is translated. */
    public enum Content {
        TEXT,
        /** Open Bible Stories. */
        STORIES,
        JUXTALINEAR,
        AUDIO,
        /** Something that Masora keeps and exchanges by file and line. */
        OTHER
    }

    /** Which way the script runs. */
    public enum Direction {
        LEFT_TO_RIGHT,
        RIGHT_TO_LEFT;

        /** Reads {@code ltr} and {@code rtl} in any letter case. */
        static Optional<Direction> find(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "ltr", "left-to-right" -> Optional.of(LEFT_TO_RIGHT);
                case "rtl", "right-to-left" -> Optional.of(RIGHT_TO_LEFT);
                default -> Optional.empty();
            };
        }
    }

    /**
     * What its repository is called on Door43: as {@link #repositoryName(String, String, String)} says, but resources
     * are called {@code en_ult}, and a name of which nothing is left is replaced by the abbreviation or id.
     */
    public String repositoryName() {
        String tag = permitted(language.orElse("und"));
        if (layout == Layout.RESOURCE_CONTAINER && abbreviation.isPresent()) {
            return shortened(tag + "_" + permitted(abbreviation.get()));
        }
        String called = Stream.of(Optional.of(name), abbreviation, identity.map(Identity::id))
                .flatMap(Optional::stream)
                .filter(ProjectDescription::leavesSomething)
                .findFirst()
                .orElse("");
        return repositoryName(language.orElse("und"), flavor, called);
    }

    /**
     * What a project's repository is called on Door43: {@code en-textTranslation-Titus_and_Jonah}, exactly
     * as Scribe does it (SyncToGitea.js: white space, {@code +} and {@code -} of the name become
     * {@code _}). What Gitea does not take in a name becomes {@code _} as well; a name of which nothing
     * is left becomes {@code project}.
     */
    public static String repositoryName(String language, String flavor, String name) {
        String plain = leavesSomething(name) ? permitted(name.replaceAll("[\\s+ -]", "_")) : "project";
        return shortened(permitted(language) + "-" + permitted(flavor) + "-" + plain);
    }

    private static boolean leavesSomething(String name) {
        return permitted(name).chars().anyMatch(Character::isLetterOrDigit);
    }

    /** Dots go too: they can make a suffix that a git server keeps for itself. */
    private static String permitted(String text) {
        return text.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), LONGEST_REPOSITORY_NAME));
    }
}
