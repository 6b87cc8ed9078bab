package org.masora.app.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.masora.app.words.Message;
import org.masora.core.merge.DisputedText;
import org.masora.core.merge.DisputedText.Piece;

/** Asks somebody about everything in a file that two sides disagree about; what git calls a mergetool. */
final class DisputeDialogue {
    private final Terminal terminal;
    private final Output output;

    DisputeDialogue(Terminal terminal, Output output) {
        this.terminal = terminal;
        this.output = output;
    }

    /** The file as it was decided; empty where a question stayed without an answer. */
    Optional<byte[]> decide(DisputedText text) {
        List<Piece.Disputed> questions = new ArrayList<>();
        for (Piece piece : text.pieces()) {
            if (piece instanceof Piece.Disputed disputed) {
                questions.add(disputed);
            }
        }
        List<String> answers = new ArrayList<>();
        for (Piece.Disputed question : questions) {
            Message progress = Message.of("M-0152", "number", answers.size() + 1);
            output.say(progress.with("count", questions.size()));
            Optional<String> answer = ask(question);
            if (answer.isEmpty()) {
                output.aside(Message.of("M-0157"));
                return Optional.empty();
            }
            answers.add(answer.get());
        }
        Iterator<String> given = answers.iterator();
        return Optional.of(text.decided(_ -> given.next()));
    }

    private Optional<String> ask(Piece.Disputed question) {
        show("M-0153", question.base());
        show("M-0154", question.ours());
        show("M-0155", question.theirs());
        return terminal.answer(output.words(Message.of("M-0156")) + " ")
                .flatMap(answer -> switch (answer.strip().toLowerCase(Locale.ROOT)) {
                    case "1" -> Optional.of(question.ours());
                    case "2" -> Optional.of(question.theirs());
                    case "3" -> Optional.of(question.ours() + question.theirs());
                    default -> Optional.empty();
                });
    }

    private void show(String title, String text) {
        output.say(Message.of(title));
        text.lines().forEach(line -> output.line("    " + line));
    }
}
