package org.masora.core.paratext;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/**
 * What {@code ProjectUserAccess.xml} grants one person. Books stand in {@code Books} and {@code AutomaticBooks}; what
 * may be edited is both together. A {@code Chapters} attribute grants only these of a book.
 *
 * @param allBooks whether every book is granted
 * @param books those that are granted as a whole
 * @param chapters those of which only chapters are
 * @param permissions further kinds of work that are granted, as {@code Renderings}
 */
record UserAccess(
        boolean allBooks, Set<BookCode> books, Map<BookCode, NavigableSet<Integer>> chapters, Set<String> permissions) {

    static final String FILE = "ProjectUserAccess.xml";

    private static final UserAccess NOTHING = new UserAccess(false, Set.of(), Map.of(), Set.of());
    private static final Pattern CHAPTERS = Pattern.compile("([0-9]{1,3})(?:-([0-9]{1,3}))?");

    UserAccess {
        books = Set.copyOf(books);
        chapters = Map.copyOf(chapters);
        permissions = Set.copyOf(permissions);
    }

    /** What a file that may be broken grants; who is not named in it is granted nothing. */
    static UserAccess of(byte[] file, String user) {
        return XmlDocument.parse(new String(file, StandardCharsets.UTF_8))
                .flatMap(document -> find(document, user))
                .map(UserAccess::of)
                .orElse(NOTHING);
    }

    private static Optional<XmlElement> find(XmlDocument document, String user) {
        return document.root().elements().stream()
                .filter(element -> element.name().equals("User"))
                .filter(element -> element.attribute("UserName")
                        .filter(user::equalsIgnoreCase)
                        .isPresent())
                .findFirst();
    }

    private static UserAccess of(XmlElement user) {
        boolean all = false;
        Set<BookCode> books = new HashSet<>();
        Map<BookCode, NavigableSet<Integer>> chapters = new HashMap<>();
        Set<String> permissions = new HashSet<>();
        for (XmlElement part : user.elements()) {
            switch (part.name()) {
                case "AllBooks" -> all = part.value().strip().equalsIgnoreCase("true");
                case "Books", "AutomaticBooks" -> part.elements().forEach(book -> add(book, books, chapters));
                case "Permissions", "AutomaticPermissions" ->
                    part.elements().stream()
                            .filter(one -> one.attribute("Granted")
                                    .filter("true"::equalsIgnoreCase)
                                    .isPresent())
                            .forEach(one -> one.attribute("Type").ifPresent(permissions::add));
                default -> {}
            }
        }
        return new UserAccess(all, books, chapters, permissions);
    }

    private static void add(XmlElement element, Set<BookCode> books, Map<BookCode, NavigableSet<Integer>> chapters) {
        Optional<BookCode> book = element.attribute("Id").flatMap(BookCode::find);
        if (book.isEmpty()) {
            return;
        }
        Optional<String> only = element.attribute("Chapters").filter(text -> !text.isBlank());
        if (only.isEmpty()) {
            books.add(book.get());
        } else {
            chapters.computeIfAbsent(book.get(), _ -> new TreeSet<>()).addAll(chapters(only.get()));
        }
    }

    /** {@code 1,3-5}; what is no number grants nothing. */
    private static NavigableSet<Integer> chapters(String list) {
        NavigableSet<Integer> chapters = new TreeSet<>();
        for (String part : list.split("[,; ]+", -1)) {
            Matcher matcher = CHAPTERS.matcher(part.strip());
            if (matcher.matches()) {
                int first = Integer.parseInt(matcher.group(1));
                int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
                for (int chapter = first; chapter <= Math.min(last, Reference.MAX_CHAPTER); chapter++) {
                    chapters.add(chapter);
                }
            }
        }
        return chapters;
    }

    /** Whether a book may be edited as a whole. */
    boolean grants(BookCode book) {
        return allBooks || books.contains(book);
    }
}
