package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.usfm.Atom;
import org.masora.core.usfm.MarkerCategory;
import org.masora.core.usfm.Problem;
import org.masora.core.usfm.ProblemCode;
import org.masora.core.usfm.TokenKind;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.usfm.UsfmTokens;

/**
 * The words and markers of USFM. Two atoms say the same where they differ only in what editors
 * change on their own: spacing, Unicode form, the closers of the parts of a note, the plus sign of
 * nested styles, the order of attributes, the name of a marker's default attribute.
 */
record UsfmWording(Charset charset) implements Wording {
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)\\s*=\\s*\"([^\"]*)\"");
    private static final Map<String, String> DEFAULT_ATTRIBUTES =
            Map.of("w", "lemma", "rb", "gloss", "xt", "link-href", "jmp", "link-href", "k", "key");
    private static final Pattern ALIGNED_WORD = Pattern.compile(
            "\\\\w ([^|\\\\]*)\\|[^\\\\]*x-occurrence=\"(\\d+)\"[^\\\\]*x-occurrences=\"(\\d+)\"[^\\\\]*\\\\w\\*");

    private static final List<String> COUNTS = List.of("x-occurrence", "x-occurrences");

    @Override
    public List<MergeAtom> atoms(String text) {
        UsfmDocument document = UsfmDocument.parse(text.getBytes(charset));
        AtomBuilder builder = new AtomBuilder();
        for (Unit unit : document.units()) {
            List<Atom> atoms = document.atoms(unit);
            int i = 0;
            while (i < atoms.size()) {
                int end = isGlossedWord(document, atoms.get(i)) ? atoms.get(i).partner() + 1 : i + 1;
                add(document, atoms.get(i), atoms.get(end - 1).end(), builder);
                i = end;
            }
        }
        return builder.build();
    }

    /** A unit cut before each of its paragraph markers; together the parts are the unit. */
    List<String> paragraphs(String text) {
        UsfmDocument document = UsfmDocument.parse(text.getBytes(charset));
        List<String> paragraphs = new ArrayList<>();
        int start = 0;
        for (Unit unit : document.units()) {
            for (Atom atom : document.atoms(unit)) {
                if (atom.start() > start && startsParagraph(document, atom)) {
                    paragraphs.add(text(document, start, atom.start()));
                    start = atom.start();
                }
            }
        }
        if (start < document.length()) {
            paragraphs.add(text(document, start, document.length()));
        }
        return paragraphs;
    }

    private boolean startsParagraph(UsfmDocument document, Atom atom) {
        return switch (atom.kind()) {
            case PARAGRAPH, CHAPTER, ROW, SIDEBAR -> true;
            case MILESTONE -> text(document, atom.start(), atom.contentEnd()).startsWith("\\ts");
            case TEXT, SPACE, ESCAPE, VERSE, OPEN, CLOSE, NOTE, FIGURE, OTHER -> false;
        };
    }

    /** A word with its attributes, {@code \w word|lemma="x"\w*}, is one thing. */
    private boolean isGlossedWord(UsfmDocument document, Atom atom) {
        if (atom.kind() != Atom.Kind.OPEN || !atom.hasPartner()) {
            return false;
        }
        return text(document, atom.start(), atom.contentEnd()).matches("\\\\\\+?w[agh]?");
    }

    private String text(UsfmDocument document, int start, int end) {
        return new String(document.bytes(start, end), charset);
    }

    private void add(UsfmDocument document, Atom atom, int end, AtomBuilder builder) {
        String text = text(document, atom.start(), end);
        switch (atom.kind()) {
            case TEXT -> builder.addText(text);
            case SPACE -> builder.addSpace(text);
            case ESCAPE -> builder.add(MergeAtom.Kind.SIGN, text, text);
            case NOTE, FIGURE, SIDEBAR -> builder.add(MergeAtom.Kind.NOTE, canonical(text), text);
            // Its words stand between what is before and behind it.
            case ROW -> builder.add(MergeAtom.Kind.WORD, canonical(text), text);
            case OPEN ->
                builder.add(
                        atom.hasPartner() && end > atom.end() ? MergeAtom.Kind.WORD : MergeAtom.Kind.MARKER,
                        canonical(text),
                        text);
            case VERSE, CHAPTER, PARAGRAPH, CLOSE, MILESTONE ->
                builder.add(MergeAtom.Kind.MARKER, canonical(text), text);
            case OTHER -> {
                if (text.equals("\uFEFF")) {
                    builder.addSpace(text);
                } else {
                    builder.add(MergeAtom.Kind.MARKER, canonical(text), text);
                }
            }
        }
    }

    /** What a stretch of text and markup says, whatever its form: its words and markers, a space between each. */
    String canonical(String text) {
        UsfmDocument document = UsfmDocument.parse(text.getBytes(charset));
        UsfmTokens tokens = document.tokens();
        List<String> parts = new ArrayList<>();
        String marker = "";
        for (int i = 0; i < tokens.count(); i++) {
            String token = text(document, tokens.start(i), tokens.end(i));
            if (tokens.kind(i) == TokenKind.MARKER) {
                marker = tokens.marker(i).name();
                if (!isOptionalCloser(tokens, i)) {
                    parts.add("\\" + marker + (tokens.isClosing(i) ? "*" : ""));
                }
            } else if (tokens.kind(i) == TokenKind.ATTRS) {
                parts.add(attributes(token, marker));
            } else {
                for (String word : token.split("[ \t\r\n]+", -1)) {
                    if (!word.isEmpty()) {
                        parts.add(AtomBuilder.normalized(word));
                    }
                }
            }
        }
        return String.join(" ", parts);
    }

    private static boolean isOptionalCloser(UsfmTokens tokens, int token) {
        MarkerCategory category = tokens.category(token);
        return tokens.isClosing(token)
                && (category == MarkerCategory.NOTE_CHARACTER
                        || category == MarkerCategory.CHARACTER_OR_NOTE_CHARACTER);
    }

    private static String attributes(String token, String marker) {
        String written = token.substring(1).strip();
        String defaultName = DEFAULT_ATTRIBUTES.get(marker);
        if (defaultName != null && written.indexOf('=') < 0) {
            return "|" + defaultName + "=" + AtomBuilder.normalized(written);
        }
        Map<String, String> byName = new TreeMap<>();
        Matcher matcher = ATTRIBUTE.matcher(written);
        StringBuilder rest = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            rest.append(written, end, matcher.start());
            byName.put(matcher.group(1), AtomBuilder.normalized(matcher.group(2)));
            end = matcher.end();
        }
        rest.append(written.substring(end));
        if (marker.equals("w") && COUNTS.stream().allMatch(byName::containsKey)) {
            // They follow from the words of the verse, and change with every word of the same spelling.
            COUNTS.forEach(byName::remove);
        }
        String left = rest.toString().replaceAll("[ \t\r\n]+", " ").strip();
        return "|" + byName + left;
    }

    @Override
    public boolean isSound(String merged, String stand, String other) {
        Map<ProblemCode, Integer> before = problems(stand);
        problems(other).forEach((code, count) -> before.merge(code, count, Math::max));
        boolean parses = problems(merged).entrySet().stream()
                .allMatch(problem -> problem.getValue() <= before.getOrDefault(problem.getKey(), 0));
        boolean counted = countsAreRight(stand) || countsAreRight(other);
        return parses && (!counted || countsAreRight(merged));
    }

    private Map<ProblemCode, Integer> problems(String unit) {
        Map<ProblemCode, Integer> counts = new HashMap<>();
        for (Problem problem : UsfmDocument.parse(unit.getBytes(charset)).problems()) {
            counts.merge(problem.code(), 1, Integer::sum);
        }
        return counts;
    }

    /** Aligned words are counted anew where both sides had counted them rightly. */
    @Override
    public String settled(String merged, String stand, String other) {
        boolean counted = merged.contains("x-occurrences=") && countsAreRight(stand) && countsAreRight(other);
        return counted ? counted(merged) : merged;
    }

    /** Whether every aligned word says rightly which of its kind it is, and of how many in its verse. */
    private static boolean countsAreRight(String unit) {
        return !unit.contains("x-occurrences=") || counted(unit).equals(unit);
    }

    /** The unit with the counts that follow from its words, verse by verse. */
    private static String counted(String unit) {
        StringBuilder counted = new StringBuilder();
        int start = 0;
        for (int verse = unit.indexOf("\\v ", 1); verse >= 0; verse = unit.indexOf("\\v ", verse + 1)) {
            addCounted(unit.substring(start, verse), counted);
            start = verse;
        }
        addCounted(unit.substring(start), counted);
        return counted.toString();
    }

    private static void addCounted(String verse, StringBuilder counted) {
        Map<String, Integer> totals = new HashMap<>();
        Matcher words = ALIGNED_WORD.matcher(verse);
        while (words.find()) {
            totals.merge(words.group(1).strip(), 1, Integer::sum);
        }
        Map<String, Integer> seen = new HashMap<>();
        int end = 0;
        words.reset();
        while (words.find()) {
            String word = words.group(1).strip();
            counted.append(verse, end, words.start(2))
                    .append(seen.merge(word, 1, Integer::sum))
                    .append(verse, words.end(2), words.start(3))
                    .append(totals.getOrDefault(word, 1));
            end = words.end(3);
        }
        counted.append(verse, end, verse.length());
    }
}
