package org.masora.remote.door43;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.project.RevisionId;
import org.masora.remote.door43.GitWire.Listing;

/** Which branch is the project's, beside those that look alike. */
class LinesTest {

    private static final String EARLY = "asha/scribe-en-texttranslation-short_letters";
    private static final String DAY = "asha_home/2026-01-15.1";

    private static Optional<String> line(String project, String... branches) {
        return Lines.scribe().main(listing(branches), project, Optional::empty);
    }

    /** What a server shows with {@code main} as its default branch. */
    private static Listing listing(String... branches) {
        Map<String, RevisionId> refs = new HashMap<>();
        RevisionId some = new RevisionId("a".repeat(40));
        refs.put("HEAD", some);
        refs.put("refs/heads/main", some);
        List.of(branches).forEach(branch -> refs.put("refs/heads/" + branch, some));
        return new Listing(refs, Optional.of("refs/heads/main"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EARLY,
                "asha/ag-en-texttranslation-letter",
                "asha/AG-en-textTranslation-Letter",
                "/asha/scribe-en-x.git",
                "scribe-en-x"
            })
    @DisplayName("S2 a repository of Scribe up to 0.3.2 keeps its project on the branch named after a day")
    void early(String project) {
        assertThat(line(project, DAY)).contains(DAY);
        assertThat(Lines.of("main").needsAll(project)).isTrue();
    }

    @Test
    @DisplayName("S2 the newest day wins, of one day the first by name; scribe-main goes before all of them")
    void newest() {
        assertThat(line(EARLY, DAY, "binu/2025-12-31.1", "zoe/2026-01-02.1")).contains(DAY);
        assertThat(line(EARLY, "binu/2026-01-15.1", DAY)).contains(DAY);
        assertThat(line(EARLY, DAY, "scribe-main")).contains("scribe-main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"asha/en_ult", "asha/my-scribe-notes", "asha/ag", "asha/ag-", "scribe-team/en_ult", ""})
    @DisplayName("S2 in any other repository a branch named after a day is nothing special")
    void otherRepositories(String project) {
        assertThat(line(project, DAY)).contains("main");
        assertThat(Lines.of("main").needsAll(project)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-15.1",
                "asha/2026-01-15",
                "asha/2026-01-15.2",
                "asha/2026-01-15.1-merge",
                "asha/2026-02-30.1",
                "asha/9999-99-99.1",
                "asha/+2026-01-15.1",
                "asha/２０２６-01-15.1",
                "asha/deep/2026-01-15.1",
                "/2026-01-15.1",
                "as ha/2026-01-15.1",
                "as\nha/2026-01-15.1",
                "asha/2026-01-15.1\n",
                "asha/scribe"
            })
    @DisplayName("S2 branches that only look like a day's are passed over")
    void lookAlikes(String branch) {
        assertThat(line(EARLY, branch)).contains("main");
        assertThat(line(EARLY, branch, DAY)).contains(DAY);
    }

    @Test
    @DisplayName("S2 the day's branch is found while the server does not say what HEAD is")
    void withoutHead() {
        RevisionId some = new RevisionId("a".repeat(40));
        Listing listing = new Listing(Map.of("refs/heads/main", some, "refs/heads/" + DAY, some), Optional.empty());
        assertThat(Lines.scribe().main(listing, EARLY, Optional::empty)).contains(DAY);
    }

    private static List<String> choices(String project, String... branches) {
        return Lines.choices(listing(branches), project).choices().stream()
                .map(ProjectLine::name)
                .toList();
    }

    @Test
    @DisplayName("S2 a download can choose only where several branches matter, and finds the newest day first")
    void choices() {
        String older = "zoe/2026-01-02.1";
        assertThat(choices(EARLY, older, DAY)).containsExactly(DAY, older);
        assertThat(choices(EARLY, DAY)).containsExactly(DAY);
        assertThat(choices("asha/en_titus", older, DAY)).containsExactly(DAY, older, "main");
        assertThat(choices("asha/en_ult", "asha/scribe", "asha-tc-create-1", "v86"))
                .containsExactly("main");
        assertThat(choices(EARLY, DAY, older, "scribe-main")).containsExactly("scribe-main");
        assertThat(Lines.choices(new Listing(Map.of(), Optional.empty()), EARLY).usual())
                .isEmpty();
        ProjectLines named = Lines.choices(listing("asha/scribe", "draft"), "asha/en_ult");
        assertThat(named.usual()).isEmpty();
        assertThat(named.all()).containsExactly("draft", "main");
        assertThat(ProjectLine.of(DAY).begun()).contains(new ProjectLine.Begun("asha_home", LocalDate.of(2026, 1, 15)));
    }

    @Test
    @DisplayName("S2 what was chosen stays the line, until scribe-main is made or it is gone")
    void chosen() {
        String older = "zoe/2026-01-02.1";
        Lines lines = Lines.scribe().choosing(Optional.of(older));
        assertThat(lines.main(listing(older, DAY), EARLY, Optional::empty)).contains(older);
        assertThat(lines.main(listing(older, DAY), "asha/en_titus", Optional::empty))
                .contains(older);
        assertThat(lines.main(listing(older, "scribe-main"), EARLY, Optional::empty))
                .contains("scribe-main");
        assertThat(lines.main(listing(DAY), EARLY, Optional::empty)).contains(DAY);
        assertThat(lines.seenOn(older).prefixes(false)).contains("refs/heads/" + older);
    }
}
