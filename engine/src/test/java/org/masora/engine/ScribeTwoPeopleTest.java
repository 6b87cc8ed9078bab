package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.PlaceOutcome.Synced;
import org.masora.engine.ScribeMade.Computer;

/** The text translation of two people that Scribe left with a conflict, a lost verse and three lines. */
class ScribeTwoPeopleTest {

    private static final String TITUS = "ingredients/TIT.usfm";
    private static final String JONAH = "ingredients/JON.usfm";
    private static final String LOST = "overflowing with faithful love";
    private static final String ONLY_BINU = "master of himself";
    private static final RevisionId BINU_LINE = new RevisionId("3e739a461a9d4d3b6c7425acb26243240640a889");
    private static final RevisionId ASHA_LINE = new RevisionId("a7b4b11fd243bbb196ec37275f91e91cca16df62");

    private ScribeMade made;

    @BeforeEach
    void serve(@TempDir Path root) {
        made = new ScribeMade(root).serving("text-two-people/server.bundle", "scribe-main");
    }

    private Computer asha() {
        return made.computer("asha", "text-two-people/asha.tar.gz").added();
    }

    private Computer binu() {
        return made.computer("binu", "text-two-people/binu.tar.gz").added();
    }

    @Test
    @DisplayName("S1 S2 what Scribe lost arrives for everybody, one verse is a conflict, both gits stay as they were")
    void bothFoldersSync() {
        Computer asha = asha();
        Computer binu = binu();
        Map<String, String> ashasGit = asha.gitBytes();
        Map<String, String> binusGit = binu.gitBytes();
        Map<String, String> ashasFiles = ScribeMade.content(asha.folder);

        PlaceOutcome first = asha.sync();
        assertThat(first).isInstanceOf(Synced.class);
        assertThat(((Synced) first).conflicts()).isEmpty();
        assertThat(((Synced) first).sideLines()).extracting(SideLine::name).containsExactly("binu/scribe");
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(ashasFiles);

        PlaceOutcome second = binu.sync();
        assertThat(second).isInstanceOf(Synced.class);
        assertThat(binu.conflicts())
                .extracting(view -> view.reference().toString())
                .containsExactly("TIT 1:8");
        assertThat(binu.conflicts().getFirst().other().map(String::new).orElseThrow())
                .contains(ONLY_BINU);
        assertThat(binu.read(TITUS)).doesNotContain("<<<<").doesNotContain(ONLY_BINU);
        assertThat(binu.read(JONAH)).contains(LOST);

        asha.sync();
        assertThat(asha.read(JONAH)).contains(LOST);
        assertThat(asha.conflicts())
                .extracting(Decisions.View::id)
                .isEqualTo(binu.conflicts().stream().map(Decisions.View::id).toList());
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(ScribeMade.content(binu.folder, ".gitignore"));
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(ScribeMade.content(asha.folder));
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

        assertThat(asha.gitBytes()).isEqualTo(ashasGit);
        assertThat(binu.gitBytes()).isEqualTo(binusGit);
        assertThat(made.place.heads().sideLines())
                .isEqualTo(Map.of("asha/scribe", ASHA_LINE, "binu/scribe", BINU_LINE));
        assertOneMergeBaseWithEveryLine();
    }

    /** isomorphic-git throws on anything but exactly one. */
    private void assertOneMergeBaseWithEveryLine() {
        Path served = made.served();
        for (String line : Set.of("asha/scribe", "binu/scribe")) {
            assertThat(ScribeMade.git(served, "merge-base", "--all", "scribe-main", line)
                            .lines())
                    .as(line)
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName("B1 an untracked .gitignore is never sent and stays where it is")
    void theIgnoreListStays() {
        Computer binu = binu();
        String list = binu.read(".gitignore");
        binu.sync();
        binu.edit(JONAH, LOST, LOST + " and more");
        binu.sync();
        assertThat(binu.read(".gitignore")).isEqualTo(list);
        assertThat(made.cloned().resolve(".gitignore")).doesNotExist();
        assertThat(made.place.vault().snapshot(made.main()).entries().keySet())
                .contains("metadata.json", "ingredients/scribe-settings.json");
    }

    @Test
    @DisplayName("S2 a person's own line is kept on a ref of its own for each head, even when Scribe forces it")
    void ownLinesAreKept() {
        Computer asha = asha();
        asha.sync();
        RevisionId forced =
                made.commit(made.main(), asha.actor.person(), JONAH, "He paid the fare", "He paid the full fare");
        made.place.forceSideLine("binu/scribe", forced);
        asha.sync();
        assertThat(asha.vaultRefs("refs/masora/from/door43/side/"))
                .containsEntry("binu/scribe/" + BINU_LINE, BINU_LINE)
                .containsEntry("binu/scribe/" + forced, forced);
        assertThat(made.place.heads().sideLines()).containsEntry("binu/scribe", forced);
    }

    @Test
    @DisplayName("S2 work on a person's own line comes in as text, once, with its author and the tip in trailers")
    void ownLineComesIn() {
        Computer asha = asha();
        asha.sync();
        RevisionId before = made.main();
        Synced outcome = (Synced) asha.sync(SyncOptions.PLAIN.bringingIn(Set.of("binu/scribe")));

        assertThat(asha.read(JONAH)).contains(LOST);
        assertThat(asha.read(TITUS)).doesNotContain(ONLY_BINU);
        assertThat(asha.conflicts())
                .extracting(view -> view.reference().toString())
                .containsExactly("TIT 1:8");
        assertThat(outcome.sideLines()).isEmpty();
        Revision sent = made.place.vault().revision(made.main()).orElseThrow();
        assertThat(sent.parents()).containsExactly(before);
        assertThat(sent.message())
                .contains("Co-authored-by: binu <binu@example.org>")
                .contains("Masora-Ancestor: " + BINU_LINE);
        assertOneMergeBaseWithEveryLine();

        assertThat(((PlaceOutcome.UpToDate) asha.sync()).sideLines()).isEmpty();
        Computer newcomer = made.computer("chaya").downloaded("en-textTranslation-Titus_and_Jonah");
        assertThat(((PlaceOutcome.UpToDate) newcomer.sync()).sideLines()).isEmpty();
        RevisionId settled = made.main();
        assertThat(asha.sync(SyncOptions.PLAIN.bringingIn(Set.of("binu/scribe"))))
                .isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(made.main()).isEqualTo(settled);

        // His folder holds the same work: it makes no second conflict, and his tip is known to be in.
        Computer binu = binu();
        binu.sync();
        assertThat(binu.conflicts())
                .extracting(Decisions.View::id)
                .isEqualTo(asha.conflicts().stream().map(Decisions.View::id).toList());
        asha.sync();
        assertThat(ScribeMade.content(binu.folder, ".gitignore")).isEqualTo(ScribeMade.content(asha.folder));
        assertThat(binu.read(JONAH)).containsOnlyOnce(LOST);
    }

    @Test
    @DisplayName("S2 V3 everybody who worked on a line that comes in is named")
    void everyAuthorIsNamed() {
        Computer asha = asha();
        asha.sync();
        RevisionId forced = made.commit(
                BINU_LINE, new Person("dina", "dina@example.org"), JONAH, "He paid the fare", "He paid the full fare");
        made.place.forceSideLine("binu/scribe", forced);
        asha.sync(SyncOptions.PLAIN.bringingIn(Set.of("binu/scribe")));
        Revision sent = made.place.vault().revision(made.main()).orElseThrow();
        assertThat(sent.author()).isEqualTo(asha.actor.person());
        assertThat(sent.message())
                .contains("Co-authored-by: dina <dina@example.org>")
                .contains("Co-authored-by: binu <binu@example.org>")
                .contains("Masora-Ancestor: " + forced)
                .doesNotContain("Co-authored-by: asha");
        assertThat(asha.read(JONAH)).contains("He paid the full fare").contains(LOST);
    }

    @Test
    @DisplayName("S1 a folder that Scribe just made is added, synced and handed back without harm")
    void justSavedToComputer() {
        Computer binu = made.computer("binu", "text-two-people/binu-just-saved-to-computer.tar.gz")
                .added();
        Map<String, String> git = binu.gitBytes();
        assertThat(binu.sync()).isInstanceOf(Synced.class);
        assertThat(binu.conflicts()).isEmpty();
        assertThat(binu.read(TITUS)).contains("welcome strangers, love what is good, and be sensible");
        assertThat(binu.read(JONAH)).contains("He paid the fare, climbed aboard");
        assertThat(binu.gitBytes()).isEqualTo(git);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(ScribeMade.content(binu.folder, ".gitignore"));
        assertOneMergeBaseWithEveryLine();
    }

    @Test
    @DisplayName("V4 a commit that folder and place share is enough, though they name themselves otherwise")
    void sharedCommit() {
        Computer asha = made.computer("asha", "text-two-people/asha.tar.gz");
        String metadata = asha.read("metadata.json");
        Matcher id =
                Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").matcher(metadata);
        assertThat(id.find()).isTrue();
        asha.edit("metadata.json", id.group(), "11111111-2222-3333-4444-555555555555");

        assertThat(asha.added().sync()).isInstanceOf(Synced.class);
    }

    @Test
    @DisplayName("S3 Scribe forces the main line back: nothing is lost and ours stands on the new head")
    void forcedBack() {
        Computer asha = asha();
        Computer binu = binu();
        asha.sync();
        binu.sync();
        asha.sync();
        RevisionId left = made.main();
        Map<String, String> before = ScribeMade.content(asha.folder);
        RevisionId forced = made.commit(
                new RevisionId("c2cd6200b784e02c78620254cf3fe56c7925d975"),
                asha.actor.person(),
                JONAH,
                "He paid the fare",
                "He paid the full fare");
        made.place.forceMain(forced);

        Synced outcome = (Synced) asha.sync();
        assertThat(outcome.leftHistory()).contains(left);
        assertThat(asha.read(JONAH)).contains(LOST).contains("He paid the full fare");
        Revision sent = made.place.vault().revision(made.main()).orElseThrow();
        assertThat(sent.parents()).containsExactly(forced);
        assertThat(sent.message()).contains("Masora-Ancestor: " + left);
        assertThat(asha.vaultRefs("refs/masora/from/door43/left/")).containsValue(left);
        assertThat(asha.conflicts()).hasSize(1);

        binu.sync();
        assertThat(binu.read(JONAH)).contains(LOST).contains("He paid the full fare");
        assertThat(binu.conflicts()).hasSize(1);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(ScribeMade.content(binu.folder, ".gitignore")).isEqualTo(ScribeMade.content(asha.folder));
        assertThat(ScribeMade.content(asha.folder).keySet()).isEqualTo(before.keySet());
        assertOneMergeBaseWithEveryLine();
    }

    @Test
    @DisplayName("S1 before the first send it is known that Scribe sends from the folder too")
    void besideScribeIsKnown() {
        Computer asha = asha();
        assertThat(asha.status().besideScribe()).isTrue();
        assertThat(asha.status().sentBefore()).isFalse();
        asha.sync();
        assertThat(asha.status().besideScribe()).isTrue();
        assertThat(asha.status().sentBefore()).isTrue();
    }
}
