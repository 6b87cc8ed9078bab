package org.masora.core.paratext;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.BookCarrying;
import org.masora.core.project.Entry;
import org.masora.core.project.ParatextLayout;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;

/**
 * What one person may change in a Paratext project, by their role and by {@code ProjectUserAccess.xml}. The server
 * looks at neither: Paratext itself keeps people from it, and so does Masora. An administrator may change everything.
 * Translators and consultants may change the books and chapters that are granted to them, their own notes, the lists
 * they have a permission for, and what is nobody's own; settings, rights and styles are the administrators'. All others
 * may change nothing.
 */
public final class Rights {

    private static final String SETTINGS = "settings.xml";

    private static final Pattern NOTES = Pattern.compile("(?:notes|comments)_(.*)\\.xml");

    /** What only administrators change. */
    private static final Pattern ADMINISTRATORS = Pattern.compile("settings\\.xml|[^/]*\\.(?:ssf|sty|vrs|ldml)"
            + "|project(?:useraccess|users|userfields|updates)\\.xml|canons\\.xml|booknames\\.xml|commenttags\\.xml"
            + "|notelanguages\\.xml");

    /** What is changed by those who have a permission of this type. */
    private static final Map<Pattern, String> WITH_PERMISSION = Map.of(
            Pattern.compile("[^/]*biblicalterms[^/]*"), "TermsList",
            Pattern.compile("termrenderings\\.xml"), "Renderings",
            Pattern.compile("spellingstatus\\.xml"), "Spellings",
            Pattern.compile("parallelpassagestatus\\.xml"), "Passages",
            Pattern.compile("projectprogress\\.xml"), "Progress");

    private static final Pattern BOOKS_PRESENT = Pattern.compile("(?<=<BooksPresent>)[^<]*(?=</BooksPresent>)");

    private final TeamMember member;
    private final Optional<UserAccess> access;
    private final Blobs blobs;

    private Rights(TeamMember member, Optional<UserAccess> access, Blobs blobs) {
        this.member = member;
        this.access = access;
        this.blobs = blobs;
    }

    /**
     * The rights of a member.
     *
     * @param there what the project holds at its server: its own file says what is granted. Where there is none,
     *     nothing is known to be kept from those who may write
     */
    public static Rights of(TeamMember member, Snapshot there, Blobs blobs) {
        Optional<UserAccess> access = there.entries().entrySet().stream()
                .filter(file -> file.getKey().equalsIgnoreCase(UserAccess.FILE)
                        && file.getValue().isFile())
                .findFirst()
                .map(file -> UserAccess.of(blobs.read(file.getValue().id()), member.name()));
        return new Rights(member, access, blobs);
    }

    /** Whether this person may change anything at all. */
    public boolean mayWrite() {
        return member.role().mayWrite();
    }

    /** The person these are the rights of. */
    public TeamMember member() {
        return member;
    }

    /**
     * A change that is not this person's to make.
     *
     * @param path the file
     * @param book the book that the file is, if it is one
     * @param chapters the chapters that are not granted, where others of the book are; 0 is what stands before them
     */
    public record Withheld(String path, Optional<BookCode> book, NavigableSet<Integer> chapters) {}

    /**
     * What of a content may go.
     *
     * @param content the granted changes alone
     * @param withheld the others
     */
    public record Allowed(Snapshot content, List<Withheld> withheld) {

        public Allowed {
            withheld = List.copyOf(withheld);
        }
    }

    /**
     * The changes of a content that this person may make.
     *
     * @param there what they are changes of
     * @param wanted with all of them
     */
    public Allowed of(Snapshot there, Snapshot wanted) {
        if (member.role() == Role.ADMINISTRATOR || there.equals(wanted)) {
            return new Allowed(wanted, List.of());
        }
        NavigableMap<String, BookCode> books = new TreeMap<>();
        BookCarrying.everyBook(wanted, blobs).forEach((book, path) -> books.put(path, book));
        BookCarrying.everyBook(there, blobs).forEach((book, path) -> books.put(path, book));
        Choosing choosing = new Choosing(there, wanted);
        for (String path : there.differingPaths(wanted)) {
            Optional<BookCode> book = Optional.ofNullable(books.get(path));
            if (book.isPresent()) {
                choosing.book(path, book.get());
            } else if (!path.toLowerCase(Locale.ROOT).equals(SETTINGS)) {
                choosing.file(path);
            }
        }
        choosing.settings();
        return new Allowed(choosing.chosen, choosing.withheld);
    }

    private boolean grantsBook(BookCode book) {
        return mayWrite() && access.map(granted -> granted.grants(book)).orElse(true);
    }

    private NavigableSet<Integer> chaptersOf(BookCode book) {
        return mayWrite()
                ? access.map(granted -> granted.chapters().getOrDefault(book, new TreeSet<>()))
                        .orElseGet(TreeSet::new)
                : new TreeSet<>();
    }

    private boolean grantsFile(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        if (!mayWrite() || ADMINISTRATORS.matcher(name).matches()) {
            return false;
        }
        var notes = NOTES.matcher(name);
        if (notes.matches()) {
            return notes.group(1).equals(member.name().toLowerCase(Locale.ROOT));
        }
        return WITH_PERMISSION.entrySet().stream()
                .filter(one -> one.getKey().matcher(name).matches())
                .allMatch(one -> access.map(granted -> granted.permissions().contains(one.getValue()))
                        .orElse(true));
    }

    /** Takes up the changes one by one. */
    private final class Choosing {
        private final Snapshot there;
        private final Snapshot wanted;
        private final List<Withheld> withheld = new ArrayList<>();
        private final List<BookCode> appeared = new ArrayList<>();
        private Snapshot chosen;

        Choosing(Snapshot there, Snapshot wanted) {
            this.there = there;
            this.wanted = wanted;
            this.chosen = there;
        }

        private void take(String path) {
            chosen = wanted.entry(path).map(entry -> chosen.with(path, entry)).orElseGet(() -> chosen.without(path));
        }

        private void withhold(String path, Optional<BookCode> book, NavigableSet<Integer> chapters) {
            withheld.add(new Withheld(path, book, chapters));
        }

        void file(String path) {
            if (grantsFile(path)) {
                take(path);
            } else {
                withhold(path, Optional.empty(), new TreeSet<>());
            }
        }

        /** A book disappears by an administrator's doing alone; it is made by those it is granted to. */
        void book(String path, BookCode book) {
            boolean gone = wanted.entry(path).isEmpty();
            boolean isNew = there.entry(path).isEmpty();
            if (grantsBook(book) && !gone) {
                take(path);
                if (isNew) {
                    appeared.add(book);
                }
            } else if (gone || isNew || chaptersOf(book).isEmpty()) {
                withhold(path, Optional.of(book), new TreeSet<>());
            } else {
                chapters(path, book);
            }
        }

        private void chapters(String path, BookCode book) {
            Optional<byte[]> before = bytes(there, path);
            Optional<byte[]> after = bytes(wanted, path);
            Optional<ChapterPieces> was = before.flatMap(ChapterPieces::of);
            Optional<ChapterPieces> is = after.flatMap(ChapterPieces::of);
            if (was.isEmpty() || is.isEmpty()) {
                withhold(path, Optional.of(book), new TreeSet<>());
                return;
            }
            NavigableSet<Integer> foreign = was.get().differing(is.get());
            NavigableSet<Integer> own = new TreeSet<>(foreign);
            own.retainAll(chaptersOf(book));
            foreign.removeAll(own);
            byte[] made = was.get().with(own, is.get());
            if (!Arrays.equals(made, before.get())) {
                Entry entry = there.entry(path).orElseThrow();
                chosen = chosen.with(path, new Entry(entry.mode(), blobs.write(made)));
            }
            if (!foreign.isEmpty()) {
                withhold(path, Optional.of(book), foreign);
            }
        }

        /** Of the settings only the list of books goes with books that are made. */
        void settings() {
            for (String path : there.differingPaths(wanted)) {
                if (!path.toLowerCase(Locale.ROOT).equals(SETTINGS)) {
                    continue;
                }
                Optional<byte[]> before = bytes(there, path);
                before.ifPresent(settings -> {
                    byte[] listed = ParatextLayout.withBooks(settings, appeared, List.of());
                    Entry entry = there.entry(path).orElseThrow();
                    chosen = chosen.with(path, new Entry(entry.mode(), blobs.write(listed)));
                });
                boolean onlyTheList = before.map(Rights::withoutList)
                        .equals(bytes(wanted, path).map(Rights::withoutList));
                if (!onlyTheList) {
                    withhold(path, Optional.empty(), new TreeSet<>());
                }
            }
        }

        private Optional<byte[]> bytes(Snapshot content, String path) {
            Optional<BlobId> id = content.entry(path).filter(Entry::isFile).map(Entry::id);
            return id.map(blobs::read);
        }
    }

    private static String withoutList(byte[] settings) {
        return BOOKS_PRESENT
                .matcher(new String(settings, StandardCharsets.ISO_8859_1))
                .replaceAll("");
    }
}
