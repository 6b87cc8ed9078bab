package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/** The laws of {@link MergeLaws} over books made here, over bytes of any kind, and over two translations of one book. */
class MergeLawsTest {
    @Property(seed = "20261122", tries = 600, shrinking = ShrinkingMode.OFF)
    @Label(
            "M2 M3 edits of any kind on both sides: every word, deletion and untouched unit is accounted for, none twice")
    void editedBooks(@ForAll long seed) {
        assertThat(MergeFuzz.edited("seed " + seed, new Random(seed))).isEmpty();
    }

    /**
     * What {@link MergeFuzz} stopped at: a heading twice where a chapter's only verse was deleted and
     * edited, a mark lost after verses that were bridged, the first and the second of two verses of one
     * number exchanged, and borders of units that move where a chapter loses its verses.
     */
    @ParameterizedTest
    @ValueSource(longs = {27041, 251442, 327345, 360417, 493762, 2191840, 2386415, 2546374, 3513747})
    @DisplayName("M2 M3 edits that once broke a law")
    void foundCases(long seed) {
        assertThat(MergeFuzz.edited("seed " + seed, new Random(seed))).isEmpty();
    }

    @Test
    void versesWrittenFromTheHigherToTheLower() {
        String base = "\\id TIT\n\\c 1\n\\p\n\\v 3,1 one\n\\v 5 five\n\\v 6 six\n";
        MergeLaws laws = MergeLaws.of(
                "verses from the higher to the lower",
                base.getBytes(UTF_8),
                base.replace("\\v 5 five\n", "").getBytes(UTF_8),
                base.replace("five", "cinq").getBytes(UTF_8));
        assertThat(laws.outcome().conflicts()).hasSize(1);
    }

    @Property(seed = "20261122", tries = 300, shrinking = ShrinkingMode.OFF)
    @Label("M2 M3 one side numbers the verses anew, the other changes words: each word stands once, where it belongs")
    void numbersMoved(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        List<String> edited = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String word = (random.nextInt(9) == 0 ? "\\p\n" : "") + "word" + i;
            words.add(word);
            edited.add(
                    switch (random.nextInt(12)) {
                        case 0 -> word + "changed";
                        case 1 -> word + " added" + i;
                        default -> word;
                    });
        }
        Set<Integer> numbers = cuts(random);
        byte[] ours = numbered(words, random.nextInt(3) == 0 ? cuts(random) : moved(numbers, random));
        byte[] theirs = numbered(edited, numbers);
        assertThat(MergeLaws.of("numbers " + seed, numbered(words, numbers), ours, theirs)
                        .broken())
                .isEmpty();
        assertThat(MergeLaws.of("numbers " + seed, numbered(words, numbers), theirs, ours)
                        .broken())
                .isEmpty();
    }

    private static Set<Integer> cuts(Random random) {
        Set<Integer> cuts = new HashSet<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            cuts.add(1 + random.nextInt(23));
        }
        return cuts;
    }

    /** One number more, one less, or one before another word. */
    private static Set<Integer> moved(Set<Integer> cuts, Random random) {
        Set<Integer> moved = new HashSet<>(cuts);
        if (random.nextBoolean()) {
            moved.remove(cuts.iterator().next());
        }
        if (random.nextBoolean()) {
            moved.add(1 + random.nextInt(23));
        }
        return moved;
    }

    private static byte[] numbered(List<String> words, Set<Integer> cuts) {
        StringBuilder book = new StringBuilder("\\id TIT\n\\c 1\n\\p\n\\v 1");
        int number = 1;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean paragraph = word.startsWith("\\p\n");
            if (paragraph) {
                book.append("\n\\p");
            }
            if (cuts.contains(i)) {
                book.append("\n\\v ").append(++number);
            } else if (paragraph) {
                book.append('\n');
            }
            book.append(' ').append(word.substring(paragraph ? 3 : 0));
        }
        return book.append('\n').toString().getBytes(UTF_8);
    }

    @Property(seed = "20261122", tries = 150, shrinking = ShrinkingMode.OFF)
    @Label("M2 whatever the bytes are, and of whatever kind the file, sides swapped give the same")
    void hostileBytes(@ForAll long seed) {
        MergeFuzz.check(seed, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TIT", "RUT", "JON", "PHP"})
    @DisplayName("M3 M4 two people take wordings of another translation: what both took stands, or is a disagreement")
    void twoTranslations(String book) throws IOException {
        byte[] bsb = Files.readAllBytes(Corpus.folder("bsb-usfm31-cc0").resolve(book + ".usfm"));
        byte[] web = Files.readAllBytes(web(book));
        for (TwoTranslations translations : List.of(new TwoTranslations(bsb, web), new TwoTranslations(web, bsb))) {
            for (int seed = 0; seed < 4; seed++) {
                TwoTranslations.Taken taken = translations.take(new Random(seed));
                MergeLaws laws = MergeLaws.of(
                        book + " " + seed,
                        translations.base(),
                        translations.with(taken.ours()),
                        translations.with(taken.theirs()));
                assertThat(laws.broken()).isEmpty();
                assertThat(otherwiseThanTaken(translations, taken, laws)).isEmpty();
            }
        }
    }

    private static Path web(String book) throws IOException {
        return Corpus.usfmFiles("web-usfm2-pd").stream()
                .filter(file -> file.getFileName().toString().contains(book))
                .findFirst()
                .orElseThrow();
    }

    /** Verses without a disagreement that do not say what both sides took together. */
    private static List<String> otherwiseThanTaken(
            TwoTranslations translations, TwoTranslations.Taken taken, MergeLaws laws) {
        Set<String> open = new HashSet<>();
        laws.outcome().conflicts().stream()
                .filter(conflict -> conflict.kind() == Conflict.Kind.OPEN)
                .forEach(conflict -> open.add(conflict.reference().unit()));
        UsfmDocument merged = UsfmDocument.parse(laws.outcome().content());
        List<String> otherwise = new ArrayList<>();
        for (UnitKey key : translations.bothChanged(taken)) {
            List<String> words = UnitWords.of(merged.bytes(merged.unit(key).orElseThrow()));
            if (!open.contains(UsfmBook.reference(key)) && !words.equals(translations.union(key, taken))) {
                otherwise.add(key + ": " + words);
            }
        }
        return otherwise;
    }
}
