package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Blobs;

class DisputedTextTest {
    private static final String BOOK = "\\id TIT\n\\h Titus\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n\\p\n\\v 3 Three.\n";

    @Test
    void markersStandAroundTheVerse() {
        assertThat(marked("TIT.usfm", BOOK, BOOK.replace("Two", "Dos"), BOOK.replace("Two", "Zwei")))
                .isEqualTo(BOOK.replace("\\v 2 Two.\n", """
                        <<<<<<< ours
                        \\v 2 Dos.
                        ||||||| base
                        \\v 2 Two.
                        =======
                        \\v 2 Zwei.
                        >>>>>>> theirs
                        """));
    }

    @Test
    void aNeighbourThatOnlyOneSideChangedIsOutside() {
        String ours = BOOK.replace("Two", "Dos");
        String theirs = BOOK.replace("Two", "Zwei").replace("One", "Eins").replace("Three", "Drei");
        assertThat(marked("TIT.usfm", BOOK, ours, theirs)).contains("""
                        \\v 1 Eins.
                        <<<<<<< ours
                        \\v 2 Dos.
                        ||||||| base
                        \\v 2 Two.
                        =======
                        \\v 2 Zwei.
                        >>>>>>> theirs
                        \\p
                        \\v 3 Drei.
                        """);
    }

    @Test
    void aVerseInTheMiddleOfALineGetsLinesOfItsOwn() {
        String base = "\\id TIT\n\\c 1\n\\p \\v 1 One. \\v 2 Two. \\v 3 Three.\n";
        assertThat(marked("TIT.usfm", base, base.replace("Two", "Dos"), base.replace("Two", "Zwei")))
                .isEqualTo("""
                        \\id TIT
                        \\c 1
                        \\p \\v 1 One.\s
                        <<<<<<< ours
                        \\v 2 Dos.\s
                        ||||||| base
                        \\v 2 Two.\s
                        =======
                        \\v 2 Zwei.\s
                        >>>>>>> theirs
                        \\v 3 Three.
                        """);
    }

    @Test
    void aVerseThatOneSideRemovedHasNothingThere() {
        assertThat(marked("TIT.usfm", BOOK, BOOK.replace("\\v 2 Two.\n", ""), BOOK.replace("Two", "Zwei")))
                .contains(
                        "\\v 1 One.\n<<<<<<< ours\n||||||| base\n\\v 2 Two.\n=======\n\\v 2 Zwei.\n>>>>>>> theirs\n\\p\n");
    }

    @Test
    void windowsLineEndsStay() {
        String base = BOOK.replace("\n", "\r\n");
        String marked = marked("TIT.usfm", base, base.replace("Two", "Dos"), base.replace("Two", "Zwei"));
        assertThat(marked).contains("<<<<<<< ours\r\n\\v 2 Dos.\r\n").contains("=======\r\n");
        assertThat(marked.replace("\r\n", "")).doesNotContain("\n");
    }

    @Test
    void bytesThatAreNoUtf8Stay() {
        byte[] base = "\\id TIT\n\\c 1\n\\p\n\\v 1 caf\u00e9.\n\\v 2 Two.\n".getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(base, StandardCharsets.ISO_8859_1);
        byte[] ours = text.replace("Two", "D\u00f3s").getBytes(StandardCharsets.ISO_8859_1);
        byte[] theirs = text.replace("Two", "Zw\u00f6lf").getBytes(StandardCharsets.ISO_8859_1);
        String marked = new String(
                disputed(Optional.of(base), "TIT.usfm", ours, theirs).withMarkers(7), StandardCharsets.ISO_8859_1);
        assertThat(marked)
                .contains("\\v 1 caf\u00e9.\n<<<<<<< ours\n\\v 2 D\u00f3s.\n")
                .contains("\\v 2 Zw\u00f6lf.\n>");
    }

    @Test
    void aFieldOfOneLineOfJsonIsMarkedAlone() {
        String base = "{\"a\":1,\"identification\":{\"name\":\"N\",\"n\":[1,2]},\"z\":1}";
        String ours = base.replace("\"N\"", "\"O\"").replace("\"a\":1", "\"a\":2");
        String theirs = base.replace("\"N\"", "\"T\"").replace("\"z\":1", "\"z\":3");
        assertThat(marked("metadata.json", base, ours, theirs)).isEqualTo("""
                {"a":2,"identification":{
                <<<<<<< ours
                "name":"O",
                ||||||| base
                "name":"N",
                =======
                "name":"T",
                >>>>>>> theirs
                "n":[1,2]},"z":3}""");
    }

    @Test
    void fieldsThatWereSettledForTheStandingSideAreNotMarked() {
        String base = "{\n \"ingredients\": {\n  \"a\": {\n   \"size\": 1\n  }\n },\n \"x\": 1\n}\n";
        String ours = base.replace("\"size\": 1", "\"size\": 2").replace("\"x\": 1", "\"x\": 2");
        String theirs = base.replace("\"size\": 1", "\"size\": 3").replace("\"x\": 1", "\"x\": 3");
        assertThat(marked("metadata.json", base, ours, theirs))
                .isEqualTo(ours.replace(
                        " \"x\": 2\n",
                        "<<<<<<< ours\n \"x\": 2\n||||||| base\n \"x\": 1\n=======\n \"x\": 3\n>>>>>>> theirs\n"));
    }

    @Test
    void withoutABaseWhatBothHaveAlikeIsSettled() {
        String ours = BOOK.replace("Two", "Dos");
        String theirs = BOOK.replace("Two", "Zwei");
        DisputedText disputed = disputed(Optional.empty(), "TIT.usfm", bytes(ours), bytes(theirs));
        assertThat(new String(disputed.withMarkers(7), StandardCharsets.UTF_8))
                .isEqualTo(BOOK.replace(
                        "\\v 2 Two.\n",
                        "<<<<<<< ours\n\\v 2 Dos.\n||||||| base\n=======\n\\v 2 Zwei.\n>>>>>>> theirs\n"));
    }

    @Test
    void linesAndRowsAreMarked() {
        assertThat(marked("a.sty", "a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n"))
                .isEqualTo("a\n<<<<<<< ours\nx\n||||||| base\nb\n=======\ny\n>>>>>>> theirs\nc\n");
        String table = "ID\tNote\nab\tone\ncd\ttwo\nef\tthree\n";
        assertThat(marked("tn.tsv", table, table.replace("two", "dos"), table.replace("two", "zwei")))
                .contains(
                        "ab\tone\n<<<<<<< ours\ncd\tdos\n||||||| base\ncd\ttwo\n=======\ncd\tzwei\n>>>>>>> theirs\nef");
    }

    @Test
    void versesInTwoOrdersAreOneQuestion() {
        String base = "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n\\v 3 Three.\n\\v 4 Four.\n";
        String ours = "\\id TIT\n\\c 1\n\\p\n\\v 2 Two.\n\\v 1 One.\n\\v 3 Three.\n\\v 4 Four.\n";
        String theirs = "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 3 Three.\n\\v 2 Two.\n\\v 4 Four.\n";
        String marked = marked("TIT.usfm", base, ours, theirs);
        assertThat(marked.lines().filter(line -> line.startsWith("<<<<<<<"))).hasSize(1);
        assertThat(marked)
                .contains("\\v 2 Two.\n\\v 1 One.\n")
                .contains("=======\n\\v 1 One.\n\\v 3 Three.\n")
                .endsWith(">>>>>>> theirs\n\\v 4 Four.\n");
    }

    @Test
    void aBinaryHasNoMarkers() {
        byte[] ours = {0, 1};
        assertThat(disputed(Optional.of(new byte[] {0}), "a.png", ours, new byte[] {0, 2})
                        .withMarkers(7))
                .isEqualTo(ours);
    }

    @Test
    void anAnswerForEachGivesTheWholeFile() {
        String ours = BOOK.replace("Two", "Dos");
        String theirs = BOOK.replace("Two", "Zwei");
        DisputedText disputed = disputed(Optional.of(bytes(BOOK)), "TIT.usfm", bytes(ours), bytes(theirs));
        assertThat(disputed.decided(DisputedText.Piece.Disputed::base)).isEqualTo(bytes(BOOK));
        assertThat(disputed.decided(DisputedText.Piece.Disputed::ours)).isEqualTo(bytes(ours));
        assertThat(disputed.decided(DisputedText.Piece.Disputed::theirs)).isEqualTo(bytes(theirs));
    }

    private static String marked(String path, String base, String ours, String theirs) {
        return new String(
                disputed(Optional.of(bytes(base)), path, bytes(ours), bytes(theirs))
                        .withMarkers(7),
                StandardCharsets.UTF_8);
    }

    private static DisputedText disputed(Optional<byte[]> base, String path, byte[] ours, byte[] theirs) {
        Blobs blobs = Blobs.inMemory();
        FileMerge.Base common =
                base.<FileMerge.Base>map(FileMerge.Base.Common::new).orElseGet(FileMerge.Base.None::new);
        FileMerge.Outcome merged = FileMerge.merge(common, path, ours, theirs, Side.OURS, blobs);
        return DisputedText.of(base, path, ours, theirs, merged, blobs);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
