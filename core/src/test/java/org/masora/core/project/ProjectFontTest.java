package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFontTest {
    private static ProjectFont scribes(String settings) {
        return ProjectFont.of("ingredients/scribe-settings.json", settings.getBytes(UTF_8));
    }

    private static ProjectFont paratexts(String settings) {
        return ProjectFont.of("Settings.xml", ("<ScriptureText>" + settings + "</ScriptureText>").getBytes(UTF_8));
    }

    @Test
    void isWhatScribeOrParatextWasTold() {
        assertThat(scribes("{\"project\":{\"textTranslation\":{\"font\":\"Annapurna SIL\",\"fontSize\":1.25}}}"))
                .isEqualTo(new ProjectFont(Optional.of("Annapurna SIL"), 125));
        assertThat(paratexts("<DefaultFont>Charis SIL</DefaultFont><DefaultFontSize>18</DefaultFontSize>"))
                .isEqualTo(new ProjectFont(Optional.of("Charis SIL"), 150));
        assertThat(scribes("{\"project\":{\"textTranslation\":{\"font\":\"\",\"fontSize\":1}}}"))
                .isEqualTo(ProjectFont.NONE);
        assertThat(ProjectFont.isSaidIn("ingredients/scribe-settings.json")).isTrue();
        assertThat(ProjectFont.isSaidIn("Settings.xml")).isTrue();
        assertThat(ProjectFont.isSaidIn("old/Settings.xml")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"project\":3}",
                "{\"project\":{\"a\":{\"font\":\"x; } body { color: red\",\"fontSize\":\"big\"}}}",
                "{\"project\":{\"a\":{\"font\":7,\"fontSize\":-1}}}"
            })
    void whatIsNoFontIsNone(String settings) {
        assertThat(scribes(settings)).isEqualTo(ProjectFont.NONE);
    }

    @Test
    void aSizeNobodyCouldReadIsBroughtIntoWhatIsPossible() {
        assertThat(paratexts("<DefaultFontSize>400</DefaultFontSize>").percent())
                .isEqualTo(250);
    }
}
