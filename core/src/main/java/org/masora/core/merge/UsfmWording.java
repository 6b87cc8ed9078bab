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
            case NOTE, FIGURE, SIDEBAR, ROW -> builder.add(MergeAtom.Kind.NOTE, canonical(text), text);
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

    /** What a stretch of markup says, whatever its form. */
    private String canonical(String text) {
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

    /** Whether every aligned word says rightly which of its kind it is, and of how many in its verse. */
    private static boolean countsAreRight(String unit) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, Integer> claimed = new HashMap<>();
        Matcher words = ALIGNED_WORD.matcher(unit);
        while (words.find()) {
            String word = words.group(1).strip();
            int occurrence = seen.merge(word, 1, Integer::sum);
            int total = number(words.group(3));
            if (occurrence != number(words.group(2)) || claimed.getOrDefault(word, total) != total) {
                return false;
            }
            claimed.put(word, total);
        }
        return seen.equals(claimed);
    }

    private static int number(String digits) {
        return digits.length() > 6 ? -1 : Integer.parseInt(digits);
    }
}
