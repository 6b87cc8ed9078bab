package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.json.JsonProblem;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Direction;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.Answers;
import org.masora.core.project.Recognition.NotAProject;
import org.masora.core.project.Recognition.Reason;
import org.masora.core.project.Recognition.Recognised;
import org.masora.core.project.Recognition.Unnamed;

class RecognitionTest {
    private static final String UUID = "4d7a8843-bd4c-595e-ba62-68eada688b5b";
    private final Blobs blobs = Blobs.inMemory();

    @Test
    void scribeTextProject() {
        ProjectDescription project = recognised(Map.of(
                "metadata.json",
                burrito("textTranslation", "ingredients/TIT.usfm", "ingredients/JON.usfm", "ingredients/license.md"),
                "ingredients/TIT.usfm",
                "\\id TIT",
                "ingredients/JON.usfm",
                "\\id JON",
                "ingredients/license.md",
                "free"));

        assertThat(project)
                .isEqualTo(new ProjectDescription(
                        Layout.SCRIPTURE_BURRITO,
                        Content.TEXT,
                        "textTranslation",
                        "Titus and Jonah",
                        Optional.of("hi"),
                        Optional.of(Direction.RIGHT_TO_LEFT),
                        Optional.of(new Identity("scribe", UUID)),
                        Optional.of("TAJ"),
                        true,
                        false,
                        Optional.of("metadata.json"),
                        project.books(),
                        List.of()));
        assertThat(books(project)).isEqualTo("JON=ingredients/JON.usfm TIT=ingredients/TIT.usfm");
        assertThat(project.repositoryName()).isEqualTo("hi-textTranslation-Titus_and_Jonah");
    }

    @Test
    void whatWasPutAwayInScribeIsArchived() {
        String settings = "{\"project\":{\"textTranslation\":{\"isArchived\":%s}}}";
        String metadata = burrito("textTranslation");
        String path = "ingredients/scribe-settings.json";

        assertThat(recognised(Map.of("metadata.json", metadata, path, settings.formatted(true)))
                        .archived())
                .isTrue();
        assertThat(recognised(Map.of("metadata.json", metadata, path, settings.formatted(false)))
                        .archived())
                .isFalse();
        assertThat(recognised(Map.of("metadata.json", metadata, path, "{")).archived())
                .isFalse();
    }

    @Test
    void scribeOnWindowsWritesBackslashesIntoMetadata() {
        ProjectDescription project = recognised(Map.of(
                "metadata.json",
                burrito("textTranslation", "ingredients\\\\TIT.usfm"),
                "ingredients/TIT.usfm",
                "\\id TIT"));

        assertThat(books(project)).isEqualTo("TIT=ingredients/TIT.usfm");
    }

    @Test
    void booksThatTheMetadataForgotOrNamesOtherwise() {
        ProjectDescription project = recognised(Map.of(
                "metadata.json",
                burrito("textTranslation", "content/tit.usfm", "../outside/MAT.usfm", "content/gone.usfm"),
                "content/TIT.usfm",
                "\\id TIT",
                "content/57-PHM.usfm",
                "",
                "content/new.sfm",
                "\ufeff\\id mrk Mark",
                "content/notes.usfm",
                "no book"));

        assertThat(books(project)).isEqualTo("MRK=content/new.sfm TIT=content/TIT.usfm PHM=content/57-PHM.usfm");
    }

    @Test
    void theScopeOfAnIngredientSaysItsBook() {
        String metadata = burrito("textTranslation")
                .replace("\"ingredients\":{}", "\"ingredients\":{\"a/1.usfm\":{\"scope\":{\"RUT\":[]}}}");
        assertThat(books(recognised(Map.of("metadata.json", metadata, "a/1.usfm", ""))))
                .isEqualTo("RUT=a/1.usfm");
    }

    @Test
    void metadataThatScribeUploadedAsNodeBuffer() {
        String bytes = burrito("textTranslation", "ingredients/PHM.usfm")
                .chars()
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        ProjectDescription project = recognised(Map.of(
                "metadata.json", "{\"type\":\"Buffer\",\"data\":[" + bytes + "]}", "ingredients/PHM.usfm", "\\id PHM"));

        assertThat(project.name()).isEqualTo("Titus and Jonah");
        assertThat(books(project)).isEqualTo("PHM=ingredients/PHM.usfm");
    }

    @Test
    void storiesJuxtalinearAudioAndOthers() {
        ProjectDescription stories = recognised(Map.of(
                "metadata.json",
                burrito("textStories", "ingredients/01.md", "ingredients/front.md"),
                "ingredients/01.md",
                "#",
                "ingredients/10.md",
                "#",
                "ingredients/02.md",
                "#",
                "ingredients/front.md",
                "#",
                "elsewhere/03.md",
                "#"));
        assertThat(stories.content()).isEqualTo(Content.STORIES);
        assertThat(stories.stories()).containsExactly("ingredients/01.md", "ingredients/02.md", "ingredients/10.md");
        assertThat(stories.repositoryName()).isEqualTo("hi-textStories-Titus_and_Jonah");

        ProjectDescription juxtalinear = recognised(Map.of(
                "metadata.json",
                burrito("x-juxtalinear", "ingredients/GEN.json", "ingredients/versification.json"),
                "ingredients/GEN.json",
                "{}",
                "ingredients/versification.json",
                "{}"));
        assertThat(juxtalinear.content()).isEqualTo(Content.JUXTALINEAR);
        assertThat(books(juxtalinear)).isEqualTo("GEN=ingredients/GEN.json");

        ProjectDescription audio = recognised(Map.of(
                "metadata.json",
                burrito("audioTranslation", "audio/ingredients/GEN/1/1.mp3", "text-1/ingredients/GEN.usfm"),
                "text-1/ingredients/GEN.usfm",
                "\\id GEN"));
        assertThat(audio.content()).isEqualTo(Content.AUDIO);
        assertThat(books(audio)).isEqualTo("GEN=text-1/ingredients/GEN.usfm");

        assertThat(recognised(Map.of("metadata.json", burrito("x-painting"))).content())
                .isEqualTo(Content.OTHER);
    }

    @Test
    @DisplayName("V1 what the metadata says of confidentiality is told")
    void confidential() {
        assertThat(recognised(Map.of("metadata.json", burrito("textTranslation").replace("true", "false")))
                        .confidential())
                .isFalse();
        assertThat(recognised(Map.of("Settings.xml", settings("<Visibility>Confidential</Visibility>")))
                        .confidential())
                .isTrue();
    }

    @Test
    @DisplayName("V4 a project is recognised by its id, wherever it lies")
    void identity() {
        assertThat(recognised(Map.of("metadata.json", burrito("textTranslation")))
                        .identity())
                .contains(new Identity("scribe", UUID));
        assertThat(recognised(Map.of("Settings.xml", settings("<Guid>A7E0</Guid>")))
                        .identity())
                .contains(new Identity("paratext", "a7e0"));
        assertThat(recognised(Map.of("manifest.yaml", manifest())).identity())
                .contains(new Identity("rc", "unfoldingWord/en/ult"));
        assertThat(recognised(Map.of("metadata.json", burrito("textTranslation").replace("\"primary\"", "\"other\"")))
                        .identity())
                .isEmpty();
    }

    @Test
    void resourceContainer() {
        ProjectDescription project = recognised(Map.of(
                "manifest.yaml", manifest(),
                "57-TIT.usfm", "\\id TIT",
                "08-RUT.usfm", "\\id RUT",
                "LICENSE.md", "free"));

        assertThat(project.layout()).isEqualTo(Layout.RESOURCE_CONTAINER);
        assertThat(project.content()).isEqualTo(Content.TEXT);
        assertThat(project.name()).isEqualTo("unfoldingWord® Literal Text");
        assertThat(project.language()).contains("en");
        assertThat(project.direction()).contains(Direction.LEFT_TO_RIGHT);
        assertThat(books(project)).isEqualTo("RUT=08-RUT.usfm TIT=57-TIT.usfm");
        assertThat(project.repositoryName()).isEqualTo("en_ult");
    }

    @Test
    void otherResources() {
        String stories =
                manifest().replace("identifier: ult", "identifier: obs").replace("./57-TIT.usfm", "./content");
        assertThat(recognised(Map.of("manifest.yaml", stories, "content/01.md", "#", "content/front.md", "#"))
                        .stories())
                .containsExactly("content/01.md");
        String notes = manifest().replace("identifier: ult", "identifier: tn").replace(".usfm", ".tsv");
        assertThat(recognised(Map.of("manifest.yaml", notes, "57-TIT.tsv", "x")).content())
                .isEqualTo(Content.OTHER);
        ProjectDescription core = recognised(Map.of(
                "manifest.json",
                "{\"tc_version\":7,\"target_language\":{\"id\":\"ur\",\"direction\":\"rtl\"},"
                        + "\"project\":{\"id\":\"tit\",\"name\":\"Titus\"},\"resource\":{\"id\":\"ult\"}}",
                "ur_ult_tit_book.usfm",
                "\\id TIT"));
        assertThat(core.name()).isEqualTo("Titus");
        assertThat(core.direction()).contains(Direction.RIGHT_TO_LEFT);
        assertThat(books(core)).isEqualTo("TIT=ur_ult_tit_book.usfm");
        assertThat(core.repositoryName()).isEqualTo("ur_tit_ult");
    }

    @ParameterizedTest
    @CsvSource({"41MAT,42MRKTes.SFM,A0FRTtes.sfm", "MAT,MRKTes.SFM,FRTtes.sfm", "41,42Tes.SFM,A0tes.sfm"})
    void paratextFolder(String form, String mark, String frontMatter) {
        ProjectDescription project = recognised(Map.of(
                "Settings.xml",
                settings("<LanguageIsoCode>es:Latn::</LanguageIsoCode><Naming PrePart=\"\" PostPart=\"Tes.SFM\""
                        + " BookNameForm=\"" + form + "\" />"),
                mark,
                "\\id MRK",
                frontMatter,
                "\\id FRT",
                "copied.sfm",
                "\\id LUK",
                "Notes_A.xml",
                "<x/>",
                "sub/" + mark,
                "\\id MRK"));

        assertThat(project.layout()).isEqualTo(Layout.PARATEXT);
        assertThat(project.name()).isEqualTo("Test & more");
        assertThat(project.abbreviation()).contains("Tes");
        assertThat(project.language()).contains("es-Latn");
        assertThat(books(project)).isEqualTo("MRK=" + mark + " LUK=copied.sfm FRT=" + frontMatter);
    }

    @Test
    void oldParatextFolder() {
        ProjectDescription project = recognised(Map.of(
                "TES.ssf",
                "\ufeff<ScriptureText><Name>TES</Name><FileNamePrePart>p</FileNamePrePart>"
                        + "<FileNamePostPart>.ptx</FileNamePostPart><FileNameBookNameForm>41MAT</FileNameBookNameForm>"
                        + "</ScriptureText>",
                "p01GEN.ptx",
                "",
                "es-419.ldml",
                "<ldml/>"));

        assertThat(project.name()).isEqualTo("TES");
        assertThat(project.language()).contains("es-419");
        assertThat(books(project)).isEqualTo("GEN=p01GEN.ptx");
    }

    @Test
    void folderOfBooksIsAskedFor() {
        Map<String, String> folder = Map.of(
                "my translation/gospel.usfm", "\\id MRK x",
                "01.sfm", "\n\\id GEN",
                "GEN.usfm", "not a book");
        Recognition recognition = recognise(folder);

        assertThat(recognition).isInstanceOf(Unnamed.class);
        assertThat(Recognition.of(snapshot(folder), blobs, new Answers("मरकुस", "hi")))
                .isInstanceOfSatisfying(Recognised.class, r -> {
                    assertThat(books(r.project())).isEqualTo("GEN=01.sfm MRK=my translation/gospel.usfm");
                    assertThat(r.project().name()).isEqualTo("मरकुस");
                    assertThat(r.project().metadataPath()).isEmpty();
                    assertThat(r.project().repositoryName()).isEqualTo("hi-textTranslation-project");
                });
    }

    @Test
    void whatIsNoProject() {
        assertThat(recognise(Map.of())).isEqualTo(not(new Reason.Empty()));
        assertThat(recognise(Map.of("a.txt", "x", "metadata.json", "{\"a\":1}", "Settings.xml", "<Other/>")))
                .isEqualTo(not(new Reason.NothingKnown()));
        assertThat(recognise(Map.of("metadata.json", "{\"format\":\"scripture burrito\"}")))
                .isEqualTo(not(new Reason.MetadataIncomplete("metadata.json", "/type/flavorType/flavor/name")));
        assertThat(recognise(Map.of("manifest.yaml", "projects: []")))
                .isEqualTo(not(new Reason.MetadataIncomplete("manifest.yaml", "/dublin_core/title")));
        assertThat(recognise(Map.of("Settings.xml", "<ScriptureText/>")))
                .isEqualTo(not(new Reason.MetadataIncomplete("Settings.xml", "Name")));
    }

    @Test
    void brokenMetadataIsToldWithItsPlace() {
        assertThat(recognise(Map.of("metadata.json", "{\n \"format\": \n}", "GEN.usfm", "\\id GEN")))
                .isEqualTo(not(new Reason.MetadataUnreadable(
                        "metadata.json", 3, 1, Optional.of(JsonProblem.Kind.UNEXPECTED))));
        assertThat(recognise(Map.of("manifest.yaml", "a: b\nc: [d\n")))
                .isInstanceOfSatisfying(
                        NotAProject.class,
                        n -> assertThat(n.reason())
                                .isInstanceOfSatisfying(
                                        Reason.MetadataUnreadable.class,
                                        r -> assertThat(r.line()).isEqualTo(3)));
        assertThat(recognise(Map.of("Settings.xml", "<ScriptureText>\n<Name>x</Nam></ScriptureText>")))
                .isInstanceOfSatisfying(
                        NotAProject.class,
                        n -> assertThat(n.reason())
                                .isInstanceOfSatisfying(
                                        Reason.MetadataUnreadable.class,
                                        r -> assertThat(r.line()).isEqualTo(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x [1]\nb: *x\n",
                "!!java.lang.ProcessBuilder [x]\n--- 2\n",
                "a: b\n---\nc: d\n",
                "",
                "\t",
                "a: 'b",
                "? [a]\n: b\n: c",
            })
    void hostileYamlIsRefused(String yaml) {
        assertThat(recognise(Map.of("manifest.yaml", yaml))).isInstanceOf(NotAProject.class);
        assertThat(recognise(Map.of("manifest.yaml", "[".repeat(100_000)))).isInstanceOf(NotAProject.class);
    }

    @Test
    void hostileXmlIsRefused() {
        for (String xml : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ScriptureText><Name>&e;</Name></ScriptureText>",
                "<!DOCTYPE ScriptureText><ScriptureText><Name>x</Name></ScriptureText>",
                "<ScriptureText><Name>&e;</Name></ScriptureText>",
                "<a>".repeat(100_000),
                "")) {
            assertThat(recognise(Map.of("Settings.xml", xml)))
                    .isInstanceOfSatisfying(
                            NotAProject.class,
                            n -> assertThat(n.reason()).isInstanceOf(Reason.MetadataUnreadable.class));
        }
    }

    @Test
    void linksAreNoMetadata() {
        Snapshot snapshot = snapshot(Map.of("x.usfm", "\\id GEN"))
                .with("metadata.json", new Entry(Entry.Mode.LINK, BlobId.of(new byte[] {1})));
        assertThat(Recognition.of(snapshot, blobs)).isInstanceOf(Unnamed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Titus and Jonah,en-textTranslation-Titus_and_Jonah",
        "A+B - C,en-textTranslation-A_B___C",
        "'../../x.git',en-textTranslation-______x_git",
        "मत्ती,en-textTranslation-TAJ",
    })
    void repositoryNames(String name, String repository) {
        String metadata =
                burrito("textTranslation").replace("Titus and Jonah", name).replace("\"hi\"", "\"en\"");
        assertThat(recognised(Map.of("metadata.json", metadata)).repositoryName())
                .isEqualTo(repository);
    }

    private ProjectDescription recognised(Map<String, String> files) {
        Recognition recognition = recognise(files);
        assertThat(recognition).isInstanceOf(Recognised.class);
        return ((Recognised) recognition).project();
    }

    private Recognition recognise(Map<String, String> files) {
        return Recognition.of(snapshot(files), blobs);
    }

    private Snapshot snapshot(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        new HashMap<>(files).forEach((path, text) -> entries.put(path, Entry.file(blobs.write(text.getBytes(UTF_8)))));
        return Snapshot.of(entries);
    }

    private static String books(ProjectDescription project) {
        return project.books().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    private static NotAProject not(Reason reason) {
        return new NotAProject(reason);
    }

    /** Metadata as Scribe writes it, on one line. */
    private static String burrito(String flavor, String... ingredients) {
        String entries = java.util.Arrays.stream(ingredients)
                .map(path -> "\"" + path + "\":{\"mimeType\":\"text/plain\",\"size\":1}")
                .collect(Collectors.joining(","));
        return "{\"format\":\"scripture burrito\",\"meta\":{\"version\":\"1.0.0\",\"defaultLocale\":\"en\"},"
                + "\"identification\":{\"primary\":{\"scribe\":{\"" + UUID
                + "\":{\"revision\":\"1\",\"timestamp\":\"2026-03-02T09:10:00+05:30\"}}},"
                + "\"name\":{\"fr\":\"Tite\",\"en\":\"Titus and Jonah\"},\"abbreviation\":{\"en\":\"TAJ\"}},"
                + "\"confidential\":true,"
                + "\"languages\":[{\"tag\":\"hi\",\"name\":{\"en\":\"Hindi\"},\"scriptDirection\":\"rtl\"}],"
                + "\"type\":{\"flavorType\":{\"name\":\"scripture\",\"flavor\":{\"name\":\"" + flavor + "\"}}},"
                + "\"ingredients\":{" + entries + "}}";
    }

    private static String manifest() {
        return """
                # a comment
                dublin_core:
                  conformsto: rc0.2
                  contributor: ['A', "B"]
                  description: >-
                    folded
                    text
                  identifier: ult
                  language: {direction: ltr, identifier: en, title: English}
                  publisher: unfoldingWord
                  title: unfoldingWord® Literal Text
                projects:
                  - title: Titus
                    identifier: tit
                    sort: 57
                    path: ./57-TIT.usfm
                  - title: Mark
                    identifier: mrk
                    path: ./42-MRK.usfm
                """;
    }

    private static String settings(String more) {
        return "<ScriptureText>\n<Name>Tes</Name><FullName>Test &amp; more</FullName>" + more + "</ScriptureText>";
    }
}
