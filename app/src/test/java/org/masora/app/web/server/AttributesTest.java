package org.masora.app.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** By which attributes markup speaks to the script is written down, all of it and nothing else. */
final class AttributesTest {
    private static final Path ROOT = Path.of(System.getProperty("masora.root", ".."));
    private static final Path ASSETS = ROOT.resolve("app/src/main/resources/org/masora/app/web/assets");
    private static final Pattern WRITTEN = Pattern.compile("data-[a-z]+(-[a-z]+)*");
    private static final Pattern READ = Pattern.compile("dataset\\.([a-zA-Z]+)");

    private static Set<String> written(String text) {
        Set<String> found = new TreeSet<>();
        WRITTEN.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    @Test
    void theScriptAndItsDescriptionKnowTheSameAttributes() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String script : List.of("page.js", "text.js", "events.js", "door.js")) {
            String text = Files.readString(ASSETS.resolve(script));
            known.addAll(written(text));
            READ.matcher(text)
                    .results()
                    .forEach(match -> known.add("data-"
                            + match.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
        }
        assertThat(written(Files.readString(ROOT.resolve("docs/page.md")))).isEqualTo(known);
    }
}
