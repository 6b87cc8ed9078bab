package org.masora.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.FileMerge;
import org.masora.core.merge.Side;
import org.masora.core.merge.UnitEdits;
import org.masora.core.merge.UnitWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.VerseRange;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/**
 * The real merges of the corpus, by Masora and by the mergers of text that are installed here: what is
 * left to decide, and what was lost. Nothing in it depends on chance but which choices are printed,
 * and that is the same each time.
 */
final class CasesBench {
    private static final long SEED = 20261122;
    private static final int PRINTED_MAX = 50;

    /** Takes minutes, since it compares whole files word by word. */
    private static final String SLOW = "wiggle (by words)";

    /** Mergers of text, with their arguments before the three files. */
    private static final Map<String, List<String>> OTHERS = Map.of(
            "git merge-file",
            List.of("git", "merge-file", "-p", "OURS", "BASE", "THEIRS"),
            "diff3 -m (GNU diffutils)",
            List.of("diff3", "-m", "OURS", "BASE", "THEIRS"),
            "merge (RCS)",
            List.of("merge", "-p", "-q", "OURS", "BASE", "THEIRS"),
            SLOW,
            List.of("wiggle", "-m", "OURS", "BASE", "THEIRS"));

    /** What one merger did with all cases. */
    private record Score(
            String merger, int files, int conflicts, String combined, String lost, String nowhere, long millis) {
        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %s | %s | %s | %d ms |%n",
                    merger,
                    files,
                    conflicts,
                    combined,
                    lost,
                    nowhere,
                    millis);
        }
    }

    private record Choice(String source, Conflict conflict, Blobs blobs) {}

    private final List<Path> folders;
    private final boolean quick;

    /** @param quick without mergers that take long, which the report then says */
    CasesBench(boolean quick) throws IOException {
        this.quick = quick;
        Path cases = Corpus.find()
                .map(corpus -> corpus.resolve("merge-cases"))
                .filter(Files::isDirectory)
                .orElseThrow(() -> new IOException("no merge-cases in the corpus; MASORA_CORPUS names its folder"));
        try (Stream<Path> all = Files.list(cases)) {
            this.folders = all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The table, and the automatic choices with all their texts. */
    String markdown() throws IOException {
        StringBuilder text = new StringBuilder(
                "\n%d real merges, each a file that both sides changed.\n\n".formatted(folders.size()));
        text.append(
                "| merger | files in conflict | conflicts | combined in one unit, recorded | one-sided changes lost | words of two-sided changes that are nowhere | time |\n");
        text.append("|---|--:|--:|--:|--:|--:|--:|\n");
        List<Choice> choices = new ArrayList<>();
        text.append(masora(choices).row());
        for (String other : OTHERS.keySet().stream().sorted().toList()) {
            if (quick && other.equals(SLOW)) {
                text.append("| " + other + " | left out, since it takes long | | | | | |\n");
                continue;
            }
            Optional<Score> score = other(other);
            text.append(score.map(Score::row)
                    .orElse("| " + other
                            + " | not installed here (Debian's packages diffutils, rcs, wiggle) | | | | | |\n"));
        }
        Collections.shuffle(choices, new Random(SEED));
        int printed = Math.min(PRINTED_MAX, choices.size());
        text.append("\n%d of the %d automatic choices, by chance:\n".formatted(printed, choices.size()));
        choices.subList(0, printed).forEach(choice -> text.append(print(choice)));
        return text.toString();
    }

    private Score masora(List<Choice> choices) throws IOException {
        int files = 0;
        int conflicts = 0;
        int lost = 0;
        int nowhere = 0;
        long nanos = 0;
        for (Path folder : folders) {
            byte[] base = Files.readAllBytes(folder.resolve("base.usfm"));
            byte[] ours = Files.readAllBytes(folder.resolve("ours.usfm"));
            byte[] theirs = Files.readAllBytes(folder.resolve("theirs.usfm"));
            Blobs blobs = Blobs.inMemory();
            long start = System.nanoTime();
            FileMerge.Outcome outcome =
                    FileMerge.merge(new FileMerge.Base.Common(base), "book.usfm", ours, theirs, Side.THEIRS, blobs);
            nanos += System.nanoTime() - start;
            List<Conflict> open = outcome.conflicts().stream()
                    .filter(conflict -> conflict.kind() == Conflict.Kind.OPEN)
                    .toList();
            outcome.conflicts().stream()
                    .filter(conflict -> conflict.kind() == Conflict.Kind.AUTOMATIC)
                    .forEach(conflict ->
                            choices.add(new Choice(folder.getFileName().toString(), conflict, blobs)));
            files += open.isEmpty() ? 0 : 1;
            conflicts += open.size();
            lost += lost(base, ours, theirs, outcome) + lost(base, theirs, ours, outcome);
            nowhere += nowhere(base, ours, theirs, outcome, blobs, Conflict::ours)
                    + nowhere(base, theirs, ours, outcome, blobs, Conflict::theirs);
        }
        return new Score("Masora", files, conflicts, "" + choices.size(), "" + lost, "" + nowhere, nanos / 1_000_000);
    }

    /** Units that one side alone changed, that the result has otherwise, and that no record is about. */
    private static int lost(byte[] base, byte[] side, byte[] opposite, FileMerge.Outcome outcome) {
        List<UnitKey> changed = new ArrayList<>(UnitEdits.differing(base, side));
        changed.removeAll(UnitEdits.differing(base, opposite));
        changed.retainAll(UnitEdits.differing(side, outcome.content()));
        changed.removeIf(key -> outcome.conflicts().stream()
                .anyMatch(conflict -> isAbout(conflict.reference().unit(), key)));
        return changed.size();
    }

    private static boolean isAbout(String unit, UnitKey key) {
        String place = switch (key.part()) {
            case HEAD -> "head";
            case CHAPTER -> Integer.toString(key.chapter());
            case LEAD, BODY -> key.chapter() + ":" + key.verse();
            case TAIL -> "tail";
        };
        int colon = unit.indexOf(':');
        boolean overlaps = colon > 0
                && unit.substring(0, colon).equals(Integer.toString(key.chapter()))
                && VerseRange.parse(unit.substring(colon + 1).replace(" lead", ""))
                        .flatMap(range -> key.verses().filter(range::overlaps))
                        .isPresent();
        return overlaps || unit.equals(place) || unit.startsWith(place + " ");
    }

    /**
     * Words that a side put into a unit and that are neither in that unit of the result, as often as there less what
     * the opposite side took out of it, nor in that side's reading of a record about it.
     */
    private static int nowhere(
            byte[] base,
            byte[] side,
            byte[] opposite,
            FileMerge.Outcome outcome,
            Blobs blobs,
            Function<Conflict, Optional<BlobId>> reading) {
        UsfmDocument common = UsfmDocument.parse(base);
        UsfmDocument changed = UsfmDocument.parse(side);
        UsfmDocument others = UsfmDocument.parse(opposite);
        UsfmDocument merged = UsfmDocument.parse(outcome.content());
        int nowhere = 0;
        for (UnitKey key : UnitEdits.differing(base, side)) {
            Map<String, Integer> before = counts(common, key);
            Map<String, Integer> left = counts(others, key);
            Map<String, Integer> known = counts(merged, key);
            outcome.conflicts().stream()
                    .filter(conflict -> isAbout(conflict.reference().unit(), key))
                    .flatMap(conflict -> reading.apply(conflict).stream())
                    .forEach(id -> counts(blobs.read(id)).forEach((word, n) -> known.merge(word, n, Integer::sum)));
            for (Map.Entry<String, Integer> word : counts(changed, key).entrySet()) {
                int was = before.getOrDefault(word.getKey(), 0);
                int takenOut = Math.max(0, was - left.getOrDefault(word.getKey(), 0));
                int missing = word.getValue() - takenOut - known.getOrDefault(word.getKey(), 0);
                nowhere += word.getValue() > was ? Math.max(0, missing) : 0;
            }
        }
        return nowhere;
    }

    private static Map<String, Integer> counts(UsfmDocument document, UnitKey key) {
        return document.unit(key).map(unit -> counts(document.bytes(unit))).orElseGet(HashMap::new);
    }

    private static Map<String, Integer> counts(byte[] text) {
        Map<String, Integer> counts = new HashMap<>();
        UnitWords.of(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private Optional<Score> other(String merger) throws IOException {
        int files = 0;
        int conflicts = 0;
        long nanos = 0;
        for (Path folder : folders) {
            List<String> command = OTHERS.getOrDefault(merger, List.of()).stream()
                    .map(word -> switch (word) {
                        case "BASE", "OURS", "THEIRS" ->
                            folder.resolve(word.toLowerCase(Locale.ROOT) + ".usfm")
                                    .toString();
                        default -> word;
                    })
                    .toList();
            long start = System.nanoTime();
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException notInstalled) {
                return Optional.empty();
            }
            String merged = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            try {
                files += process.waitFor() == 0 ? 0 : 1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException(e));
            }
            nanos += System.nanoTime() - start;
            conflicts += (int)
                    merged.lines().filter(line -> line.startsWith("<<<<<<<")).count();
        }
        return Optional.of(new Score(merger, files, conflicts, "", "", "", nanos / 1_000_000));
    }

    private static String print(Choice choice) {
        Conflict conflict = choice.conflict();
        return "\n**%s, %s**\n\n- base: %s\n- ours: %s\n- theirs: %s\n- result: %s\n"
                .formatted(
                        choice.source(),
                        conflict.reference().unit(),
                        readable(choice, conflict.base()),
                        readable(choice, conflict.ours()),
                        readable(choice, conflict.theirs()),
                        readable(choice, conflict.merged()));
    }

    /** The text without the alignment of its words, on one line. */
    private static String readable(Choice choice, Optional<BlobId> reading) {
        if (reading.isEmpty()) {
            return "–";
        }
        byte[] bytes = choice.blobs().read(reading.get());
        String text = new String(bytes, StandardCharsets.UTF_8)
                .replaceAll("\\\\zaln-[se][^*]*?\\\\\\*", "")
                .replaceAll("\\\\w ([^|\\\\]*)\\|[^\\\\]*\\\\w\\*", "$1")
                .strip()
                .replaceAll("\\s+", " ");
        return "`` " + text + " ``";
    }
}
