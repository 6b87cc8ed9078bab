package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.testkit.Corpus;

/** Whatever the bytes are: they are read, come back, and what is replaced changes nothing else. */
class AnyBytesPropertyTest {
    @Property(seed = "20261122", tries = 500, shrinking = ShrinkingMode.OFF)
    void randomBytesComeBack(@ForAll long seed) {
        RoundTripTest.assertComesBack("seed " + seed, HostileInput.randomBytes(new Random(seed)));
    }

    @Test
    void damagedBooksComeBack() throws IOException {
        List<Path> files = Corpus.usfmFiles("en_ult-aligned-ccbysa");
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            byte[] book = Files.readAllBytes(files.get(random.nextInt(files.size())));
            RoundTripTest.assertComesBack("seed " + seed, HostileInput.mutate(book, random));
        }
    }

    @Property(seed = "20261122", tries = 300, shrinking = ShrinkingMode.OFF)
    void whatIsReplacedChangesNothingElse(@ForAll long seed) {
        RandomGenerator random = new Random(seed);
        UsfmDocument document = UsfmDocument.parse(HostileInput.soup(random));
        Map<UnitKey, byte[]> replacements = new HashMap<>();
        for (Unit unit : document.units()) {
            if (random.nextInt(3) == 0) {
                replacements.put(unit.key(), HostileInput.soup(random));
            }
        }
        byte[] expected = RoundTripTest.join(
                document.units().stream().map(unit -> replacements.getOrDefault(unit.key(), document.bytes(unit))));
        assertThat(document.withReplaced(replacements)).as("seed %d", seed).isEqualTo(expected);
    }

    /**
     * A million bytes of one pattern, each chosen against a place that looks ahead or searches: with a cost that grows
     * faster than the file one of these would run for hours.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "\\",
                "\\nd ",
                "\\nd*",
                "\\+nd ",
                "\\nd a|",
                "|\\\"",
                "\\zfoo |",
                "\\zfoo",
                "\\p|",
                "\\w |a\\w",
                "\\f + ",
                "\\f + \\ft ",
                "\\f*",
                "\\esb ",
                "\\esbe",
                "\\esb \\esbe ",
                "\\v 1-999,",
                "\\v 1",
                "1,",
                "\\v ",
                "\\c 1",
                "\\c ",
                "\\tr ",
                "\\tc1 ",
                "\\tr \\tc1 ",
                "\\qt-s |",
                "\\qt-e\\*",
                "\\periph ",
                "\\id ",
                "\\rem ",
                "\r",
                "a",
                "\u0663",
                "\\fig ||",
                "\\p ",
                "\\v \u0663",
                "<<<<<<<\n",
                "\\zlongnamelongname"
            })
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aPatternRepeatedWithoutEndIsReadInProportion(String pattern) {
        String text = "\\id MAT\n\\c 1\n\\v 1 \\nd " + pattern.repeat(1_000_000 / pattern.length());
        UsfmDocument document = UsfmDocument.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(document.tree().count())
                .isLessThanOrEqualTo(2 * document.tokens().count());
        for (Unit unit : document.units()) {
            assertThat(document.atoms(unit))
                    .hasSizeLessThanOrEqualTo(document.tokens().count());
            assertThat(document.isBlank(unit))
                    .isEqualTo(document.verseText(unit).isEmpty());
        }
    }
}
