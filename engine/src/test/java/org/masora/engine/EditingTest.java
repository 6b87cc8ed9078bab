package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Words;
import org.masora.core.sync.Progress;
import org.masora.core.usfm.UnitKey;
import org.masora.engine.Editing.Agreed;
import org.masora.engine.Editing.Outcome;
import org.masora.engine.Editing.Request;
import org.masora.store.Operation;

/** A verse is edited in the folder, whatever happens meanwhile. */
class EditingTest {
    private static final String BOOK = "57-TIT.usfm";
    private static final String ONE = "\\v 1 Paul, a servant\\f + \\ft Or: slave\\f*.\n";
    private static final String TEXT = "\\id TIT\n\\c 1\n\\p\n" + ONE + "\\v 2 in hope\n\\q1 of life\n";
    private static final UnitKey FIRST = UnitKey.body(1, "1");

    @TempDir
    Path directory;

    private DiskProject project;

    @BeforeEach
    void begin() throws IOException {
        project = new DiskProject(directory);
        project.begin(Map.of(BOOK, TEXT, "notes.txt", "mine"));
    }

    private static Request.Verse typed(String opened, String from, String to, Agreed agreed) {
        List<Piece> pieces = EditableVerse.of(opened.getBytes(UTF_8)).orElseThrow().pieces().stream()
                .<Piece>map(piece -> piece instanceof Words(var text) ? new Words(text.replace(from, to)) : piece)
                .toList();
        return new Request.Verse(BOOK, FIRST, opened.getBytes(UTF_8), opened.getBytes(UTF_8), pieces, agreed);
    }

    private Outcome save(Request request) {
        return project.with(session -> session.edit(DiskProject.ACTOR, request, Progress.NONE));
    }

    private Outcome save(String from, String to) {
        return save(typed(ONE, from, to, Agreed.NOTHING));
    }

    @Test
    void anEditIsInTheFolderKeptAndCanBeTakenBack() {
        assertThat(save("servant", "slave \\v 2 x")).isEqualTo(new Outcome.Saved(List.of()));
        String edited = TEXT.replace("a servant", "a slave ＼v 2 x");
        assertThat(project.text(BOOK)).isEqualTo(edited);
        assertThat(project.everKept(BOOK)).containsExactly(edited, TEXT);
        assertThat(project.with(ProjectSession::nextUndo).orElseThrow().kind()).isEqualTo(Operation.Kind.EDITED);
        Undo.Outcome undone = project.with(session -> session.undo(DiskProject.ACTOR, Progress.NONE));
        assertThat(undone).isInstanceOf(Undo.Outcome.Undone.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT);
        assertThat(project.leftovers()).isEmpty();
    }

    @Test
    @DisplayName("P3 a verse that a person edits back to an older text is no text that came back")
    void backToAnOlderText() {
        save("servant", "slave");
        String now = ONE.replace("servant", "slave");
        assertThat(save(typed(now, "slave", "servant", Agreed.NOTHING))).isInstanceOf(Outcome.Saved.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT);
        assertThat(project.with(session -> session.status(DiskProject.ACTOR)).held())
                .isEmpty();
    }

    @Test
    void whatTheFolderSaysOtherwiseMeanwhileIsNeverOverwrittenUnseen() throws IOException {
        Path file = project.folder().resolve(BOOK);
        String other = "\\v 1 Paul, God’s servant.\n";
        Files.writeString(file, TEXT.replace(ONE, other));
        Outcome outcome = save("servant", "slave");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.OtherMeanwhile.class,
                        found -> assertThat(found.now().orElseThrow()).isEqualTo(other.getBytes(UTF_8)));
        assertThat(project.text(BOOK)).isEqualTo(TEXT.replace(ONE, other));

        Request.Verse mine = typed(ONE, "servant", "slave", Agreed.NOTHING);
        assertThat(save(new Request.Verse(
                        BOOK, FIRST, mine.opened(), other.getBytes(UTF_8), mine.typed(), Agreed.NOTHING)))
                .isInstanceOf(Outcome.Saved.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT.replace("servant", "slave"));
        assertThat(project.everKept(BOOK)).contains(TEXT.replace(ONE, other));
    }

    @Test
    void aChangeOfAnotherVerseMeanwhileStays() throws IOException {
        Files.writeString(project.folder().resolve(BOOK), TEXT.replace("hope", "faith"));
        assertThat(save("servant", "slave")).isInstanceOf(Outcome.Saved.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT.replace("hope", "faith").replace("servant", "slave"));
    }

    @Test
    void whatWouldGoWithItNeedsAYes() {
        List<Piece> empty = List.of();
        Request.Verse emptied =
                new Request.Verse(BOOK, FIRST, ONE.getBytes(UTF_8), ONE.getBytes(UTF_8), empty, Agreed.NOTHING);
        assertThat(save(emptied)).isInstanceOfSatisfying(Outcome.NeedsYes.class, asked -> {
            assertThat(asked.emptied()).isTrue();
            assertThat(asked.removed()).extracting(Piece.Fixed::text).containsExactly("Or: slave");
        });
        assertThat(project.text(BOOK)).isEqualTo(TEXT);
        assertThat(save(new Request.Verse(
                        BOOK, FIRST, emptied.opened(), emptied.standing(), empty, new Agreed(true, Set.of(0)))))
                .isInstanceOf(Outcome.Saved.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT.replace(ONE, "\\v 1 \n"));
        assertThat(save(typed(ONE, "nothing of this", "x", Agreed.NOTHING))).isInstanceOf(Outcome.OtherMeanwhile.class);
    }

    @Test
    void aFolderOfParatextIsLeftAlone() throws IOException {
        Files.createDirectory(project.folder().resolve(".hg"));
        assertThat(save("servant", "slave")).isInstanceOf(Outcome.BelongsToParatext.class);
        assertThat(project.text(BOOK)).isEqualTo(TEXT);
        assertThat(project.with(ProjectSession::outline).belongsToParatext()).isTrue();
    }

    @Test
    void aFrameOfAStoryIsEdited() throws IOException {
        String story = "# 1. Start\n\n![OBS Image](https://x/obs-en-01-01.jpg)\n\nOnce.\n\n_Genesis 1_\n";
        Files.writeString(project.folder().resolve("01.md"), story);
        assertThat(save(new Request.Frame("01.md", 1, "Once.", "Once upon\na time.", Agreed.NOTHING)))
                .isInstanceOf(Outcome.Saved.class);
        assertThat(project.text("01.md")).isEqualTo(story.replace("Once.", "Once upon a time."));
        assertThat(save(new Request.Frame("01.md", 1, "Once.", "Twice.", Agreed.NOTHING)))
                .isInstanceOf(Outcome.OtherMeanwhile.class);
    }

    @Test
    @DisplayName(
            "The plug is pulled at every step of saving: the folder holds the verse before or after, nothing is lost")
    void plugPulled() {
        String edited = TEXT.replace("servant", "slave");
        boolean pulled = true;
        for (int steps = 0; pulled; steps++) {
            int goWell = steps;
            pulled = project.with(session -> {
                try {
                    session.edit(
                            DiskProject.ACTOR, typed(ONE, "servant", "slave", Agreed.NOTHING), new PulledPlug(goWell));
                    return false;
                } catch (PulledPlug.Pulled plug) {
                    return true;
                }
            });
            assertThat(project.text(BOOK)).isIn(TEXT, edited);
            project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));
            assertThat(project.text(BOOK)).isIn(TEXT, edited);
            assertThat(project.keptTexts()).containsEntry(BOOK, project.text(BOOK));
            assertThat(project.everKept(BOOK)).contains(TEXT);
            assertThat(project.leftovers()).isEmpty();
            if (project.text(BOOK).equals(edited)) {
                assertThat(save(typed(ONE.replace("servant", "slave"), "slave", "servant", Agreed.NOTHING)))
                        .isInstanceOf(Outcome.Saved.class);
            }
        }
    }
}
