package org.masora.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.words.ConflictWords;
import org.masora.app.words.Message;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.DisputedText;
import org.masora.core.merge.FileMerge;
import org.masora.core.merge.MergeExplanation;
import org.masora.core.merge.Side;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora merge}: the merge alone, on three files. It is also what git runs. */
@Command(
        name = "merge",
        header = "Brings two edited copies of a file together: a USFM book verse by verse, others by their kind.",
        description = {
            "The result goes to standard output, or to the file that -o names. Where both copies changed the same thing"
                    + " the text of OURS stays in place (or of THEIRS, with --keep theirs), and the other reading is"
                    + " listed; the result holds no conflict markers, except with --git.",
            "Ends with 3 when something waits for a decision; with --git, with 1."
        })
final class MergeCommand extends MasoraCommand {

    /** The words that the option takes. */
    enum Keep {
        OURS(Side.OURS),
        THEIRS(Side.THEIRS);

        private final Side side;

        Keep(Side side) {
            this.side = side;
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "BASE",
            description = "What both copies came from; an empty file for nothing.")
    private Path base = Path.of("");

    @Parameters(index = "1", paramLabel = "OURS", description = "One copy.")
    private Path ours = Path.of("");

    @Parameters(index = "2", paramLabel = "THEIRS", description = "The other copy.")
    private Path theirs = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "Where the result is written; it may be one of the three.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "ours|theirs",
            defaultValue = "ours",
            description = "Whose text stays in place where both changed the same thing. Usually: ours")
    private Keep keep = Keep.OURS;

    @Option(
            names = "--path",
            paramLabel = "NAME",
            description = "What the file is called in its project, where OURS is only a copy; the kind is told by it.")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--explain",
            description =
                    "Say of everything that was changed what was decided, and why. The result is then written only"
                            + " where -o says so.")
    private boolean explain;

    @Option(
            names = "--git",
            description =
                    "Answer as git expects it of a merge driver: conflict markers in the result where both changed"
                            + " the same thing, and then exit code 1. See: masora git install")
    private boolean git;

    @Option(
            names = "--ancestor",
            description =
                    "With --git: the result is only the ground for another merge. Where both changed the same thing"
                            + " it holds the text of BASE, without markers.")
    private boolean ancestor;

    @Option(
            names = "--ask",
            description = "With --git: ask about each thing that both changed. Without an answer to all nothing is"
                    + " written.")
    private boolean ask;

    @Option(
            names = "--marker-size",
            paramLabel = "N",
            defaultValue = "7",
            description = "With --git: how long the markers are. Usually: 7")
    private int markerLength = 7;

    MergeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        try {
            return merge(output);
        } catch (IOException | RuntimeException e) {
            if (!git) {
                throw e;
            }
            Failures.report(output, terminal(), e);
            return ExitCode.NOT_MERGED;
        }
    }

    private ExitCode merge(Output output) throws IOException {
        byte[] common = Files.readAllBytes(base);
        byte[] ourBytes = Files.readAllBytes(ours);
        byte[] theirBytes = Files.readAllBytes(theirs);
        String name = path.orElseGet(() -> ours.getFileName().toString());
        Blobs readings = Blobs.inMemory();
        FileMerge.Outcome merged = FileMerge.merge(
                common.length == 0 ? new FileMerge.Base.None() : new FileMerge.Base.Common(common),
                name,
                ourBytes,
                theirBytes,
                git ? Side.OURS : keep.side,
                readings);
        List<Conflict> open = ofKind(merged, Conflict.Kind.OPEN);
        Optional<byte[]> result = git
                ? forGit(
                        DisputedText.of(
                                Optional.of(common).filter(bytes -> bytes.length > 0),
                                name,
                                ourBytes,
                                theirBytes,
                                merged,
                                readings),
                        !open.isEmpty(),
                        output)
                : Optional.of(merged.content());
        if (result.isPresent() && out.isPresent()) {
            WholeFile.write(out.get(), result.get());
        } else if (result.isPresent() && !explain) {
            output.bytes(result.get());
        }
        List<Conflict> automatic = ofKind(merged, Conflict.Kind.AUTOMATIC);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("conflicts", asJson(open, readings));
        object.put("automatic", asJson(automatic, readings));
        if (explain) {
            MergeExplanation explanation = MergeExplanation.of(
                    Optional.of(common).filter(bytes -> bytes.length > 0),
                    name,
                    ourBytes,
                    theirBytes,
                    merged,
                    readings);
            Explaining.show(explanation, name, output);
            object.put("explanation", Explaining.asJson(explanation));
        }
        output.json(object);
        if (ask) {
            return result.isPresent() ? ExitCode.DONE : ExitCode.FAILED;
        }
        open.forEach(conflict -> output.aside(
                ConflictWords.of(conflict.type(), conflict.reference().toString())));
        if (!git || !open.isEmpty()) {
            output.aside(Message.of("M-0151", "conflicts", open.size()).with("automatic", automatic.size()));
        }
        return open.isEmpty() ? ExitCode.DONE : git ? ExitCode.FAILED : ExitCode.DECISIONS_WAITING;
    }

    /** What git gets; empty where somebody was asked and left something undecided. */
    private Optional<byte[]> forGit(DisputedText text, boolean waiting, Output output) {
        if (ask && text.isSettled() && waiting) {
            output.aside(Message.of("M-0158"));
            return Optional.empty();
        }
        if (ask) {
            return new DisputeDialogue(terminal(), output).decide(text);
        }
        return Optional.of(ancestor ? text.decided(DisputedText.Piece.Disputed::base) : text.withMarkers(markerLength));
    }

    private static List<Conflict> ofKind(FileMerge.Outcome merged, Conflict.Kind kind) {
        return merged.conflicts().stream()
                .filter(conflict -> conflict.kind() == kind)
                .toList();
    }

    private static List<Map<String, Object>> asJson(List<Conflict> conflicts, Blobs readings) {
        return conflicts.stream().map(conflict -> asJson(conflict, readings)).toList();
    }

    private static Map<String, Object> asJson(Conflict conflict, Blobs readings) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", conflict.type().code());
        object.put("reference", conflict.reference());
        object.put("base", text(conflict.base(), readings));
        object.put("ours", text(conflict.ours(), readings));
        object.put("theirs", text(conflict.theirs(), readings));
        object.put("merged", text(conflict.merged(), readings));
        return object;
    }

    private static Optional<String> text(Optional<BlobId> reading, Blobs readings) {
        return reading.map(id -> new String(readings.read(id), StandardCharsets.UTF_8));
    }
}
