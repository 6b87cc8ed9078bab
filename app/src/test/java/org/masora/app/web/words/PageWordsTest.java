package org.masora.app.web.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessagePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.masora.app.web.html.Html;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Message;

final class PageWordsTest {
    private static final Pattern FORBIDDEN = Pattern.compile(
            "\\b(merg\\w*|conflict\\w*|remotes?|branch\\w*|push\\w*|ours|theirs|bases?|vaults?|repositor\\w*)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile("\"([a-z][a-zA-Z]*\\.(?!js|css|html|svg)[a-z][a-zA-Z]*)\"");
    private static final Pattern NUMBER = Pattern.compile("\"(M-\\d{4})\"");
    private static final Map<String, String> ENGLISH = PageWords.file(PageWords.ENGLISH);

    @Test
    void noWordOfOurTradeIsOnThePage() {
        assertThat(ENGLISH)
                .allSatisfy((key, sentence) -> assertThat(FORBIDDEN.matcher(names(sentence)))
                        .as(key + ": " + sentence)
                        .matches(matcher -> !matcher.find()));
    }

    /** Of every sentence that the page can say and that the command line says, too. */
    private static SortedSet<String> numbers() throws IOException {
        Path sources = Path.of(System.getProperty("masora.root", "..")).resolve("app/src/main/java/org/masora/app");
        SortedSet<String> numbers = new TreeSet<>();
        try (Stream<Path> web = Files.walk(sources.resolve("web"));
                Stream<Path> shared = Stream.of("ExchangeWords", "ProjectWords", "SyncWords")
                        .map(name -> sources.resolve("words/" + name + ".java"))) {
            for (Path file : Stream.concat(web, shared)
                    .filter(path -> path.toString().endsWith(".java"))
                    .toList()) {
                NUMBER.matcher(Files.readString(file)).results().forEach(result -> numbers.add(result.group(1)));
            }
        }
        return numbers;
    }

    @Test
    void noSentenceThatThePageSharesWithTheCommandLineIsOfOurTradeOrNamesACommand() throws IOException {
        SortedSet<String> numbers = numbers();
        assertThat(numbers).hasSizeGreaterThan(100);
        Map<String, String> commandLine = Catalogue.english().patterns();
        assertThat(numbers).allSatisfy(number -> {
            String sentence = names(ENGLISH.getOrDefault(number, commandLine.getOrDefault(number, "")));
            assertThat(sentence)
                    .isNotEmpty()
                    .doesNotContainPattern("\\bmasora [a-z]")
                    .doesNotContainPattern(FORBIDDEN);
        });
    }

    /** Only what is said: the names of what is put in are for programmers. */
    private static String names(String sentence) {
        return sentence.replaceAll("\\{[a-zA-Z]+(, (plural|select),)?", "{");
    }

    @Test
    void everyKeyIsUsedAndEveryUsedKeyIsThere() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        Path sources = Path.of(System.getProperty("masora.root", "..")).resolve("app/src/main/java/org/masora/app/web");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                KEY.matcher(Files.readString(file)).results().forEach(result -> used.add(result.group(1)));
            }
        }
        TreeSet<String> sections = new TreeSet<>();
        ENGLISH.keySet().stream().filter(key -> key.contains(".")).forEach(key -> sections.add(section(key)));
        TreeSet<String> missing = new TreeSet<>(used);
        missing.removeIf(key -> !sections.contains(section(key)) || ENGLISH.containsKey(key));
        assertThat(missing).as("keys without words").isEmpty();
        TreeSet<String> leftOver = new TreeSet<>(ENGLISH.keySet());
        leftOver.removeIf(key -> used.contains(key) || key.startsWith("M-"));
        assertThat(leftOver).as("words that nobody says").isEmpty();
    }

    private static String section(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    @Test
    void everySentenceIsAWellFormedMessage() {
        assertThat(ENGLISH.values())
                .allSatisfy(sentence ->
                        assertThat(new MessagePattern(sentence).countParts()).isPositive());
    }

    @Test
    void namesAreIsolatedAndNeverMarkupOrPattern() {
        Html html = PageWords.english().html("activity.sync", "name", "<b>{0}' \u05D0</b>");
        assertThat(html.markup()).isEqualTo("Sync of <bdi>&lt;b&gt;{0}&#39; \u05D0&lt;/b&gt;</bdi>");
    }

    @Test
    void thePagesOwnWordingOfASentenceComesFirst() {
        assertThat(PageWords.english().text(Message.of("M-0002", "detail", "x")))
                .contains("Your work is as it was");
        assertThat(PageWords.english().text(Message.of("M-0620"))).startsWith("Stopped as you wished");
    }

    @Test
    void theFirstWishedLanguageThatThereIsIsTaken() {
        assertThat(PageWords.best(List.of("xx", "en-GB")).language().tag()).isEqualTo("en");
        assertThat(PageWords.best(List.of()).language().tag()).isEqualTo("en");
    }

    @Test
    void anUnknownKeyIsAMistake() {
        assertThatThrownBy(() -> PageWords.english().text("no.words")).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * What the page shares with the command line is said in every language only if it stands among the page's own words.
     * Left out: what is said to programs, the journal's words, and of what only the command line does.
     */
    @Test
    void everySentenceThatPeopleSeeStandsAmongThePagesOwnWords() throws IOException {
        Pattern notSeen = Pattern.compile("M-(01|02|03|057|058[0-4]|0586|059|0522|0525|10).*");
        assertThat(numbers())
                .filteredOn(number -> !notSeen.matcher(number).matches())
                .isSubsetOf(ENGLISH.keySet());
    }
}
