package org.masora.core.merge;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.masora.core.xml.XmlAttribute;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/**
 * What is known about the XML files of a Paratext project: by which attributes the elements of a
 * list are told apart, and how fields that both sides set are settled. What public tools read and
 * write; of all else there is no more than XML says.
 */
enum XmlRules {
    /** {@code Notes_NAME.xml}: the comments of a person, one element each. */
    NOTES {
        @Override
        List<String> names(String element) {
            return element.equals("Comment") ? List.of("Date", "User", "Thread") : List.of();
        }

        @Override
        Settle of(String element) {
            return element.equals("Contents") ? Settle.WORDS : Settle.ASK;
        }
    },
    /** {@code Settings.xml}, in old projects {@code NAME.ssf}. */
    SETTINGS {
        @Override
        Settle of(String element) {
            return switch (element) {
                case "BooksPresent" -> Settle.BOOKS;
                case "MinParatextVersion" -> Settle.GREATER;
                default -> Settle.ASK;
            };
        }
    },
    /** {@code ProjectUserAccess.xml}: who may do what, where everything in the file is known. */
    ACCESS {
        @Override
        List<String> names(String element) {
            return accessNames(element);
        }
    },
    /** The same, with something in it that nobody here knows: what one person may do is one thing. */
    ACCESS_BY_USER {
        @Override
        List<String> names(String element) {
            return accessNames(element);
        }

        @Override
        boolean isOneThing(int depth) {
            return depth > 1;
        }
    },
    /** {@code TermRenderings.xml}: how a project renders the terms of the Bible. */
    RENDERINGS {
        @Override
        List<String> names(String element) {
            return element.equals("TermRendering") ? List.of("Id") : List.of();
        }

        @Override
        Settle of(String element) {
            return switch (element) {
                case "Renderings" -> Settle.UNITED;
                case "Notes" -> Settle.WORDS;
                default -> Settle.ASK;
            };
        }
    },
    /** {@code CommentTags.xml}: the names that comments can be filed under. */
    TAGS {
        @Override
        List<String> names(String element) {
            return element.equals("Tag") ? List.of("Id") : List.of();
        }

        @Override
        Settle of(String element) {
            return element.equals("LastUsedId") ? Settle.GREATER : Settle.ASK;
        }
    },
    /** Any other. */
    GENERAL;

    /** What to do with an element without elements in it that both sides changed. */
    enum Settle {
        ASK,
        /** The greater of two numbers, such as {@code 8.0.63.1}. */
        GREATER,
        /** A sign for every book of the canon: each is its own field. */
        BOOKS,
        /** A list with two bars between: what either has. */
        UNITED,
        /** Somebody's prose: by words. */
        WORDS
    }

    private static final Pattern NOTES_NAME = Pattern.compile("(notes|comments)_.*\\.xml");
    private static final Set<String> ACCESS_ELEMENTS = Set.of(
            "ProjectUserAccess",
            "User",
            "Role",
            "AllBooks",
            "Books",
            "Book",
            "Permissions",
            "Permission",
            "AutomaticBooks",
            "AutomaticPermissions");
    private static final Set<String> ACCESS_ATTRIBUTES =
            Set.of("PeerSharing", "UserName", "FirstUser", "UnregisteredUser", "Id", "Type", "Granted");

    /** The attributes that together tell elements of this name apart; none where nothing is known. */
    List<String> names(String element) {
        return List.of();
    }

    /** How an element of this name is settled when both sides changed it. */
    Settle of(String element) {
        return Settle.ASK;
    }

    /**
     * Whether elements at this depth are changed as a whole.
     *
     * @param depth 1 for the root
     */
    boolean isOneThing(int depth) {
        return false;
    }

    private static List<String> accessNames(String element) {
        return switch (element) {
            case "User" -> List.of("UserName");
            case "Book" -> List.of("Id");
            case "Permission" -> List.of("Type");
            default -> List.of();
        };
    }

    static XmlRules forFile(String path, List<XmlDocument> versions) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (NOTES_NAME.matcher(name).matches()) {
            return NOTES;
        }
        return switch (name) {
            case "settings.xml" -> SETTINGS;
            case "projectuseraccess.xml" ->
                versions.stream().allMatch(version -> isKnownAccess(version.root())) ? ACCESS : ACCESS_BY_USER;
            case "termrenderings.xml" -> RENDERINGS;
            case "commenttags.xml" -> TAGS;
            default -> name.endsWith(".ssf") ? SETTINGS : GENERAL;
        };
    }

    private static boolean isKnownAccess(XmlElement element) {
        return ACCESS_ELEMENTS.contains(element.name())
                && element.attributes().stream().map(XmlAttribute::name).allMatch(ACCESS_ATTRIBUTES::contains)
                && element.elements().stream().allMatch(XmlRules::isKnownAccess);
    }
}
