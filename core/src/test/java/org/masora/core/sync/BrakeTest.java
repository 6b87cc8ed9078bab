package org.masora.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.Brake.Loss;
import org.masora.core.sync.Brake.Verdict;

class BrakeTest {
    private static final Verdict GO = new Verdict.Go();
    private final Texts texts = new Texts();

    @Test
    @DisplayName("D1 a folder that became empty is never a deletion")
    void emptyFolder() {
        assertThat(judge(Map.of("readme", "x"), Map.of())).isEqualTo(new Verdict.Empty());
        assertThat(judge(Map.of("GEN.usfm", Texts.book("GEN", 3)), Map.of())).isEqualTo(new Verdict.Empty());
        assertThat(judge(Map.of(), Map.of())).isEqualTo(GO);
        assertThat(judge(Map.of(), Map.of("readme", "x"))).isEqualTo(GO);
    }

    @Test
    @DisplayName("D2 stops before a book that has text is deleted, however small")
    void bookWithText() {
        String one = Texts.book("OBA", 1);
        assertThat(judge(Map.of("a/OBA.usfm", one, "readme", "x"), Map.of("readme", "x")))
                .isEqualTo(stop(new Loss.Book(book("OBA"), "a/OBA.usfm", 1)));
    }

    @Test
    @DisplayName("D2 stops where a file of a book stands without any of its text")
    void bookEmptied() {
        for (String rest : List.of("", "\0\0\0\0", "garbage", "\\id OBA\n\\h Name\n", Texts.book("OBA", 2, v -> ""))) {
            assertThat(judge(Map.of("OBA.usfm", Texts.book("OBA", 2)), Map.of("OBA.usfm", rest)))
                    .isEqualTo(stop(new Loss.Book(book("OBA"), "OBA.usfm", 2)));
        }
    }

    @Test
    @DisplayName("D2 a book without text may go, and one that moves stays")
    void bookWithoutText() {
        String untouched = Texts.book("OBA", 21, v -> "");
        assertThat(judge(Map.of("OBA.usfm", untouched, "x", ""), Map.of("x", "")))
                .isEqualTo(GO);
        String written = Texts.book("OBA", 21);
        assertThat(judge(Map.of("OBA.usfm", written), Map.of("b/31-OBA.SFM", written + "\n")))
                .isEqualTo(GO);
    }

    @Test
    @DisplayName("D2 front matter and a book of which only the introduction is written have text")
    void textOutsideOfVerses() {
        for (String text : List.of("\\id FRT\n\\ip Thanks to all\n", "\\id FRT\n\\periph Title\n\\p A word\n")) {
            assertThat(judge(Map.of("FRT.usfm", text, "x", ""), Map.of("x", "")))
                    .isEqualTo(stop(new Loss.Book(book("FRT"), "FRT.usfm", 0)));
        }
    }

    @Test
    @DisplayName("D2 a juxtalinear book is a book")
    void juxtalinear() {
        Map<String, String> before = Map.of("ingredients/GEN.json", "[{\"chapter\":1}]", "versification.json", "{}");
        assertThat(judge(before, Map.of("versification.json", "{}")))
                .isEqualTo(stop(new Loss.Book(book("GEN"), "ingredients/GEN.json", 0)));
        assertThat(judge(before, Map.of("ingredients/GEN.json", "[]", "versification.json", "{}")))
                .isEqualTo(stop(new Loss.Book(book("GEN"), "ingredients/GEN.json", 0)));
        assertThat(judge(before, Map.of("ingredients/GEN.json", "[{\"chapter\":2}]", "versification.json", "{}")))
                .isEqualTo(GO);
    }

    @ParameterizedTest(name = "{1} of {0}: stops {2}")
    @DisplayName("D2 stops before more than 3 other files go that are also more than a tenth")
    @CsvSource({"4,3,false", "4,4,true", "39,4,true", "40,4,false", "41,4,false", "49,5,true", "50,5,false"})
    void files(int files, int deleted, boolean stops) {
        Map<String, String> before = new HashMap<>(Map.of("GEN.usfm", Texts.book("GEN", 2)));
        for (int i = 0; i < files; i++) {
            before.put("notes/%03d.md".formatted(i), "note " + i);
        }
        Map<String, String> after = new HashMap<>(before);
        Map<String, String> emptied = new HashMap<>(before);
        Map<String, String> moved = new HashMap<>(before);
        for (int i = 0; i < deleted; i++) {
            String path = "notes/%03d.md".formatted(i);
            after.remove(path);
            emptied.put(path, "");
            moved.remove(path);
            moved.put("elsewhere/" + i, "note " + i);
        }

        Verdict verdict = judge(before, after);

        assertThat(verdict instanceof Verdict.Stop).isEqualTo(stops);
        assertThat(judge(before, emptied)).as("left without a byte").isEqualTo(verdict);
        assertThat(judge(before, moved)).as("moved").isEqualTo(GO);
        if (stops) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Stop.class,
                            s -> assertThat(s.losses()).singleElement().isInstanceOfSatisfying(Loss.Files.class, f -> {
                                assertThat(f.paths()).hasSize(deleted).first().isEqualTo("notes/000.md");
                                assertThat(f.of()).isEqualTo(files);
                            }));
        }
    }

    @ParameterizedTest(name = "{1} of {0}: stops {2}")
    @DisplayName("D2 stops before more than 5 verses are emptied that are also more than a tenth of the book")
    @CsvSource({"6,5,false", "7,6,true", "59,6,true", "60,6,false", "61,6,false", "69,7,true", "70,7,false"})
    void verses(int verses, int emptied, boolean stops) {
        Map<String, String> before = Map.of("GEN.usfm", Texts.book("GEN", verses));
        String full = Texts.book("GEN", verses);
        String shortened = full.replaceAll("(?s)\\\\v 1 .*(?=\\\\v " + (emptied + 1) + " )", "");

        Verdict verdict = judge(before, Map.of("GEN.usfm", Texts.bookWithout("GEN", verses, emptied)));

        assertThat(verdict instanceof Verdict.Stop).isEqualTo(stops);
        assertThat(judge(before, Map.of("GEN.usfm", shortened)))
                .as("removed with their numbers")
                .isEqualTo(verdict);
        if (stops) {
            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Stop.class,
                            s -> assertThat(s.losses()).singleElement().isInstanceOfSatisfying(Loss.Verses.class, v -> {
                                assertThat(v.verses()).hasSize(emptied);
                                assertThat(v.of()).isEqualTo(verses);
                            }));
        }
    }

    @Test
    @DisplayName("D2 verses that went into a bridge are not gone")
    void bridges() {
        String bridged = Texts.book("GEN", 0) + "\\v 1-20 All of it.\n";
        assertThat(judge(Map.of("GEN.usfm", Texts.book("GEN", 20)), Map.of("GEN.usfm", bridged)))
                .isEqualTo(GO);
        assertThat(judge(Map.of("GEN.usfm", bridged), Map.of("GEN.usfm", Texts.bookWithout("GEN", 20, 19))))
                .isInstanceOf(Verdict.Stop.class);
    }

    @Test
    @DisplayName("D2 tells all that would go")
    void severalLosses() {
        Map<String, String> before = new HashMap<>();
        before.put("GEN.usfm", Texts.book("GEN", 20));
        before.put("EXO.usfm", Texts.book("EXO", 20));
        for (int i = 0; i < 5; i++) {
            before.put(i + ".png", "picture " + i);
        }
        assertThat(judge(before, Map.of("EXO.usfm", Texts.bookWithout("EXO", 20, 10))))
                .isInstanceOfSatisfying(
                        Verdict.Stop.class,
                        stop -> assertThat(stop.losses())
                                .hasExactlyElementsOfTypes(Loss.Book.class, Loss.Verses.class, Loss.Files.class));
    }

    private Verdict judge(Map<String, String> before, Map<String, String> after) {
        return Brake.judge(texts.between(before, after));
    }

    private static Verdict stop(Loss loss) {
        return new Verdict.Stop(List.of(loss));
    }

    private static BookCode book(String code) {
        return new BookCode(code);
    }
}
