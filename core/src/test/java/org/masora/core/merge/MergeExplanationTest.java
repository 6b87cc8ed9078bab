package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.masora.core.merge.MergeExplanation.Verdict;
import org.masora.core.project.Blobs;

/** What is said about a merge, and that nothing is left out. */
class MergeExplanationTest {
    private static final Path CASES = Path.of("src", "test", "resources", "merge-cases");
    private static final String TITUS = """
            \\id TIT
            \\c 1
            \\p
            \\v 1 One word and another.
            \\v 2 Two.
            \\v 3 Three.
            \\v 4 Four.
            """;

    @Test
    void everyVerseThatSomebodyChangedIsToldAndWhoseItIs() {
        String ours = TITUS.replace("One", "Uno")
                .replace("Two", "Dos")
                .replace("Three", "Tres")
                .replace("\\v 4", "\\p\n\\v 4");
        String theirs = TITUS.replace("another", "otro").replace("Two", "Zwei") + "\\v 5 Five.\n";
        MergeExplanation explanation = explain("TIT.usfm", TITUS, ours, theirs);
        assertThat(explanation.kind()).isEqualTo("usfm");
        assertThat(lines(explanation))
                .containsExactly(
                        "1:1 COMBINED \\v 1 Uno word and otro.",
                        "1:2 DISPUTED \\v 2 Dos.",
                        "1:3 OURS \\v 3 Tres.",
                        "1:4 lead OURS \\p",
                        "1:5 THEIRS \\v 5 Five.");
        assertThat(explanation.units().get(1).stands()).contains(Side.OURS);
        assertThat(explanation.units().get(1).type()).contains(ConflictType.VERSE_TEXT);
    }

    @Test
    void alsoWhereOnlyOneSideDidAnythingAndWhereBothDidTheSame() {
        String one = TITUS.replace("Three", "Tres");
        assertThat(lines(explain("TIT.usfm", TITUS, one, TITUS))).containsExactly("1:3 OURS \\v 3 Tres.");
        assertThat(lines(explain("TIT.usfm", TITUS, one, one))).containsExactly("1:3 SAME \\v 3 Tres.");
        assertThat(lines(explain("TIT.usfm", TITUS, TITUS, TITUS.replace("\\v 3 Three.\n", ""))))
                .containsExactly("1:3 THEIRS –");
        assertThat(lines(explain("TIT.usfm", TITUS, TITUS.replace("Three.", "Three. "), TITUS)))
                .containsExactly("1:3 FORM \\v 3 Three.");
    }

    @Test
    void aMovedVerseIsToldAsOrder() {
        String moved = TITUS.replace("\\v 2 Two.\n\\v 3 Three.\n", "\\v 3 Three.\n\\v 2 Two.\n");
        assertThat(lines(explain("TIT.usfm", TITUS, TITUS, moved))).containsExactly("order THEIRS 1:3 1:2");
    }

    @Test
    void fieldsAreCalledByTheirPointers() {
        assertThat(lines(explain(
                        "settings.json",
                        "{\"a\":1,\"b\":{\"c\":\"x\",\"d\":[1]},\"e\":[{\"id\":1,\"v\":1}]}",
                        "{\"a\":2,\"b\":{\"c\":\"x\",\"d\":[1]},\"e\":[{\"id\":1,\"v\":2}]}",
                        "{\"a\":3,\"b\":{\"c\":\"y\",\"d\":[1]},\"e\":[{\"id\":1,\"v\":1}]}")))
                .containsExactly("/a DISPUTED 2", "/b/c THEIRS \"y\"", "/e/[id=1]/v OURS 2");
    }

    @Test
    void theRuleOfAFieldThatBothSetIsNamed() {
        MergeExplanation explanation = explain(
                "scribe-settings.json",
                "{\"a\":{\"lastSeen\":\"2026-01-01T00:00:00Z\",\"starred\":[1],\"x\":1}}",
                "{\"a\":{\"lastSeen\":\"2026-01-02T00:00:00Z\",\"starred\":[2],\"x\":1}}",
                "{\"a\":{\"lastSeen\":\"2026-01-03T00:00:00Z\",\"starred\":[3],\"x\":2}}");
        assertThat(lines(explanation))
                .containsExactly(
                        "/a/lastSeen OTHERWISE \"2026-01-03T00:00:00Z\"", "/a/starred OTHERWISE [2]", "/a/x THEIRS 2");
        assertThat(explanation.units().stream().flatMap(unit -> unit.reason().stream()))
                .containsExactly(MergeExplanation.Reason.LATER, MergeExplanation.Reason.NOTED);
    }

    @Test
    void elementsAndAttributesAreCalledByTheirPaths() {
        String base =
                "<Users><User UserName=\"Ada\" Lead=\"no\"><Role>Translator</Role><Note>one two three</Note></User>"
                        + "<User UserName=\"Ben\"/><Version>1.2</Version></Users>";
        String ours = base.replace("Translator", "Editor").replace("no", "yes");
        String theirs = base.replace("one", "uno").replace("<User UserName=\"Ben\"/>", "");
        assertThat(lines(explain("Users.xml", base, ours, theirs)))
                .containsExactly(
                        "/Users/User[@UserName=Ada]/@Lead OURS yes",
                        "/Users/User[@UserName=Ada]/Role OURS Editor",
                        "/Users/User[@UserName=Ada]/Note THEIRS uno two three",
                        "/Users/User[@UserName=Ben] THEIRS –");
        assertThat(lines(explain("Users.xml", base, ours, base.replace("Translator", "Consultant"))))
                .containsExactly(
                        "/Users/User[@UserName=Ada]/@Lead OURS yes",
                        "/Users/User[@UserName=Ada]/Role DISPUTED <Role>Editor</Role>");
    }

    @Test
    void manifestsAreToldByFieldAndComment() {
        String base = "# ours and theirs\ndublin_core:\n  issued: '2026-01-01'\n  version: '1'\n  title: 'A'\n";
        String ours = base.replace("2026-01-01", "2026-02-01").replace("'A'", "'B'");
        String theirs = base.replace("2026-01-01", "2026-03-01").replace("# ours", "# all, ours");
        assertThat(lines(explain("manifest.yaml", base, ours, theirs)))
                .containsExactly(
                        "/dublin_core/issued OTHERWISE \"2026-03-01\"",
                        "/dublin_core/title OURS \"B\"",
                        "comment THEIRS # all, ours and theirs");
        assertThat(explain("manifest.yaml", base, ours, theirs)
                        .units()
                        .getFirst()
                        .reason())
                .contains(MergeExplanation.Reason.LATER);
    }

    @Test
    void stylesAreToldByPropertyAndVersificationsByEntry() {
        String base = "\\Marker p\n\\FontSize 12\n\\Bold no\n\n\\Marker q\n\\FontSize 12\n";
        String ours = base.replace("Bold no", "Bold yes");
        String theirs = base.replace("\\Marker q\n\\FontSize 12", "\\Marker q\n\\FontSize 14");
        assertThat(lines(explain("custom.sty", base, ours, theirs)))
                .containsExactly("p Bold OURS \\Bold yes", "q FontSize THEIRS \\FontSize 14");
        assertThat(lines(explain(
                        "custom.vrs",
                        "LEV 14:57\nGEN 31:55 = GEN 32:1\n",
                        "LEV 14:58\nGEN 31:55 = GEN 32:1\n",
                        "LEV 14:57\nGEN 31:55 = GEN 32:1\n-MAT 17:21\n")))
                .hasSize(2);
    }

    @Test
    void linesAreCalledByTheirNumbers() {
        assertThat(lines(explain("x.sty", "a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n")))
                .containsExactly("line 1 OURS A", "line 5 THEIRS E");
    }

    /** A second look at every case of the table: each disagreement once, and, without one, no verse without a reason. */
    @TestFactory
    Stream<DynamicTest> nothingIsLeftOutInTheCasesOfTheTable() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .filter(folder -> !Files.isDirectory(folder.resolve("ours")))
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path folder) throws IOException {
        String path = Files.readAllLines(folder.resolve("case.txt")).get(1);
        String end = path.substring(path.lastIndexOf('.'));
        Path base = folder.resolve("base" + end);
        Optional<byte[]> common = Files.exists(base) ? Optional.of(Files.readAllBytes(base)) : Optional.empty();
        byte[] ours = Files.readAllBytes(folder.resolve("ours" + end));
        byte[] theirs = Files.readAllBytes(folder.resolve("theirs" + end));
        Blobs blobs = Blobs.inMemory();
        FileMerge.Outcome outcome = FileMerge.merge(
                common.<FileMerge.Base>map(FileMerge.Base.Common::new).orElse(new FileMerge.Base.None()),
                path,
                ours,
                theirs,
                Side.THEIRS,
                blobs);
        MergeExplanation explanation = MergeExplanation.of(common, path, ours, theirs, outcome, blobs);
        long disputed = explanation.units().stream()
                .filter(unit -> unit.verdict() == Verdict.DISPUTED)
                .count();
        long combined = explanation.units().stream()
                .filter(unit -> unit.verdict() == Verdict.COMBINED)
                .count();
        assertThat(disputed).isEqualTo(count(outcome, Conflict.Kind.OPEN));
        assertThat(combined).isEqualTo(count(outcome, Conflict.Kind.AUTOMATIC));
        if (disputed == 0) {
            assertThat(explanation.units())
                    .filteredOn(unit -> unit.verdict() == Verdict.OTHERWISE)
                    .as("a rule is named, and no verse needs one")
                    .allSatisfy(unit -> {
                        assertThat(explanation.kind()).isNotEqualTo("usfm");
                        assertThat(unit.reason()).isPresent();
                    });
        }
    }

    private static long count(FileMerge.Outcome outcome, Conflict.Kind kind) {
        return outcome.conflicts().stream()
                .filter(conflict -> conflict.kind() == kind)
                .count();
    }

    private static MergeExplanation explain(String path, String base, String ours, String theirs) {
        Blobs blobs = Blobs.inMemory();
        FileMerge.Outcome outcome = FileMerge.merge(
                new FileMerge.Base.Common(bytes(base)), path, bytes(ours), bytes(theirs), Side.OURS, blobs);
        return MergeExplanation.of(Optional.of(bytes(base)), path, bytes(ours), bytes(theirs), outcome, blobs);
    }

    private static List<String> lines(MergeExplanation explanation) {
        return explanation.units().stream()
                .map(unit -> unit.reference() + " " + unit.verdict() + " "
                        + unit.merged().map(String::strip).orElse("–"))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
