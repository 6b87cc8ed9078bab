package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MetadataUpkeepTest {
    private static final String TIT = "\"ingredients/TIT.usfm\":{\"checksum\":{\"md5\":\"stale\"},"
            + "\"mimeType\":\"text/usfm3\",\"size\":1,\"scope\":{\"TIT\":[]}}";
    private static final String LICENCE =
            "\"ingredients/license.md\":{\"checksum\":{\"md5\":\"wrong\"},\"mimeType\":\"text/md\",\"size\":9}";

    private final Blobs blobs = Blobs.inMemory();

    @Test
    @DisplayName("M5 files that only change leave the metadata as it is, stale fingerprints included")
    void changesOnly() {
        byte[] metadata = metadata("\"TIT\":[]", TIT, LICENCE).getBytes(UTF_8);
        Snapshot before = snapshot("ingredients/TIT.usfm=\\id TIT", "ingredients/license.md=x", "notes.txt=n");
        Snapshot after = snapshot("ingredients/TIT.usfm=\\id TIT other", "ingredients/license.md=y", ".gitignore=z");

        assertThat(MetadataUpkeep.applied(metadata, before, after, Map.of(), blobs))
                .isEqualTo(metadata);
    }

    @Test
    @DisplayName("M5 an ingredient that appears gets an entry beside its like, in the form of the file")
    void appears() {
        assertThat(applied(
                        metadata("\"TIT\":[]", TIT, LICENCE),
                        snapshot("ingredients/TIT.usfm=\\id TIT", "ingredients/license.md=x"),
                        snapshot(
                                "ingredients/TIT.usfm=\\id TIT",
                                "ingredients/license.md=x",
                                "ingredients/PHM.usfm=\\id PHM")))
                .isEqualTo(metadata(
                        "\"TIT\":[],\"PHM\":[]",
                        TIT,
                        "\"ingredients/PHM.usfm\":{\"checksum\":{\"md5\":\"e0fde668f198b9c1fb1d43bf7913df4e\"},"
                                + "\"mimeType\":\"text/usfm3\",\"size\":7,\"scope\":{\"PHM\":[]}}",
                        LICENCE));
    }

    @Test
    @DisplayName("M5 an ingredient that disappears loses its entry, and its book its place in the scope")
    void disappears() {
        assertThat(applied(
                        metadata("\"TIT\":[]", TIT, LICENCE),
                        snapshot("ingredients/TIT.usfm=\\id TIT", "ingredients/license.md=x"),
                        snapshot("ingredients/license.md=x")))
                .isEqualTo(metadata("", LICENCE));
    }

    @Test
    @DisplayName("M5 an ingredient that moves keeps its entry under its new name")
    void moves() {
        Snapshot before = snapshot("ingredients/TIT.usfm=\\id TIT", "ingredients/license.md=x");
        for (String to : new String[] {"ingredients/57-TIT.usfm=\\id TIT", "ingredients/tit.usfm=\\id TIT changed"}) {
            assertThat(applied(metadata("\"TIT\":[]", TIT, LICENCE), before, snapshot(to, "ingredients/license.md=x")))
                    .isEqualTo(metadata(
                            "\"TIT\":[]",
                            TIT.replace("ingredients/TIT.usfm", to.substring(0, to.indexOf('='))),
                            LICENCE));
        }
    }

    @Test
    @DisplayName("M5 what a side has listed already is not listed twice")
    void listedAlready() {
        String phm = "\"ingredients/PHM.usfm\":{\"size\":3}";
        String metadata = metadata("\"TIT\":[],\"PHM\":[\"1\"]", TIT, phm);
        assertThat(applied(
                        metadata,
                        snapshot("ingredients/TIT.usfm=\\id TIT"),
                        snapshot("ingredients/TIT.usfm=\\id TIT", "ingredients/PHM.usfm=\\id PHM")))
                .isEqualTo(metadata);
    }

    @Test
    @DisplayName("M5 keys with backslashes stay keys with backslashes")
    void backslashes() {
        String windows = metadata("\"TIT\":[]", TIT.replace("/TIT", "\\\\TIT"));
        Snapshot before = snapshot("ingredients/TIT.usfm=\\id TIT");

        assertThat(applied(
                        windows,
                        before,
                        before.with(
                                "ingredients/PHM.usfm",
                                before.entries().firstEntry().getValue())))
                .contains("\"ingredients\\\\PHM.usfm\":{");
        assertThat(applied(windows, before, snapshot("x=y"))).isEqualTo(metadata(""));
    }

    @Test
    @DisplayName("M5 metadata of several lines keeps its lines")
    void severalLines() {
        String before = """
                {
                  "ingredients": {
                    "content/01.md": {
                      "size": 1
                    }
                  }
                }
                """;
        String after = """
                {
                  "ingredients": {
                    "content/01.md": {
                      "size": 1
                    },
                    "content/02.md": {
                      "checksum": {
                        "md5": "92eb5ffee6ae2fec3ad71c777531578f"
                      },
                      "mimeType": "text/markdown",
                      "size": 1
                    }
                  }
                }
                """;
        for (String lineEnd : List.of("\n", "\r\n")) {
            assertThat(applied(
                            before.replace("\n", lineEnd),
                            snapshot("content/01.md=a"),
                            snapshot("content/01.md=a", "content/02.md=b")))
                    .isEqualTo(after.replace("\n", lineEnd));
        }
    }

    @Test
    void whatIsNoBurritoIsLeftAlone() {
        for (String text :
                new String[] {"{", "[]", "{\"ingredients\":[]}", "{\"type\":\"Buffer\",\"data\":[123]}", ""}) {
            byte[] bytes = text.getBytes(UTF_8);
            assertThat(MetadataUpkeep.applied(bytes, Snapshot.EMPTY, snapshot("a/GEN.usfm=x"), Map.of(), blobs))
                    .isSameAs(bytes);
        }
    }

    @Test
    void linksAndFilesElsewhereAreNoIngredients() {
        String metadata = metadata("\"TIT\":[]", TIT);
        Snapshot before = snapshot("ingredients/TIT.usfm=\\id TIT");
        Snapshot after = before.with("ingredients/PHM.usfm", new Entry(Entry.Mode.LINK, BlobId.of(new byte[0])))
                .with("other/MAT.usfm", before.entries().firstEntry().getValue())
                .with("metadata.json", before.entries().firstEntry().getValue());
        assertThat(applied(metadata, before, after)).isEqualTo(metadata);
    }

    private String applied(String metadata, Snapshot before, Snapshot after) {
        return new String(MetadataUpkeep.applied(metadata.getBytes(UTF_8), before, after, Map.of(), blobs), UTF_8);
    }

    private static String metadata(String scope, String... ingredients) {
        return "{\"format\":\"scripture burrito\",\"type\":{\"flavorType\":{\"name\":\"scripture\",\"currentScope\":{"
                + scope + "}}},\"ingredients\":{" + String.join(",", ingredients) + "}}";
    }

    private Snapshot snapshot(String... files) {
        return Snapshot.of(Arrays.stream(files)
                .map(file -> file.split("=", 2))
                .collect(Collectors.toMap(
                        file -> file[0],
                        file -> Entry.file(blobs.write(file[1].getBytes(UTF_8))),
                        (a, b) -> b,
                        TreeMap::new)));
    }
}
