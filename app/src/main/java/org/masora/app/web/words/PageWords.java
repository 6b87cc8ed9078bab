package org.masora.app.web.words;

import com.ibm.icu.text.MessageFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Tags;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.core.project.BookNames;

/**
 * What the page says in one language. A sentence is found by its key ({@code near.title}) or, where the command line
 * says it too, by its number ({@code M-0601}); the page's own wording of a number comes first, because at the command
 * line a sentence names commands. What a language lacks is said in English.
 */
public final class PageWords {
    /** The language in which everything can be said. */
    public static final String ENGLISH = "en";

    /** The languages there are, in the order of the language picker. */
    private static final List<String> TAGS = List.of(ENGLISH, "ar", "es", "fr", "hi", "id", "pt", "sw");

    private static final Catalogue COMMAND_LINE = Catalogue.english();
    private static final Map<String, Language> LANGUAGES = languagesByTag();
    private static final PageWords IN_ENGLISH = new PageWords(language(ENGLISH), english(file(ENGLISH)));

    /** Those that somebody asked for: most people use one language, and the first page does not wait for the others. */
    private static final Map<String, PageWords> ASKED_FOR = new ConcurrentHashMap<>();

    /** The same for those who chose other digits or another calendar. */
    private static final Map<Language, PageWords> OTHERWISE_WRITTEN = new ConcurrentHashMap<>();

    private final Language language;
    private final Map<String, String> patterns;

    /** Those that something was said with: a list says the same of each row, and reading a pattern takes its time. */
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    private PageWords(Language language, Map<String, String> patterns) {
        this.language = language;
        this.patterns = patterns;
    }

    private static Map<String, Language> languagesByTag() {
        Map<String, Language> all = new LinkedHashMap<>();
        TAGS.forEach(tag -> all.put(tag, language(tag, patterns(new StringReader(head(tag))))));
        for (Pseudo pseudo : Pseudo.values()) {
            all.put(pseudo.tag(), language(pseudo.tag(), pseudo.ofItself()));
        }
        return all;
    }

    private static Language language(String tag) {
        return Objects.requireNonNull(LANGUAGES.get(tag));
    }

    private static Map<String, String> english(Map<String, String> own) {
        Map<String, String> english = new TreeMap<>(COMMAND_LINE.patterns());
        english.putAll(own);
        return english;
    }

    private static PageWords load(String tag) {
        Optional<Pseudo> madeUp = Pseudo.of(tag);
        if (madeUp.isPresent()) {
            return new PageWords(language(tag), madeUp.get().of(IN_ENGLISH.patterns));
        }
        Map<String, String> patterns = new TreeMap<>(IN_ENGLISH.patterns);
        patterns.putAll(file(tag));
        return new PageWords(language(tag), patterns);
    }

    private static Language language(String tag, Map<String, String> own) {
        return new Language(
                tag,
                own.getOrDefault("language.name", tag),
                own.getOrDefault("language.direction", "ltr").equals("rtl"),
                own.getOrDefault("language.reviewed", "no").equals("yes"));
    }

    /** What a language's own file holds. */
    static Map<String, String> file(String tag) {
        try (Reader file = reader(tag)) {
            return patterns(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a language's own file in which it says what it is: those before the first empty one. */
    private static String head(String tag) {
        try (BufferedReader file = new BufferedReader(reader(tag))) {
            StringBuilder head = new StringBuilder();
            String line = file.readLine();
            while (line != null && !line.isEmpty()) {
                head.append(line).append('\n');
                line = file.readLine();
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader reader(String tag) {
        InputStream file = PageWords.class.getResourceAsStream(tag + ".properties");
        if (file == null) {
            throw new IllegalStateException("the program is incomplete: no words in " + tag);
        }
        return new InputStreamReader(file, StandardCharsets.UTF_8);
    }

    private static Map<String, String> patterns(Reader written) {
        Properties properties = new Properties();
        try {
            properties.load(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> patterns = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> patterns.put(key, properties.getProperty(key)));
        return patterns;
    }

    /** The page in the language of this tag, else in English. */
    public static PageWords of(String tag) {
        return tag.equals(ENGLISH) || !LANGUAGES.containsKey(tag)
                ? IN_ENGLISH
                : ASKED_FOR.computeIfAbsent(tag, PageWords::load);
    }

    /** The page in English. */
    public static PageWords english() {
        return IN_ENGLISH;
    }

    /** The first of the wished languages that the page speaks. */
    public static PageWords best(List<String> wished) {
        return wished.stream()
                .flatMap(tag -> Stream.of(tag, tag.split("-", 2)[0]))
                .filter(LANGUAGES::containsKey)
                .findFirst()
                .map(PageWords::of)
                .orElse(IN_ENGLISH);
    }

    /**
     * The same words with other digits and another calendar.
     *
     * @param digits one of {@link Language#DIGITS}, else they stay as they are
     * @param calendar one of {@link Language#CALENDARS}, else it stays as it is
     */
    public PageWords written(String digits, String calendar) {
        Language wished = language.written(digits, calendar);
        return wished.equals(language)
                ? this
                : OTHERWISE_WRITTEN.computeIfAbsent(wished, other -> new PageWords(other, patterns));
    }

    /** The languages that people choose among. */
    public static List<Language> languages() {
        return TAGS.stream().map(PageWords::language).toList();
    }

    public Language language() {
        return language;
    }

    /** Whether there are words for this. */
    boolean says(String key) {
        return patterns.containsKey(key);
    }

    /** A sentence as plain text: for attributes, and where it names nothing that comes from outside. */
    public String text(String key, Object... namesAndValues) {
        return format(key, plain(namesAndValues));
    }

    /**
     * A sentence as markup. Numbers choose the plural's form; a {@link Choice} chooses among the forms of a
     * {@code select}; markup stands as it is; every other value is isolated, so that a name in another script cannot
     * turn the sentence around.
     */
    public Html html(String key, Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Html> isolated = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            values.put(
                    (String) namesAndValues[i],
                    switch (value) {
                        case Number number -> number;
                        case Choice choice -> choice.word();
                        case Html html -> placeholder(isolated, html);
                        default -> placeholder(isolated, Tags.bdi(Html.text(value.toString())));
                    });
        }
        return filled(format(key, values), isolated);
    }

    /** How books are called that a sentence names. */
    @FunctionalInterface
    public interface Titles {
        /** A text that names books, as markup. */
        Html of(Naming naming);
    }

    /** A sentence that no project is at hand for: books go by their codes. */
    public Html html(Message message) {
        return html(message, naming -> Tags.bdi(Html.text(naming.toString())));
    }

    /** The same sentence for one who gave it as a message. */
    public Html html(Message message, Titles titles) {
        List<Object> namesAndValues = new ArrayList<>();
        message.parameters().forEach((name, value) -> {
            namesAndValues.add(name);
            Object shown = value instanceof Naming naming ? titles.of(naming) : value;
            namesAndValues.add(isSelector(message.code(), name) ? new Choice(value.toString()) : shown);
        });
        return html(message.code(), namesAndValues.toArray());
    }

    /** A sentence about something that did not go well, with its number, which is the same in every language. */
    public Html numbered(Message message) {
        return withNumber(html(message), message);
    }

    /** The same where a project's books are named. */
    public Html numbered(Message message, Titles titles) {
        return withNumber(html(message, titles), message);
    }

    /** A sentence of the page's own that stands for a message, with the message's number. */
    public static Html withNumber(Html sentence, Message message) {
        return Tags.all(List.of(
                sentence,
                Html.text(" "),
                Tags.small(Tags.cls("number"), Tags.attr("dir", "ltr"), Html.text(message.code()))));
    }

    /** The same sentence as plain text. */
    public String text(Message message) {
        return format(message.code(), message.plain(BookNames.NONE));
    }

    /** A value among which a sentence chooses its form. */
    public record Choice(String word) {
        /** A choice between {@code true} and {@code other}. */
        public static Choice of(boolean truth) {
            return new Choice(Boolean.toString(truth));
        }
    }

    private boolean isSelector(String key, String name) {
        return pattern(key).contains("{" + name + ", select");
    }

    private String format(String key, Map<String, Object> values) {
        String pattern = pattern(key);
        if (values.isEmpty() && pattern.indexOf('{') < 0) {
            return pattern.replace("''", "'");
        }
        MessageFormat format = formats.computeIfAbsent(key, _ -> new MessageFormat(pattern, language.locale()));
        // It formats for one at a time.
        synchronized (format) {
            return format.format(values);
        }
    }

    private String pattern(String key) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no words for " + key);
        }
        return pattern;
    }

    private static Map<String, Object> plain(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            values.put(
                    (String) namesAndValues[i],
                    switch (value) {
                        case Number number -> number;
                        case Choice choice -> choice.word();
                        default -> value.toString();
                    });
        }
        return values;
    }

    /** Characters that no sentence and no value has stand for markup until the sentence is made. */
    private static final char FIRST_PLACEHOLDER = '\uE000';

    private static String placeholder(List<Html> isolated, Html html) {
        isolated.add(html);
        return String.valueOf((char) (FIRST_PLACEHOLDER + isolated.size() - 1));
    }

    private static Html filled(String sentence, List<Html> isolated) {
        List<Html> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < sentence.length(); i++) {
            int index = sentence.charAt(i) - FIRST_PLACEHOLDER;
            if (index >= 0 && index < isolated.size()) {
                pieces.add(Html.text(sentence.substring(from, i)));
                pieces.add(isolated.get(index));
                from = i + 1;
            }
        }
        pieces.add(Html.text(sentence.substring(from)));
        return Html.of(pieces);
    }
}
