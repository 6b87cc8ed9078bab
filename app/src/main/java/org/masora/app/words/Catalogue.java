package org.masora.app.words;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.masora.core.project.BookNames;

/** The sentences of one language, by their numbers, in the form of ICU messages. */
public final class Catalogue {
    private final Locale locale;
    private final Map<String, String> patterns;

    private Catalogue(Locale locale, Map<String, String> patterns) {
        this.locale = locale;
        this.patterns = patterns;
    }

    /** English, the language in which everything can be said. */
    public static Catalogue english() {
        Properties properties = new Properties();
        try (InputStream file = Catalogue.class.getResourceAsStream("en.properties")) {
            if (file == null) {
                throw new IllegalStateException("the program is incomplete: no en.properties");
            }
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> patterns = new TreeMap<>();
        properties.stringPropertyNames().forEach(code -> patterns.put(code, properties.getProperty(code)));
        return new Catalogue(Locale.ENGLISH, patterns);
    }

    /** The sentence in words, where no project is at hand: books go by their codes. */
    public String text(Message message) {
        return text(message, BookNames.NONE);
    }

    /** The sentence in words; books go by the names that they have in a project. */
    public String text(Message message, BookNames names) {
        String pattern = patterns.get(message.code());
        if (pattern == null) {
            throw new IllegalArgumentException("no words for " + message.code());
        }
        return new MessageFormat(pattern, locale).format(message.plain(names));
    }

    /** Every sentence, by its number. */
    public Map<String, String> patterns() {
        return Map.copyOf(patterns);
    }
}
