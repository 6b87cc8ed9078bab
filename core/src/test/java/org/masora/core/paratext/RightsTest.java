package org.masora.core.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.paratext.Rights.Allowed;
import org.masora.core.paratext.Rights.Withheld;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;

/** Who may change what in a Paratext project: every role with every kind of change. */
class RightsTest {

    private static final String MATTHEW = "41MATTst.SFM";
    private static final String MARK = "42MRKTst.SFM";
    private static final String LUKE = "43LUKTst.SFM";
    private static final String PHILEMON = "58PHMTst.SFM";

    private static final String ACCESS = "\uFEFF" + """
            <?xml version="1.0" encoding="utf-8"?>
            <ProjectUserAccess PeerSharing="true">
              <User UserName="Cora" FirstUser="false" UnregisteredUser="false">
                <Role>Consultant</Role><AllBooks>false</AllBooks><Books><Book Id="MAT" /><Book Id="PHM" /></Books>
                <Permissions><Permission Type="Renderings" Granted="true" />
                <Permission Type="TermsList" Granted="true" /></Permissions>
                <AutomaticBooks><Book Id="MRK" Chapters="2" /></AutomaticBooks><AutomaticPermissions />
              </User>
              <User UserName="Tom" FirstUser="false" UnregisteredUser="false">
                <Role>TeamMember</Role><AllBooks>false</AllBooks>
                <Books><Book Id="MAT" /><Book Id="PHM" /></Books>
                <Permissions><Permission Type="Renderings" Granted="false" />
                <Permission Type="Spellings" Granted="true" /></Permissions>
                <AutomaticBooks><Book Id="MRK" Chapters="2,4-5" /></AutomaticBooks>
                <AutomaticPermissions><Permission Type="Progress" Granted="true" /></AutomaticPermissions>
              </User>
              <User UserName="Olga"><Role>Observer</Role><AllBooks>true</AllBooks><Books /></User>
            </ProjectUserAccess>
            """;

    private static final Map<String, String> FILES = Map.of(
            "terms", "ProjectBiblicalTerms.xml",
            "spellings", "SpellingStatus.xml",
            "passages", "ParallelPassageStatus.xml",
            "progress", "ProjectProgress.xml",
            "styles", "custom.sty",
            "versification", "custom.vrs",
            "names", "BookNames.xml");

    private final Blobs blobs = Blobs.inMemory();
    private final Snapshot there = content(Map.of(
            "Settings.xml",
            settings("0".repeat(39) + "111"),
            "ProjectUserAccess.xml",
            ACCESS,
            MATTHEW,
            book("MAT", "old"),
            MARK,
            book("MRK", "old"),
            LUKE,
            book("LUK", "old"),
            "Notes_Ada.xml",
            "<CommentList></CommentList>",
            "TermRenderings.xml",
            "<TermRenderingsList></TermRenderingsList>"));

    private static String settings(String books) {
        return "<ScriptureText><Name>Tst</Name><Naming PrePart=\"\" PostPart=\"Tst.SFM\" BookNameForm=\"41MAT\" />"
                + "<BooksPresent>" + books + "</BooksPresent></ScriptureText>";
    }

    private static String book(String code, String word) {
        return "\\id " + code + " " + word + "\n\\c 1\n\\p\n\\v 1 " + word + "\n\\c 2\n\\p\n\\v 1 " + word
                + "\n\\c 3\n\\p\n\\v 1 " + word + "\n";
    }

    private Snapshot content(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, entry(text)));
        return Snapshot.of(entries);
    }

    private Entry entry(String text) {
        return Entry.file(blobs.write(text.getBytes(UTF_8)));
    }

    private String text(Snapshot content, String path) {
        Optional<BlobId> id = content.entry(path).map(Entry::id);
        return id.map(blob -> new String(blobs.read(blob), UTF_8)).orElse("");
    }

    private Snapshot changed(String what, String name) {
        return switch (what) {
            case "own book" -> there.with(MATTHEW, entry(book("MAT", "new")));
            case "granted chapter" ->
                there.with(MARK, entry(book("MRK", "old").replace("\\c 2\n\\p\n\\v 1 old", "\\c 2\n\\p\n\\v 1 new")));
            case "foreign book" -> there.with(LUKE, entry(book("LUK", "new")));
            case "new granted book" ->
                there.with(PHILEMON, entry(book("PHM", "new")))
                        .with("Settings.xml", entry(settings("0".repeat(39) + "111" + "0".repeat(14) + "1")));
            case "new foreign book" -> there.with("66JUDTst.SFM", entry(book("JUD", "new")));
            case "deleted book" -> there.without(MATTHEW);
            case "own notes" -> there.with("Notes_" + name + ".xml", entry("<CommentList><Comment/></CommentList>"));
            case "foreign notes" -> there.with("Notes_Ada.xml", entry("<CommentList><Comment/></CommentList>"));
            case "settings" -> there.with("Settings.xml", entry(settings("0".repeat(39) + "110") + "<!-- x -->"));
            case "rights" -> there.with("ProjectUserAccess.xml", entry("<ProjectUserAccess />"));
            case "renderings" -> there.with("TermRenderings.xml", entry("<TermRenderingsList>x</TermRenderingsList>"));
            case "terms", "spellings", "passages", "progress", "styles", "versification", "names" ->
                there.with(FILES.getOrDefault(what, ""), entry("new " + what));

            case "foreign chapter" ->
                there.with(MARK, entry(book("MRK", "old").replace("\\c 1\n\\p\n\\v 1 old", "\\c 1\n\\p\n\\v 1 new")));
            case "front matter of a book with chapters" ->
                there.with(MARK, entry(book("MRK", "old").replace("\\id MRK old", "\\id MRK new")));
            case "a figure" -> there.with("figures/a.txt", entry("x"));
            default -> throw new IllegalArgumentException(what);
        };
    }

    @ParameterizedTest(name = "{0}: administrator {1}, consultant {2}, translator {3}, observer {4}")
    @CsvSource({
        "own book,          yes, yes, yes, no",
        "granted chapter,   yes, yes, yes, no",
        "foreign book,      yes, no,  no,  no",
        "foreign chapter,   yes, no,  no,  no",
        "front matter of a book with chapters, yes, no, no, no",
        "new granted book,  yes, yes, yes, no",
        "new foreign book,  yes, no,  no,  no",
        "deleted book,      yes, no,  no,  no",
        "own notes,         yes, yes, yes, no",
        "foreign notes,     yes, no,  no,  no",
        "settings,          yes, no,  no,  no",
        "rights,            yes, no,  no,  no",
        "styles,            yes, no,  no,  no",
        "versification,     yes, no,  no,  no",
        "names,             yes, no,  no,  no",
        "renderings,        yes, yes, no,  no",
        "terms,             yes, yes, no,  no",
        "spellings,         yes, no,  yes, no",
        "passages,          yes, no,  no,  no",
        "progress,          yes, no,  yes, no",
        "a figure,          yes, yes, yes, no",
    })
    @DisplayName("the matrix of rights")
    void matrix(String what, String administrator, String consultant, String translator, String observer) {
        check(what, "Ada", Role.ADMINISTRATOR, administrator);
        check(what, "Cora", Role.CONSULTANT, consultant);
        check(what, "tom", Role.TRANSLATOR, translator);
        check(what, "Olga", Role.OBSERVER, observer);
        check(what, "Olga", Role.OTHER, observer);
    }

    private void check(String what, String name, Role role, String may) {
        Snapshot wanted = changed(what, name);
        Allowed allowed = Rights.of(new TeamMember(name, role), there, blobs).of(there, wanted);
        assertThat(allowed.content()).as(role + ": " + what).isEqualTo(may.equals("yes") ? wanted : there);
        assertThat(allowed.withheld().isEmpty()).as(role + ": " + what).isEqualTo(may.equals("yes"));
    }

    @Test
    @DisplayName("of one book the granted chapters go, the others are named")
    void chapters() {
        Snapshot wanted = there.with(MARK, entry(book("MRK", "new"))).with(LUKE, entry(book("LUK", "new")));

        Allowed allowed =
                Rights.of(new TeamMember("Tom", Role.TRANSLATOR), there, blobs).of(there, wanted);

        assertThat(text(allowed.content(), MARK))
                .isEqualTo(book("MRK", "old").replace("\\c 2\n\\p\n\\v 1 old", "\\c 2\n\\p\n\\v 1 new"));
        assertThat(allowed.withheld())
                .containsExactly(
                        new Withheld(MARK, BookCode.find("MRK"), new TreeSet<>(java.util.List.of(0, 1, 3))),
                        new Withheld(LUKE, BookCode.find("LUK"), new TreeSet<>()));
    }

    @Test
    @DisplayName("a granted chapter that is new comes to its place, a book with chapters in disorder is not cut")
    void chapterForms() {
        Snapshot longer = there.with(MARK, entry(book("MRK", "old") + "\\c 4\n\\p\n\\v 1 new\n"));
        Rights tom = Rights.of(new TeamMember("Tom", Role.TRANSLATOR), there, blobs);
        assertThat(tom.of(there, longer).content()).isEqualTo(longer);

        Snapshot disorder = there.with(MARK, entry(book("MRK", "old") + "\\c 2\n\\p\n\\v 1 new\n"));
        assertThat(tom.of(there, disorder).content()).isEqualTo(there);
        assertThat(tom.of(there, disorder).withheld()).hasSize(1);
    }

    @Test
    @DisplayName("who is not named in the file, or where it is broken, is granted no book; without a file every one")
    void unnamed() {
        Snapshot wanted = changed("own book", "Nora");
        TeamMember nora = new TeamMember("Nora", Role.TRANSLATOR);
        assertThat(Rights.of(nora, there, blobs).of(there, wanted).content()).isEqualTo(there);
        Snapshot broken = there.with("ProjectUserAccess.xml", entry("<ProjectUserAccess><User"));
        assertThat(Rights.of(nora, broken, blobs)
                        .of(broken, broken.with(MATTHEW, entry("x")))
                        .content())
                .isEqualTo(broken);
        Snapshot open = there.without("ProjectUserAccess.xml");
        Snapshot edited = open.with(MATTHEW, entry(book("MAT", "new")));
        assertThat(Rights.of(nora, open, blobs).of(open, edited).content()).isEqualTo(edited);
    }
}
