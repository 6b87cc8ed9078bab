package org.masora.core.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.editing.Story.Kind;
import org.masora.testkit.Corpus;

class StoryTest {
    private static final String FILE = """
            # 1. The Creation

            ![OBS Image](https://cdn.door43.org/obs/jpg/360px/obs-en-01-01.jpg)

            This is how it began.

            ![OBS Image](https://cdn.door43.org/obs/jpg/360px/obs-en-01-02.jpg)

            ![OBS Image](https://cdn.door43.org/obs/jpg/360px/obs-en-01-03.jpg)

            Then light.

            _A Bible story from: Genesis 1-2_
            """;

    private static String with(int part, String typed) {
        return new String(
                Story.of(FILE.getBytes(UTF_8)).orElseThrow().with(part, typed).orElseThrow(), UTF_8);
    }

    @Test
    void aFramesTextIsChangedAndNothingElse() {
        assertThat(Story.of(FILE.getBytes(UTF_8)).orElseThrow().parts())
                .extracting(Story.Part::kind, Story.Part::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.TITLE, "1. The Creation"),
                        org.assertj.core.groups.Tuple.tuple(Kind.FRAME, "This is how it began."),
                        org.assertj.core.groups.Tuple.tuple(Kind.FRAME, ""),
                        org.assertj.core.groups.Tuple.tuple(Kind.FRAME, "Then light."),
                        org.assertj.core.groups.Tuple.tuple(Kind.REFERENCE, "A Bible story from: Genesis 1-2"));
        assertThat(with(1, "In the\nbeginning")).isEqualTo(FILE.replace("This is how it began.", "In the beginning"));
        assertThat(with(2, "Dark."))
                .isEqualTo(FILE.replace("01-02.jpg)\n\n", "01-02.jpg)\n\nDark.\n\n")
                        .replace("Dark.\n\n\n", "Dark.\n\n"));
        assertThat(with(4, "Genesis 1")).contains("_Genesis 1_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"![OBS Image](x-01-09.jpg)", "_the end_", "# 2. Another", "a\n\n![x](y)\n", "\u2028![a](b)", ""})
    void nothingTypedIsAPictureOrAnEnd(String typed) {
        Story story = Story.of(with(3, typed).getBytes(UTF_8)).orElseThrow();
        assertThat(story.parts()).hasSize(5);
        assertThat(story.parts().get(1).text()).isEqualTo("This is how it began.");
        assertThat(story.parts().get(4).text()).isEqualTo("A Bible story from: Genesis 1-2");
    }

    @Test
    void realStories() throws IOException {
        try (Stream<Path> all = Files.walk(Corpus.folder("obs-en-ccbysa"))) {
            List<Path> files = all.filter(path -> path.getFileName().toString().matches("\\d\\d\\.md"))
                    .toList();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                Story story = Story.of(bytes).orElseThrow();
                String text = new String(bytes, UTF_8);
                for (int part = 0; part < story.parts().size(); part++) {
                    Story.Part old = story.parts().get(part);
                    assertThat(new String(story.with(part, "changed").orElseThrow(), UTF_8))
                            .as(file + " " + part)
                            .isEqualTo(text.substring(0, old.start()) + "changed" + text.substring(old.end()));
                }
            }
        }
    }
}
