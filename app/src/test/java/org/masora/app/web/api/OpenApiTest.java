package org.masora.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.NearProject.Besides;
import org.masora.app.web.shelf.NearProject.Unsent;
import org.masora.app.web.shelf.RowState;
import org.masora.app.words.Message;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.sync.Progress.Phase;

/** The description of what programs can ask for says what is there, and no more. */
final class OpenApiTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Activity ACTIVITY = new Activity("a", Activity.Kind.SYNC, "p", "Titus", NOW);
    private static final Unsent UNSENT = new Unsent(1, 0);
    private static final NearProject PROJECT = new NearProject(
            "p",
            "Titus",
            Path.of("/titus"),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            0,
            0,
            List.of(),
            UNSENT,
            false,
            false,
            true,
            Besides.NOTHING);
    private static final Past PAST =
            new Past(ACTIVITY, NOW, new Ending(Ending.Result.DONE, Optional.empty(), List.of(Message.of("M-0620"))));

    private static final JsonValue DESCRIPTION = description();

    private static JsonValue description() {
        try (InputStream file = ProgramApi.class.getResourceAsStream("openapi.json")) {
            if (file == null) {
                throw new AssertionError("no description");
            }
            return JsonDocument.parse(file.readAllBytes()).root().orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> names(String pointer) {
        return DESCRIPTION.object(pointer).orElseThrow().asMap().keySet();
    }

    private static Set<String> words(String pointer) {
        return DESCRIPTION.elements(pointer).stream()
                .flatMap(word -> word.text("").stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T extends Enum<T>> Set<String> constants(T[] all) {
        return Arrays.stream(all).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyAddressIsDescribedAndEveryDescribedOneIsThere() {
        Set<String> described = new TreeSet<>();
        for (String path : names("/paths")) {
            String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1");
            names(pointer).forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }
        assertThat(ProgramApi.ADDRESSES.stream().map(address -> address.method() + " " + address.path()))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void everyFieldIsDescribedAndEveryDescribedOneIsThere() {
        assertThat(ProgramApi.asJson(PROJECT, new RowState.OnlyHere(), Optional.empty())
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(names("/components/schemas/Project/properties"));
        assertThat(ProgramApi.asJson(PAST).keySet())
                .containsExactlyInAnyOrderElementsOf(names("/components/schemas/Activity/properties"));
        assertThat(ProgramApi.asJson(PAST).keySet())
                .containsAll(ProgramApi.asJson(ACTIVITY).keySet());
    }

    @Test
    void everyWordThatAFieldCanHoldIsDescribed() {
        String activity = "/components/schemas/Activity/properties/";
        assertThat(words(activity + "kind/enum")).isEqualTo(constants(Activity.Kind.values()));
        assertThat(words(activity + "phase/enum")).isEqualTo(constants(Phase.values()));
        assertThat(words(activity + "result/enum")).isEqualTo(constants(Ending.Result.values()));
        assertThat(words(activity + "ask/enum")).isEqualTo(constants(Ending.Ask.values()));
        assertThat(words("/components/schemas/Project/properties/state/enum"))
                .isEqualTo(Stream.of(
                                new RowState.FolderMissing(),
                                new RowState.NeedsYes(Optional.empty()),
                                new RowState.LogInAgain(),
                                new RowState.Refused(PAST),
                                new RowState.Syncing(ACTIVITY),
                                new RowState.WaitingForLine(Optional.of(PAST), false),
                                new RowState.Decisions(1),
                                new RowState.EditorOpen(1),
                                new RowState.NotSent(UNSENT),
                                new RowState.NotKnownWhetherSent(UNSENT),
                                new RowState.NewerThere("Door43"),
                                new RowState.AllSent(Optional.empty()),
                                new RowState.OnlyHere(),
                                new RowState.NotKnownYet())
                        .map(ProgramApi::word)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
