package org.masora.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.remote.door43.Lines;

/**
 * The history of a verse of the sample's longest book, of which every revision changes one verse. The project is
 * downloaded, so that nobody has looked at it before: the first question pays for what later ones find there.
 */
final class HistoryBench {

    private static final int FIRST_AIM_SECONDS = 10;
    private static final int AIM_SECONDS = 1;
    private static final String PROJECT = "history";
    private static final int FIRST_SECOND = 1_700_000_000;

    /** Without a common divisor with the number of verses of any book, so that all of them are changed in turn. */
    private static final int STEP = 10_007;

    private final Path work;
    private final String path;
    private final byte[] book;
    private final int revisions;
    private final int runs;

    /**
     * @param revisions how long the history is
     * @param runs how often it is asked for after the first time
     */
    HistoryBench(Path work, Sample sample, int revisions, int runs) {
        this.work = work;
        this.path = sample.books().stream()
                .max(Comparator.comparingInt(name -> sample.file(name).length))
                .orElseThrow();
        this.book = sample.file(path);
        this.revisions = revisions;
        this.runs = runs;
    }

    List<Report.Single> run() throws IOException {
        Path served = work.resolve("history-served");
        Path folder = work.resolve("history-folder");
        try (MeetingPlace place = MeetingPlace.GitsBackend.start(served);
                MasoraClient masora =
                        new MasoraClient(work.resolve("history-home"), place, Lines.of(GitClient.BRANCH))) {
            place.newProject(PROJECT);
            Path repository = served.resolve(MeetingPlace.OWNER).resolve(PROJECT + ".git");
            new GitClient(place).run(repository, this::writeHistory, "fast-import", "--quiet");
            masora.download(PROJECT, folder);
            List<Reference> verses = verses();
            Figures first = new Figures();
            Figures later = new Figures();
            for (int run = 0; run <= runs; run++) {
                Reference verse = verses.get(Math.floorMod((1 + run % revisions) * STEP, verses.size()));
                long start = System.nanoTime();
                int texts = masora.history(folder, verse);
                (run == 0 ? first : later).add((System.nanoTime() - start) / 1e6, Traffic.NONE);
                if (texts < 2) {
                    throw new IOException("no history of " + verse);
                }
            }
            return List.of(single(", the first question", first, FIRST_AIM_SECONDS), single("", later, AIM_SECONDS));
        }
    }

    private Report.Single single(String which, Figures figures, int aimSeconds) {
        String what = String.format(
                Locale.ROOT,
                "history of a verse, %,d revisions of a book of %d kB%s",
                revisions,
                book.length / 1_000,
                which);
        String aim = "≤ " + aimSeconds + (aimSeconds == 1 ? " second" : " seconds");
        return new Report.Single(what, figures.median(), "ms", "", aim, figures.median() <= aimSeconds * 1_000);
    }

    private List<Reference> verses() {
        UsfmDocument document = UsfmDocument.parse(book);
        BookCode code = document.book().orElseThrow();
        return document.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY)
                .map(unit -> unit.key().reference(code))
                .toList();
    }

    /** The revisions as git takes them in: each puts another word into one verse, where it stays until the next change. */
    private void writeHistory(OutputStream out) throws IOException {
        List<byte[]> parts = new ArrayList<>();
        for (String part : new String(book, StandardCharsets.UTF_8).split("(?=\\\\v )", -1)) {
            parts.add(part.getBytes(StandardCharsets.UTF_8));
        }
        List<byte[]> now = new ArrayList<>(parts);
        for (int revision = 0; revision <= revisions; revision++) {
            if (revision > 0) {
                int verse = 1 + Math.floorMod(revision * STEP, parts.size() - 1);
                String text = new String(parts.get(verse), StandardCharsets.UTF_8);
                int word = text.indexOf(' ', "\\v ".length()) + 1;
                String changed = text.substring(0, word) + "edited" + revision + " " + text.substring(word);
                now.set(verse, changed.getBytes(StandardCharsets.UTF_8));
            }
            int length = now.stream().mapToInt(part -> part.length).sum();
            out.write(("commit refs/heads/" + GitClient.BRANCH + "\ncommitter Bench <bench@example.org> "
                            + (FIRST_SECOND + revision * 60) + " +0000\ndata 6\nchange\nM 100644 inline " + path
                            + "\ndata " + length + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (byte[] part : now) {
                out.write(part);
            }
            out.write('\n');
        }
    }
}
