package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.xml.XmlDocument;

class XmlMergeTest {
    private final Blobs blobs = Blobs.inMemory();

    private FileMerge.Outcome merge(String path, String base, String ours, String theirs, Side stands) {
        return FileMerge.merge(new FileMerge.Base.Common(bytes(base)), path, bytes(ours), bytes(theirs), stands, blobs);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("A decision about a field puts the other reading in its place, all else as it was")
    void decidedField() {
        String base = "<ScriptureText>\r\n  <Name>A</Name>\r\n  <Note>x</Note>\r\n</ScriptureText>";
        checkDecision("Settings.xml", base, base.replace(">A<", ">B<"), base.replace(">A<", ">C<"));
    }

    @Test
    @DisplayName("A decision about an attribute puts the other value in its place")
    void decidedAttribute() {
        String base = "<P><T Name='a' Done=\"1\"/><T Name='b' Done=\"1\"/></P>";
        checkDecision(
                "Plan.xml",
                base,
                base.replace("'b' Done=\"1\"", "'b' Done=\"2\""),
                base.replace("'b' Done=\"1\"", "'b' Done=\"3\""));
    }

    @Test
    @DisplayName("A decision brings a removed element back, and takes a kept one out")
    void decidedRemoval() {
        String base = "<L>\n  <Tag Id=\"1\">a</Tag>\n  <Tag Id=\"2/]~\">b</Tag>\n</L>\n";
        String removed = "<L>\n  <Tag Id=\"1\">a</Tag>\n</L>\n";
        String edited = base.replace(">b<", ">c<");
        checkDecision("CommentTags.xml", base, removed, edited);
        checkDecision("CommentTags.xml", base, edited, removed);
    }

    /** Ours stands; deciding for theirs everywhere gives theirs. */
    private void checkDecision(String path, String base, String ours, String theirs) {
        FileMerge.Outcome outcome = merge(path, base, ours, theirs, Side.OURS);
        assertThat(text(outcome.content())).isEqualTo(ours);
        Conflict conflict = outcome.conflicts().getFirst();
        List<byte[]> known = new ArrayList<>();
        for (Optional<BlobId> reading : List.of(conflict.base(), conflict.ours(), conflict.theirs())) {
            reading.ifPresent(id -> known.add(blobs.read(id)));
        }
        UnitReadings readings = new UnitReadings(path, outcome.content());
        UnitReading today = conflict.ours()
                .<UnitReading>map(id -> new UnitReading.Text(blobs.read(id)))
                .orElseGet(UnitReading.Absent::new);

        assertThat(readings.today(conflict.type(), conflict.reference(), known))
                .usingRecursiveComparison()
                .isEqualTo(today);
        assertThat(readings.with(
                                conflict.type(),
                                conflict.reference(),
                                known,
                                conflict.theirs().map(blobs::read))
                        .map(XmlMergeTest::text))
                .contains(theirs);
    }

    @Test
    @DisplayName("One side changed line ends only, the other a field: both changes are in the result")
    void lineEnds() {
        String base = "<S>\n  <A>1</A>\n  <B>1</B>\n</S>\n";
        String ours = "<S>\r\n  <A>1</A>\r\n  <B>1</B>\r\n  <C>3</C>\r\n</S>\r\n";
        String theirs = base.replace("<A>1", "<A>2");

        FileMerge.Outcome outcome = merge("Some.xml", base, ours, theirs, Side.THEIRS);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(text(outcome.content())).isEqualTo(ours.replace("<A>1", "<A>2"));
    }

    @Test
    @DisplayName("A space that is a value is a value")
    void spaceAsValue() {
        String base = "<S>\n  <Separator>,</Separator>\n  <B>1</B>\n</S>\n";
        String ours = base.replace(">,<", "> <");
        String theirs = base.replace(">,<", "><");

        assertThat(merge("Some.xml", base, ours, theirs, Side.THEIRS).conflicts())
                .singleElement()
                .extracting(Conflict::kind)
                .isEqualTo(Conflict.Kind.OPEN);
    }

    @Test
    @DisplayName("A merged list of books stays a row of signs")
    void books() {
        String form = "<ScriptureText><BooksPresent>%s</BooksPresent></ScriptureText>";
        FileMerge.Outcome outcome = merge(
                "Settings.xml", form.formatted("1100"), form.formatted("0100"), form.formatted("110011"), Side.THEIRS);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(text(outcome.content())).isEqualTo(form.formatted("010011"));
    }

    @Property(seed = "20261122", tries = 3000)
    @Label("M2 sides swapped give the same bytes; the result is XML; a side that changed nothing yields")
    void swapped(@ForAll("files") String base, @ForAll("files") String ours, @ForAll("files") String theirs) {
        FileMerge.Outcome outcome = merge("Some.xml", base, ours, theirs, Side.THEIRS);
        FileMerge.Outcome swapped = merge("Some.xml", base, theirs, ours, Side.OURS);

        assertThat(swapped.content()).isEqualTo(outcome.content());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored)).containsExactlyElementsOf(outcome.conflicts());
        assertThat(XmlDocument.parse(text(outcome.content()))).isPresent();
        assertThat(text(merge("Some.xml", base, ours, base, Side.THEIRS).content()))
                .isEqualTo(ours);
    }

    @Property(seed = "20261122", tries = 3000)
    @Label("M3 what a side added to a list stands in the result or in a conflict")
    void nothingIsLost(@ForAll("files") String base, @ForAll("files") String ours, @ForAll("files") String theirs) {
        FileMerge.Outcome outcome = merge("Some.xml", base, ours, theirs, Side.THEIRS);

        StringBuilder everything = new StringBuilder(text(outcome.content()));
        for (Conflict conflict : outcome.conflicts()) {
            for (Optional<BlobId> reading : List.of(conflict.ours(), conflict.theirs())) {
                reading.ifPresent(id -> everything.append('\n').append(text(blobs.read(id))));
            }
        }
        for (String side : List.of(ours, theirs)) {
            for (String word : side.split("[^a-z0-9]+", -1)) {
                if (!base.contains(word)) {
                    assertThat(everything).contains(word);
                }
            }
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> word = Arbitraries.of("red", "green", "blue", "black", "white", "", "new1", "new2", "new3");
        Arbitrary<String> named = Combinators.combine(Arbitraries.of("1", "2", "3", "4"), word, word)
                .as((id, some, other) -> "<Item Id=\"" + id + "\" Colour='" + some + "'>" + other + "</Item>");
        Arbitrary<String> field = Combinators.combine(Arbitraries.of("A", "B", "C"), word)
                .as((name, value) -> "<" + name + ">" + value + "</" + name + ">");
        Arbitrary<String> prose =
                Combinators.combine(word, word).as((some, other) -> "<T>" + some + " <i>" + other + "</i> end</T>");
        Arbitrary<String> list = word.list()
                .ofMaxSize(3)
                .map(words ->
                        words.isEmpty() ? "<List/>" : "<List>\n<D>" + String.join("</D>\n<D>", words) + "</D></List>");
        Arbitrary<String> remark = word.map(text -> "<!-- " + text + " -->");
        return Arbitraries.oneOf(named, field, prose, list, remark)
                .list()
                .ofMaxSize(6)
                .map(parts -> "<Root>\n  " + String.join("\n  ", parts) + "\n</Root>\n");
    }
}
