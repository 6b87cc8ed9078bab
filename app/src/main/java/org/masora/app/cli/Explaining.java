package org.masora.app.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.masora.app.words.MergeWords;
import org.masora.app.words.Message;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.MergeExplanation;
import org.masora.core.merge.MergeExplanation.Explained;
import org.masora.core.merge.Side;

/** How the explanation of a merge is shown. */
final class Explaining {
    private Explaining() {}

    /** A sentence for every unit, with the texts that it speaks of. */
    static void show(MergeExplanation explanation, String file, Output output) {
        output.say(Message.of("M-0171", "file", file)
                .with("kind", explanation.kind())
                .with("unchanged", explanation.unchanged())
                .with("told", explanation.units().size()));
        for (Explained unit : explanation.units()) {
            output.say(MergeWords.of(unit));
            switch (unit.verdict()) {
                case OURS, THEIRS, SAME -> {
                    text(output.words(Message.of("M-0179")), unit.base(), output);
                    text(output.words(Message.of("M-0180")), unit.merged(), output);
                }
                case COMBINED, OTHERWISE -> {
                    sides(unit, output);
                    text(output.words(Message.of("M-0180")), unit.merged(), output);
                }
                case DISPUTED -> sides(unit, output);
                case FORM -> {}
            }
        }
    }

    private static void sides(Explained unit, Output output) {
        text(output.words(Message.of("M-0179")), unit.base(), output);
        text(Side.OURS.name(), unit.ours(), output);
        text(Side.THEIRS.name(), unit.theirs(), output);
    }

    private static void text(String label, Optional<String> text, Output output) {
        String shown = text.map(words -> words.strip().replaceAll("\\s+", " ")).orElse("–");
        output.line("    %-6s  %s".formatted(label, shown));
    }

    static Map<String, Object> asJson(MergeExplanation explanation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", explanation.kind());
        object.put("unchanged", explanation.unchanged());
        object.put("units", explanation.units().stream().map(Explaining::asJson).toList());
        return object;
    }

    private static Map<String, Object> asJson(Explained unit) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("reference", unit.reference());
        object.put("decision", unit.verdict().name().toLowerCase(Locale.ROOT));
        object.put("rule", unit.reason().map(reason -> reason.name().toLowerCase(Locale.ROOT)));
        object.put("type", unit.type().map(ConflictType::code));
        object.put("stands", unit.stands().map(side -> side.name().toLowerCase(Locale.ROOT)));
        object.put("base", unit.base());
        object.put("ours", unit.ours());
        object.put("theirs", unit.theirs());
        object.put("merged", unit.merged());
        return object;
    }
}
