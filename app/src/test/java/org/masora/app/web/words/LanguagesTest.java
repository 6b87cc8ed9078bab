package org.masora.app.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masora.app.words.Catalogue;

/** Each language says what English says: the same names are put in, every form of number is there. */
final class LanguagesTest {
    private static final Map<String, String> ENGLISH = english();

    private static final Pattern SIDES = Pattern.compile("\\b(left|right)\\b", Pattern.CASE_INSENSITIVE);

    private static Map<String, String> english() {
        Map<String, String> all = new TreeMap<>(Catalogue.english().patterns());
        all.putAll(PageWords.file(PageWords.ENGLISH));
        return all;
    }

    static Stream<String> translated() {
        return PageWords.languages().stream().map(Language::tag).filter(tag -> !tag.equals(PageWords.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("translated")
    void nothingIsSaidThatEnglishDoesNotSay(String tag) {
        assertThat(ENGLISH.keySet()).containsAll(PageWords.file(tag).keySet());
    }

    @ParameterizedTest
    @MethodSource("translated")
    void theSameNamesAndChoicesArePutIn(String tag) {
        PageWords.file(tag)
                .forEach((key, sentence) -> assertThat(arguments(sentence))
                        .as(tag + " " + key + ": " + sentence)
                        .isEqualTo(arguments(ENGLISH.getOrDefault(key, ""))));
    }

    @ParameterizedTest
    @MethodSource("translated")
    void everyFormOfNumberIsThere(String tag) {
        Set<String> forms = PluralRules.forLocale(new ULocale(tag)).getKeywords();
        PageWords.file(tag)
                .forEach((key, sentence) -> plurals(sentence)
                        .forEach(plural -> assertThat(plural)
                                .as(tag + " " + key + ": " + sentence)
                                .containsAll(forms)));
    }

    @Test
    void noSideIsNamed() {
        assertThat(PageWords.file(PageWords.ENGLISH).values())
                .allSatisfy(sentence ->
                        assertThat(SIDES.matcher(sentence).find()).as(sentence).isFalse());
    }

    @Test
    void whatALanguageLacksIsSaidInEnglish() {
        assertThat(PageWords.languages()).hasSize(8);
        assertThat(PageWords.languages().stream().map(language -> PageWords.of(language.tag())))
                .allSatisfy(words -> assertThat(ENGLISH.keySet())
                        .allSatisfy(key -> assertThat(words.says(key)).isTrue()));
    }

    @Test
    void aLanguageNobodySpeaksIsLongerAndKeepsItsNumbersAndNames() {
        PageWords longer = PageWords.best(List.of("en-XA"));
        PageWords english = PageWords.english();
        assertThat(longer.text("near.empty").length())
                .isGreaterThanOrEqualTo(english.text("near.empty").length() * 5 / 4);
        assertThat(longer.text("near.more", "count", 3))
                .contains("3")
                .isNotEqualTo(english.text("near.more", "count", 3));
        assertThat(longer.text("activity.sync", "name", "Titus")).contains("Titus");
        assertThat(PageWords.best(List.of("ar-XB")).language().rightToLeft()).isTrue();
        assertThat(PageWords.languages()).noneMatch(language -> language.tag().contains("-X"));
    }

    /** The names that are put in; those that a select chooses by, with their choices. */
    private static Set<String> arguments(String sentence) {
        Set<String> arguments = new TreeSet<>();
        MessagePattern parts = new MessagePattern(sentence);
        for (int i = 0; i < parts.countParts(); i++) {
            if (parts.getPartType(i) == Part.Type.ARG_START) {
                String name = parts.getSubstring(parts.getPart(i + 1));
                switch (parts.getPart(i).getArgType()) {
                    case SELECT -> arguments.add(name + " " + new TreeSet<>(selectors(parts, i)));
                    case PLURAL -> arguments.add(name + " plural");
                    default -> arguments.add(name);
                }
            }
        }
        return arguments;
    }

    private static List<List<String>> plurals(String sentence) {
        List<List<String>> plurals = new ArrayList<>();
        MessagePattern parts = new MessagePattern(sentence);
        for (int i = 0; i < parts.countParts(); i++) {
            if (parts.getPartType(i) == Part.Type.ARG_START
                    && parts.getPart(i).getArgType() == MessagePattern.ArgType.PLURAL) {
                plurals.add(selectors(parts, i));
            }
        }
        return plurals;
    }

    private static List<String> selectors(MessagePattern parts, int start) {
        List<String> selectors = new ArrayList<>();
        int limit = parts.getLimitPartIndex(start);
        for (int i = start + 1; i < limit; i++) {
            if (parts.getPartType(i) == Part.Type.ARG_SELECTOR) {
                selectors.add(parts.getSubstring(parts.getPart(i)));
            } else if (parts.getPartType(i) == Part.Type.MSG_START) {
                i = parts.getLimitPartIndex(i);
            }
        }
        return selectors;
    }
}
