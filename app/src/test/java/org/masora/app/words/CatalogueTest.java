package org.masora.app.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CatalogueTest {
    private static final Pattern NUMBER = Pattern.compile("\"(M-[0-9]{4})\"");

    private final Catalogue catalogue = Catalogue.english();

    @Test
    void everyNumberThatTheProgramUsesHasItsSentenceAndNoSentenceIsLeftOver() throws IOException {
        Path sources = Path.of(System.getProperty("masora.root", "..")).resolve("app/src/main/java");
        TreeSet<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                NUMBER.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .forEach(used::add);
            }
        }
        assertThat(new TreeSet<>(catalogue.patterns().keySet())).isEqualTo(used);
    }

    @Test
    void noNumberIsGivenTwice() throws IOException {
        Path words = Path.of(System.getProperty("masora.root", ".."))
                .resolve("app/src/main/resources/org/masora/app/words/en.properties");
        assertThat(Files.readAllLines(words).stream()
                        .filter(line -> line.startsWith("M-"))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .doesNotHaveDuplicates();
    }

    @Test
    void everySentenceIsAWellFormedMessageWithNamedParts() {
        assertThat(catalogue.patterns()).allSatisfy((code, pattern) -> {
            MessagePattern parsed = new MessagePattern(pattern);
            long arguments = Stream.iterate(0, i -> i < parsed.countParts(), i -> i + 1)
                    .filter(i -> parsed.getPart(i).getType() == Part.Type.ARG_START)
                    .count();
            assertThat(arguments).isLessThan(6);
        });
    }

    @Test
    void numbersFollowTheGrammarOfTheLanguage() {
        Message one = Message.of("M-0421", "count", 1).with("server", "x");
        assertThat(catalogue.text(one)).isEqualTo("1 project on x");
        assertThat(catalogue.text(one.with("count", 2))).isEqualTo("2 projects on x");
        assertThat(catalogue.text(one.with("count", 0))).isEqualTo("No projects on x");
    }

    @Test
    void whatASentenceNamesIsNeverTakenForAPattern() {
        Message hostile = Message.of("M-0011", "file", "{0} '{x}' {plural}");
        assertThat(catalogue.text(hostile)).startsWith("{0} '{x}' {plural}: ");
    }

    @Test
    void anUnknownNumberIsAMistake() {
        assertThatThrownBy(() -> catalogue.text(Message.of("M-9999"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.of("X")).isInstanceOf(IllegalArgumentException.class);
    }
}
