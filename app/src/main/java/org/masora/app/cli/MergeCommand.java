package org.masora.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.words.ConflictWords;
import org.masora.app.words.Message;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.FileMerge;
import org.masora.core.merge.Side;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora merge}: the merge alone, on three files. */
@Command(
        name = "merge",
        header = "Brings two edited copies of a USFM file together, verse by verse.",
        description = {
            "The result goes to standard output, or to the file that -o names. Where both copies changed the same thing"
                    + " the text of OURS stays in place (or of THEIRS, with --keep theirs), and the other reading is"
                    + " listed; the result never holds conflict markers.",
            "Ends with 3 when something waits for a decision."
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

    MergeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        Blobs readings = Blobs.inMemory();
        FileMerge.Outcome merged = FileMerge.merge(
                new FileMerge.Base.Common(Files.readAllBytes(base)),
                ours.getFileName().toString(),
                Files.readAllBytes(ours),
                Files.readAllBytes(theirs),
                keep.side,
                readings);
        if (out.isPresent()) {
            write(out.get(), merged.content());
        } else {
            output.bytes(merged.content());
        }
        List<Conflict> open = ofKind(merged, Conflict.Kind.OPEN);
        List<Conflict> automatic = ofKind(merged, Conflict.Kind.AUTOMATIC);
        output.json(Map.of("conflicts", asJson(open, readings), "automatic", asJson(automatic, readings)));
        open.forEach(conflict -> output.aside(
                ConflictWords.of(conflict.type(), conflict.reference().toString())));
        output.aside(Message.of("M-0151", "conflicts", open.size()).with("automatic", automatic.size()));
        return open.isEmpty() ? ExitCode.DONE : ExitCode.DECISIONS_WAITING;
    }

    /** Replaces the file whole, so that it is never half written; what is no plain file is written to as it is. */
    private static void write(Path file, byte[] content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.write(file, content);
            return;
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = Files.createTempFile(target.resolveSibling(".").normalize(), ".masora-merge-", "");
        try {
            Files.write(beside, content);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
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
