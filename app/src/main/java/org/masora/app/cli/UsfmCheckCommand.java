package org.masora.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.masora.app.words.Message;
import org.masora.app.words.UsfmWords;
import org.masora.core.usfm.Problem;
import org.masora.core.usfm.Severity;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.usfm.UsfmTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code masora usfm check}: what a reader of these files should know, and that their bytes come back. */
@Command(
        name = "check",
        header = "Reads USFM files, lists their problems, and proves that the bytes come back.",
        description = "Ends with 1 when a file cannot be read or one of its problems is an error. Changes nothing.")
final class UsfmCheckCommand extends MasoraCommand {
    /** More than a hundred times the longest book with alignment. */
    private static final long LARGEST_FILE_BYTES = 512L << 20;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files.")
    private List<Path> files = List.of();

    UsfmCheckCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) {
        boolean good = true;
        for (Path file : files) {
            good &= check(file, output);
        }
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Whether the file is free of errors. */
    private static boolean check(Path file, Output output) {
        byte[] bytes;
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "this is a folder; name the files in it");
            }
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new FileSystemException(file.toString(), null, "larger than " + LARGEST_FILE_BYTES + " bytes");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            Message trouble = Failures.diskTrouble(e);
            output.say(trouble);
            output.json(result(file, false, List.of(), Map.of("error", output.asJson(trouble))));
            return false;
        }
        UsfmDocument document = UsfmDocument.parse(bytes);
        boolean roundTrip = Arrays.equals(bytes, writtenBack(document));
        List<Problem> problems = document.problems();
        output.json(result(
                file,
                roundTrip,
                problems.stream().map(problem -> asJson(problem, output)).toList(),
                Map.of()));
        output.say(Message.of(roundTrip ? "M-0101" : "M-0102", "file", file)
                .with("bytes", bytes.length)
                .with("problems", problems.size()));
        problems.forEach(problem -> output.line("  " + row(problem, output)));
        return roundTrip && problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The file as its tokens have it, one after the other. */
    private static byte[] writtenBack(UsfmDocument document) {
        UsfmTokens tokens = document.tokens();
        ByteArrayOutputStream written = new ByteArrayOutputStream(document.length());
        for (int token = 0; token < tokens.count(); token++) {
            written.writeBytes(document.bytes(tokens.start(token), tokens.end(token)));
        }
        return written.toByteArray();
    }

    private static Map<String, Object> result(
            Path file, boolean roundTrip, List<?> problems, Map<String, Object> more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file);
        object.put("roundTrip", roundTrip);
        object.put("problems", problems);
        object.putAll(more);
        return object;
    }

    private static Map<String, Object> asJson(Problem problem, Output output) {
        Message message = UsfmWords.of(problem);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("problem", problem.code().name());
        object.put("severity", severity(problem));
        object.put("line", problem.line());
        object.put("reference", problem.reference());
        object.putAll(output.asJson(message));
        return object;
    }

    private static String row(Problem problem, Output output) {
        String place = problem.reference().map(reference -> ", " + reference).orElse("");
        Message message = UsfmWords.of(problem);
        return "line " + problem.line() + place + ": " + severity(problem) + ": " + output.words(message) + " ("
                + message.code() + ")";
    }

    private static String severity(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }
}
