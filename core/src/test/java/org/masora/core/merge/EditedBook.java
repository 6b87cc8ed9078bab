package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A book in which no word stands twice, and what somebody makes of it: by words, notes and styles, by
 * verses, headings and paragraphs, by bridges and segments, by form alone. Lines keep edits easy to
 * make; nothing of it breaks a rule of the format.
 */
final class EditedBook {
    /** What words of these books begin with: some in each kind of script, with accents in both forms. */
    private static final List<String> STEMS =
            List.of("word", "light", "παῦλος", "प्रकाश", "שלום", "سلام", "n\u00e9", "Zo\u0308", "свет");

    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    private final RandomGenerator random;
    private int next;

    EditedBook(RandomGenerator random) {
        this.random = random;
    }

    private String word(String owner) {
        next++;
        return STEMS.get(random.nextInt(STEMS.size())) + owner + next;
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word("") + (random.nextInt(6) == 0 ? "," : ""));
        }
        return String.join(" ", words);
    }

    /** A book of one to three chapters. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("\\id TIT " + word(""), "\\h " + word(""), "\\mt1 " + word("")));
        int chapters = 1 + random.nextInt(3);
        for (int chapter = 1; chapter <= chapters; chapter++) {
            lines.add("\\c " + chapter);
            lines.add("\\p");
            int verses = 2 + random.nextInt(6);
            for (int verse = 1; verse <= verses; verse++) {
                if (random.nextInt(4) == 0) {
                    lines.add("\\s1 " + words(2));
                    lines.add(random.nextBoolean() ? "\\p" : "\\q1");
                }
                boolean bridge = verse < verses && random.nextInt(12) == 0;
                String number = bridge ? verse + "-" + (verse + 1) : "" + verse;
                lines.add("\\v " + number + " " + words(2 + random.nextInt(9)) + note());
                verse += bridge ? 1 : 0;
                if (random.nextInt(8) == 0) {
                    lines.add("\\q2 " + words(3));
                }
            }
        }
        return lines;
    }

    private String note() {
        return random.nextInt(6) == 0 ? "\\f + \\ft " + words(2) + "\\f*" : "";
    }

    /** The book after some edits; {@code owner} is in every word that comes anew. */
    List<String> edited(List<String> book, String owner) {
        List<String> edited = new ArrayList<>(book);
        int edits = random.nextInt(5);
        for (int i = 0; i < edits; i++) {
            edit(edited, 3 + random.nextInt(edited.size() - 3), owner);
        }
        return edited;
    }

    private void edit(List<String> lines, int at, String owner) {
        String line = lines.get(at);
        boolean chapter = line.startsWith("\\c ");
        boolean verse = line.startsWith("\\v ");
        switch (random.nextInt(16)) {
            case 0 -> lines.set(at, chapter ? line : line + " " + word(owner));
            case 1, 2, 3 -> lines.set(at, chapter ? line : withWordChanged(line, word(owner)));
            case 4 -> lines.set(at, chapter ? line : withWordChanged(line, ""));
            case 5 -> lines.set(at, chapter ? line : withWordChanged(line, word(owner) + " " + word(owner)));
            case 6 -> {
                boolean first = lines.get(at - 1).startsWith("\\c ")
                        || lines.get(at - 1).equals("\\p");
                if (lines.size() > 6 && !chapter && !(verse && first)) {
                    lines.remove(at);
                }
            }
            case 7 -> lines.addAll(at, List.of("\\s2 " + word(owner), "\\p"));
            case 8 -> lines.add(at, "\\q1");
            case 9 -> lines.set(at, chapter ? line : line + "\\f + \\fr 1.1 \\ft " + word(owner) + "\\f*");
            case 10 -> lines.set(at, chapter ? line : withWordChanged(line, "\\nd " + word(owner) + "\\nd*"));
            case 11 -> bridge(lines, at);
            case 12 -> {
                if (verse && at + 1 < lines.size()) {
                    lines.add(at + 1, "\\v " + number(line) + " " + word(owner));
                }
            }
            case 13 -> {
                if (verse
                        && lines.get(at - 1).startsWith("\\v ")
                        && at + 1 < lines.size()
                        && lines.get(at + 1).startsWith("\\v ")) {
                    lines.add(at + 1, lines.remove(at));
                }
            }
            case 14 -> lines.set(at, line.replace(" ", "  "));
            default -> lines.set(at, line.indexOf(' ') > 0 ? NFD.normalize(line) : line);
        }
    }

    private static String number(String verseLine) {
        String rest = verseLine.substring(3).stripLeading();
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
    }

    /** One of the words outside of markers and notes replaced; the line as it was if it has none. */
    private String withWordChanged(String line, String with) {
        String[] words = line.split(" ", -1);
        int first = 1;
        if (line.startsWith("\\v ")) {
            while (first < words.length && words[first].isEmpty()) {
                first++;
            }
            first++;
        }
        if (words.length <= first) {
            return line;
        }
        int which = first + random.nextInt(words.length - first);
        if (words[which].isEmpty() || words[which].indexOf('\\') >= 0) {
            return line;
        }
        for (int i = first; i < which; i++) {
            if (words[i].contains("\\f")
                    && !String.join(" ", List.of(words).subList(i, which)).contains("\\f*")) {
                return line;
            }
        }
        words[which] = with;
        return String.join(" ", words);
    }

    private static void bridge(List<String> lines, int at) {
        if (at + 1 >= lines.size()) {
            return;
        }
        String line = lines.get(at);
        String after = lines.get(at + 1);
        if (line.startsWith("\\v ") && after.startsWith("\\v ")) {
            String from = number(line).replaceAll("-.*", "");
            String to = number(after).replaceAll(".*-", "");
            String rest =
                    line.substring(line.indexOf(number(line)) + number(line).length());
            String restAfter =
                    after.substring(after.indexOf(number(after)) + number(after).length());
            if (Integer.parseInt(from) >= Integer.parseInt(to)) {
                return;
            }
            lines.set(at, "\\v " + from + "-" + to + rest + restAfter);
            lines.remove(at + 1);
        }
    }

    /** The lines as a file, sometimes with Windows' line ends. */
    byte[] bytes(List<String> lines) {
        String end = random.nextInt(10) == 0 ? "\r\n" : "\n";
        return (String.join(end, lines) + (random.nextInt(10) == 0 ? "" : end)).getBytes(UTF_8);
    }
}
