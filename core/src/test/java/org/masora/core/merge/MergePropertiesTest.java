package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.masora.core.project.Blobs;
import org.masora.core.usfm.UnitKey;

/** What holds for any books and any edits; each try makes its books from a seed. */
class MergePropertiesTest {
    private static final int TRIES = 400;
    private static final List<String> WORDS = List.of(
            "and", "the", "light", "παῦλος", "प्रकाश", "שָׁלוֹם", "سلام", "ความสว่าง", "光明", "day", "night,", "“good”");

    private final Blobs blobs = Blobs.inMemory();

    private FileMerge.Outcome merge(String base, String ours, String theirs, Side stands) {
        return FileMerge.merge(
                new FileMerge.Base.Common(base.getBytes(UTF_8)),
                "TIT.usfm",
                ours.getBytes(UTF_8),
                theirs.getBytes(UTF_8),
                stands,
                blobs);
    }

    /** A book as a list of lines, so that edits of it are easy to make. */
    private static List<String> book(Random random) {
        List<String> lines = new ArrayList<>(List.of("\\id TIT", "\\h Titus"));
        for (int chapter = 1; chapter <= 2; chapter++) {
            lines.add("\\c " + chapter);
            lines.add("\\p");
            for (int verse = 1; verse <= 4; verse++) {
                if (random.nextInt(4) == 0) {
                    lines.add("\\s1 " + words(random, 2));
                    lines.add("\\p");
                }
                lines.add("\\v " + verse + " " + words(random, 3 + random.nextInt(8)) + note(random));
            }
        }
        return lines;
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return words.toString();
    }

    private static String note(Random random) {
        return random.nextInt(5) == 0 ? "\\f + \\ft " + words(random, 2) + "\\f*" : "";
    }

    private static List<String> edited(List<String> book, Random random, String fresh) {
        List<String> edited = new ArrayList<>(book);
        int edits = random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = 4 + random.nextInt(edited.size() - 4);
            String line = edited.get(at);
            switch (random.nextInt(7)) {
                case 0 -> edited.set(at, line + " " + fresh + i);
                case 1 -> edited.set(at, line.replaceFirst(" (\\S+)$", " " + fresh + i));
                case 2 -> edited.remove(at);
                case 3 -> edited.add(at, "\\q1");
                case 4 -> edited.set(at, line.replace(" ", "  "));
                case 5 -> edited.add(at, "\\s2 " + fresh + i);
                default -> edited.set(at, line.replaceFirst("(\\\\v \\d+ \\S+)", "$1 " + fresh + i));
            }
        }
        return edited;
    }

    /** A book and what two people made of it. */
    private record Edited(String base, String ours, String theirs) {
        private static Edited of(long seed) {
            Random random = new Random(seed);
            List<String> book = book(random);
            return new Edited(text(book), text(edited(book, random, "ours")), text(edited(book, random, "theirs")));
        }
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("M2 sides and standing side swapped give the same bytes and mirrored conflicts")
    void swapped(@ForAll long seed) {
        Edited book = Edited.of(seed);
        FileMerge.Outcome outcome = merge(book.base(), book.ours(), book.theirs(), Side.OURS);
        FileMerge.Outcome swapped = merge(book.base(), book.theirs(), book.ours(), Side.THEIRS);
        assertThat(swapped.content()).isEqualTo(outcome.content());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored)).containsExactlyElementsOf(outcome.conflicts());
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("a one-sided change always arrives, byte for byte; merging with itself or the base changes nothing")
    void oneSided(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> book = book(random);
        String base = text(book);
        String ours = text(edited(book, random, "ours"));
        for (Side stands : Side.values()) {
            FileMerge.Outcome outcome = merge(base, ours, base, stands);
            assertThat(outcome.content()).isEqualTo(ours.getBytes(UTF_8));
            assertThat(outcome.conflicts()).isEmpty();
            assertThat(merge(base, ours, ours, stands).content()).isEqualTo(ours.getBytes(UTF_8));
        }
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("a verse that only one side changed stands as that side has it, unless a conflict says otherwise")
    void oneSidedVerses(@ForAll long seed) {
        Edited book = Edited.of(seed);
        FileMerge.Outcome outcome = merge(book.base(), book.ours(), book.theirs(), Side.THEIRS);
        List<UnitKey> byOurs =
                UnitEdits.differing(book.base().getBytes(UTF_8), book.ours().getBytes(UTF_8));
        List<UnitKey> byTheirs =
                UnitEdits.differing(book.base().getBytes(UTF_8), book.theirs().getBytes(UTF_8));
        if (outcome.conflicts().isEmpty()) {
            byOurs.stream()
                    .filter(key -> !byTheirs.contains(key))
                    .forEach(key -> assertThat(unit(outcome.content(), key))
                            .as(key + " of ours")
                            .isEqualTo(unit(book.ours().getBytes(UTF_8), key)));
            byTheirs.stream()
                    .filter(key -> !byOurs.contains(key))
                    .forEach(key -> assertThat(unit(outcome.content(), key))
                            .as(key + " of theirs")
                            .isEqualTo(unit(book.theirs().getBytes(UTF_8), key)));
        }
    }

    private static List<String> unit(byte[] book, UnitKey key) {
        org.masora.core.usfm.UsfmDocument document = org.masora.core.usfm.UsfmDocument.parse(book);
        return document.unit(key)
                .map(unit -> UnitWords.of(document.bytes(unit)))
                .orElse(List.of());
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("M3 every word that a side added is in the result or in a reading of a conflict")
    void noWordIsLost(@ForAll long seed) {
        Edited book = Edited.of(seed);
        FileMerge.Outcome outcome = merge(book.base(), book.ours(), book.theirs(), Side.THEIRS);
        Map<String, Integer> found = new HashMap<>();
        UnitWords.of(outcome.content()).forEach(word -> found.merge(word, 1, Integer::sum));
        outcome.conflicts().stream()
                .flatMap(conflict -> Stream.of(conflict.ours(), conflict.theirs()))
                .flatMap(Optional::stream)
                .flatMap(reading -> UnitWords.of(blobs.read(reading)).stream())
                .forEach(word -> found.merge(word, 1, Integer::sum));
        for (String side : List.of(book.ours(), book.theirs())) {
            UnitWords.of(side.getBytes(UTF_8)).stream()
                    .filter(word -> word.startsWith("ours") || word.startsWith("theirs"))
                    .forEach(word -> assertThat(found).containsKey(word));
        }
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("nothing is applied twice: merging the result with either side again gives the result")
    void again(@ForAll long seed) {
        Edited book = Edited.of(seed);
        String merged = new String(
                merge(book.base(), book.ours(), book.theirs(), Side.THEIRS).content(), UTF_8);
        assertThat(merge(book.theirs(), merged, book.theirs(), Side.THEIRS).content())
                .isEqualTo(merged.getBytes(UTF_8));
        assertThat(merge(book.ours(), merged, book.ours(), Side.THEIRS).content())
                .isEqualTo(merged.getBytes(UTF_8));
        assertThat(merge(book.base(), merged, merged, Side.OURS).content()).isEqualTo(merged.getBytes(UTF_8));
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("any bytes merge without an exception, sides swapped the same")
    void anyBytes(@ForAll byte[] base, @ForAll byte[] ours, @ForAll byte[] theirs) {
        for (String path : List.of("x.usfm", "x.json", "x.md", "x.tsv", "x.yaml")) {
            FileMerge.Outcome outcome =
                    FileMerge.merge(new FileMerge.Base.Common(base), path, ours, theirs, Side.OURS, blobs);
            FileMerge.Outcome swapped =
                    FileMerge.merge(new FileMerge.Base.Common(base), path, theirs, ours, Side.THEIRS, blobs);
            assertThat(swapped.content()).isEqualTo(outcome.content());
        }
    }

    @Property(seed = "20261122", tries = TRIES, shrinking = ShrinkingMode.OFF)
    @Label("P3 taking all differing units of another version gives that version's words")
    void unitsTaken(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> book = book(random);
        byte[] base = text(book).getBytes(UTF_8);
        byte[] ours = text(edited(book, random, "ours")).getBytes(UTF_8);
        byte[] taken = UnitEdits.take(base, ours, UnitEdits.differing(base, ours));
        assertThat(UnitEdits.differing(taken, ours)).isEmpty();
        assertThat(UnitEdits.take(base, ours, List.of())).isEqualTo(base);
    }

    @Property(seed = "20261122", tries = 100, shrinking = ShrinkingMode.OFF)
    @Label("M2 three computers that sync in any order end equal, and text and readings hold the same words")
    void threeComputers(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> book = book(random);
        String base = text(book);
        List<String> sides = List.of(
                text(edited(book, random, "first")),
                text(edited(book, random, "second")),
                text(edited(book, random, "third")));
        Set<Set<String>> heard = new HashSet<>();
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(1, 2, 0), List.of(2, 1, 0), List.of(0, 2, 1))) {
            Set<String> words = new HashSet<>();
            String published = base;
            for (int computer : order) {
                FileMerge.Outcome outcome = merge(base, sides.get(computer), published, Side.THEIRS);
                published = new String(outcome.content(), UTF_8);
                outcome.conflicts().stream()
                        .flatMap(conflict -> Stream.of(conflict.ours(), conflict.theirs()))
                        .flatMap(Optional::stream)
                        .forEach(reading -> words.addAll(UnitWords.of(blobs.read(reading))));
            }
            words.addAll(UnitWords.of(published.getBytes(UTF_8)));
            words.removeIf(word -> !word.matches("(first|second|third).*"));
            heard.add(words);
            for (int computer : order) {
                // Each receives what was published at last; its own work is in there or in a record.
                assertThat(merge(sides.get(computer), sides.get(computer), published, Side.THEIRS)
                                .content())
                        .isEqualTo(published.getBytes(UTF_8));
            }
        }
        assertThat(heard).hasSize(1);
    }
}
