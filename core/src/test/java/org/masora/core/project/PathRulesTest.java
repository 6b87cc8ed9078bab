package org.masora.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.project.PathRules.Reason;
import org.masora.core.project.PathRules.Split;

class PathRulesTest {
    private static final Entry FILE = Entry.file(BlobId.of(new byte[0]));

    @ParameterizedTest
    @DisplayName("B3 names that are dangerous, or that some system cannot have, stay out of the folder")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/etc/passwd | ABSOLUTE",
                "//server/share/x | ABSOLUTE",
                "a//b | EMPTY_PART",
                "a/ | EMPTY_PART",
                "../x | CLIMBS_OUT",
                "a/../../x | CLIMBS_OUT",
                "./x | CLIMBS_OUT",
                "a/... | CLIMBS_OUT",
                "a/.. ./x | CLIMBS_OUT",
                "..\\x | CLIMBS_OUT",
                ".\\u200c./x | CLIMBS_OUT",
                ".git/config | TOOL_FOLDER",
                "a/.GIT/hooks/post-checkout | TOOL_FOLDER",
                ".gIt | TOOL_FOLDER",
                ".git./config | TOOL_FOLDER",
                ".git  ./config | TOOL_FOLDER",
                ".git::$INDEX_ALLOCATION/config | TOOL_FOLDER",
                "GIT~1/config | TOOL_FOLDER",
                "git~2 | TOOL_FOLDER",
                ".g\\u200cit/config | TOOL_FOLDER",
                ".g\\ufeffi\\u206at/config | TOOL_FOLDER",
                "a\\.git\\config | TOOL_FOLDER",
                ".hg/hgrc | TOOL_FOLDER",
                ".HG/hgrc | TOOL_FOLDER",
                "HG~1 | TOOL_FOLDER",
                ".masora-1/x | TOOL_FOLDER",
                "a/.Masora-new | TOOL_FOLDER",
                "\\udc80\\udcff | NOT_UTF8",
                "a/\\ud800x | NOT_UTF8",
                "ingredients\\GEN.usfm | BACKSLASH",
                "C:\\x | BACKSLASH",
                "a/b\\u0000c | CONTROL_CHARACTER",
                "a/b\\u0007 | CONTROL_CHARACTER",
                "a\\u0085b | CONTROL_CHARACTER",
                "a\\u007fb | CONTROL_CHARACTER",
                "C:/x | RESERVED_ON_WINDOWS",
                "CON | RESERVED_ON_WINDOWS",
                "con.usfm | RESERVED_ON_WINDOWS",
                "a/NUL .tar.gz | RESERVED_ON_WINDOWS",
                "Com1/x | RESERVED_ON_WINDOWS",
                "LPT\\u00b9.txt | RESERVED_ON_WINDOWS",
                "CONIN$ | RESERVED_ON_WINDOWS",
                "a./b | RESERVED_ON_WINDOWS",
                "what? | RESERVED_ON_WINDOWS",
                "a*b | RESERVED_ON_WINDOWS",
                "a\"b | RESERVED_ON_WINDOWS",
                "x:stream | RESERVED_ON_WINDOWS",
            })
    void hostileNames(String escaped, Reason expected) {
        String path = unescape(escaped);

        Split split = PathRules.split(snapshot(path, "fine.usfm"), Set.of());

        assertThat(refused(split, path).reason()).isEqualTo(expected);
        assertThat(split.holdable()).isEqualTo(snapshot("fine.usfm"));
    }

    @Test
    @DisplayName("B3 a name that ends in a space, or is empty, stays out of the folder")
    void blanks() {
        Split split = PathRules.split(snapshot("", " ", "end ", "a /b", "in the middle"), Set.of());

        assertThat(refused(split, "").reason()).isEqualTo(Reason.EMPTY_PART);
        assertThat(refused(split, " ").reason()).isEqualTo(Reason.CLIMBS_OUT);
        assertThat(refused(split, "end ").reason()).isEqualTo(Reason.RESERVED_ON_WINDOWS);
        assertThat(refused(split, "a /b").reason()).isEqualTo(Reason.RESERVED_ON_WINDOWS);
        assertThat(split.holdable()).isEqualTo(snapshot("in the middle"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingredients/GEN.usfm",
                ".gitignore",
                ".gitattributes",
                "git",
                "hg",
                ".masora",
                "git~",
                "masora~x",
                "CONTENT.md",
                "console/x",
                "COM0",
                "nul-book.usfm",
                "a.b.c",
                "..x",
                ".x",
                "x..y",
                "ingredients/मत्ती.usfm",
                "می\u200cخواهم.usfm",
                "\ud83d\ude00.md",
                "figures/o'neil & co (1).jpg",
            })
    @DisplayName("B3 ordinary names are held")
    void ordinaryNames(String path) {
        assertThat(PathRules.split(snapshot(path), Set.of()).notHoldable()).isEmpty();
    }

    @Test
    @DisplayName("B3 parts and paths that are too long stay out of the folder")
    void tooLong() {
        String part240 = "क".repeat(80);
        String path800 = IntStream.range(0, 8).mapToObj(i -> "x".repeat(99)).collect(Collectors.joining("/")) + "y";
        Split split = PathRules.split(snapshot(part240, part240 + "x", path800, path800 + "y"), Set.of());

        assertThat(split.holdable()).isEqualTo(snapshot(part240, path800));
        assertThat(split.notHoldable().get(part240 + "x"))
                .isEqualTo(new PathRules.NotHoldable(FILE, Reason.TOO_LONG, part240 + "x"));
        assertThat(refused(split, path800 + "y").reason()).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    @DisplayName("B3 links and submodules stay out of the folder with their mode")
    void linksAndSubmodules() {
        Entry link = new Entry(Entry.Mode.LINK, FILE.id());
        Entry submodule = new Entry(Entry.Mode.SUBMODULE, FILE.id());
        Entry executable = new Entry(Entry.Mode.EXECUTABLE, FILE.id());
        Snapshot snapshot =
                Snapshot.EMPTY.with("link", link).with("module", submodule).with("run.sh", executable);

        Split split = PathRules.split(snapshot, Set.of("link", "module"));

        assertThat(split.notHoldable().get("link")).isEqualTo(new PathRules.NotHoldable(link, Reason.LINK, "link"));
        assertThat(refused(split, "module").reason()).isEqualTo(Reason.SUBMODULE);
        assertThat(split.holdable()).isEqualTo(Snapshot.EMPTY.with("run.sh", executable));
    }

    @Test
    @DisplayName("B3 of names that differ by case or Unicode form the smallest is held")
    void clashes() {
        String composed = "\u00e9.usfm";
        String decomposed = "e\u0301.usfm";
        Split split = PathRules.split(
                snapshot("MAT.usfm", "mat.usfm", "Mat.USFM", composed, decomposed, "STRASSE", "stra\u00dfe"), Set.of());

        assertThat(split.holdable()).isEqualTo(snapshot("MAT.usfm", decomposed, "STRASSE"));
        assertThat(split.notHoldable().get("mat.usfm"))
                .isEqualTo(new PathRules.NotHoldable(FILE, Reason.CLASH, "MAT.usfm"));
        assertThat(refused(split, "stra\u00dfe").culprit()).isEqualTo("STRASSE");
    }

    @Test
    @DisplayName("B3 of names that clash the one that stands already is held")
    void whatStandsWins() {
        Split split = PathRules.split(snapshot("MAT.usfm", "mat.usfm", "Mat.usfm"), Set.of("mat.usfm"));

        assertThat(split.holdable()).isEqualTo(snapshot("mat.usfm"));
        assertThat(refused(split, "Mat.usfm").culprit()).isEqualTo("mat.usfm");
    }

    @Test
    @DisplayName("B3 a folder whose name clashes is not held, nor is anything in it")
    void foldersClash() {
        Split split = PathRules.split(snapshot("A/X", "a/x", "a/only-here", "a/sub/y"), Set.of());
        assertThat(split.holdable()).isEqualTo(snapshot("A/X"));
        assertThat(refused(split, "a/sub/y").culprit()).isEqualTo("A");

        assertThat(PathRules.split(snapshot("A/X", "a/Y", "a/y"), Set.of("a/gone"))
                        .holdable())
                .as("the folder that stands wins, and in it the smallest")
                .isEqualTo(snapshot("a/Y"));
    }

    @Test
    @DisplayName("B3 a file and a folder of one name clash")
    void fileAgainstFolder() {
        assertThat(PathRules.split(snapshot("a", "A/b"), Set.of()).holdable()).isEqualTo(snapshot("A/b"));
        assertThat(PathRules.split(snapshot("a", "a/b"), Set.of()).holdable()).isEqualTo(snapshot("a"));
        assertThat(PathRules.split(snapshot("a", "a/b"), Set.of("a/b")).holdable())
                .isEqualTo(snapshot("a/b"));
    }

    @Test
    @DisplayName("B3 what a folder has proved to hold is held there, unless it is dangerous")
    void standing() {
        Set<String> standing = Set.of("a:b", "con", "MAT", "mat", "x\\y", ".git/config", "../x");

        assertThat(PathRules.split(snapshot(standing.toArray(String[]::new)), standing)
                        .holdable())
                .isEqualTo(snapshot("a:b", "con", "MAT", "mat", "x\\y"));
    }

    @Test
    @DisplayName("B2 paths are matched by NFC and case folding")
    void fold() {
        assertThat(PathRules.fold("Ingredients/MAT.usfm")).isEqualTo("ingredients/mat.usfm");
        assertThat(PathRules.fold("E\u0301")).isEqualTo(PathRules.fold("\u00e9"));
        assertThat(PathRules.fold("\u03a3\u03c2")).isEqualTo(PathRules.fold("\u03c3\u03c3"));
        assertThat(PathRules.fold("I")).isNotEqualTo(PathRules.fold("\u0131"));
        assertThat(PathRules.fold("\udc80X")).isEqualTo("\udc80x");
    }

    @Test
    @DisplayName("B2 folding twice is folding once, for every character")
    void foldIsIdempotent() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT).forEach(c -> {
            String folded = PathRules.fold("a" + Character.toString(c) + "\u0345\u0301");
            if (!PathRules.fold(folded).equals(folded)) {
                throw new AssertionError("U+" + Integer.toHexString(c));
            }
        });
    }

    @Property(seed = "20261122", tries = 500)
    @Label("B3 nothing vanishes, nothing dangerous or clashing is held, and splitting again changes nothing")
    void splitProperties(@ForAll("snapshots") Snapshot snapshot, @ForAll("snapshots") Snapshot stands) {
        Set<String> standing = stands.entries().keySet();
        for (Set<String> folder : List.of(Set.<String>of(), standing)) {
            Split split = PathRules.split(snapshot, folder);

            TreeMap<String, Entry> all = new TreeMap<>(split.holdable().entries());
            split.notHoldable()
                    .forEach((path, not) ->
                            assertThat(all.put(path, not.entry())).isNull());
            assertThat(all).isEqualTo(snapshot.entries());
            assertThat(PathRules.split(split.holdable(), folder).notHoldable()).isEmpty();
            split.holdable().entries().keySet().forEach(PathRulesTest::assertHarmless);
        }
        Set<String> held =
                PathRules.split(snapshot, Set.of()).holdable().entries().keySet();
        assertThat(held.stream().map(PathRules::fold).distinct()).hasSameSizeAs(held);
    }

    @Provide
    Arbitrary<Snapshot> snapshots() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of("a", "A", "b", "..", ".", "", ".git", ".GIT", "git~1", ".hg", ".masora-x", "con", "x:y"),
                Arbitraries.strings()
                        .withChars("aA.eE\u0301\u00e9 \\\u200cgitGIT~1:\udc80\u0000")
                        .ofMaxLength(6));
        return part.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("/", parts))
                .set()
                .ofMaxSize(12)
                .map(paths -> snapshot(paths.toArray(String[]::new)));
    }

    private static void assertHarmless(String path) {
        assertThat(path).doesNotStartWith("/");
        for (String part : path.split("/", -1)) {
            String plain =
                    part.replaceAll("[\u200c\udc80]", "").replaceAll(":.*", "").replaceAll("[. ]+$", "");
            assertThat(plain).isNotEmpty();
            assertThat(plain.toLowerCase(java.util.Locale.ROOT)).isNotIn(".git", ".hg", "git~1", ".masora-x");
        }
    }

    private static PathRules.NotHoldable refused(Split split, String path) {
        return java.util.Objects.requireNonNull(split.notHoldable().get(path), path);
    }

    private static Snapshot snapshot(String... paths) {
        return Snapshot.of(Arrays.stream(paths).collect(Collectors.toMap(p -> p, p -> FILE, (a, b) -> a)));
    }

    /** Reads {@code \\uXXXX}, so that invisible characters can be seen in the table. */
    private static String unescape(String text) {
        return java.util.regex.Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(text)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }
}
