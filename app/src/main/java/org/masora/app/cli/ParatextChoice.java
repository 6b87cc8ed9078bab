package org.masora.app.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.words.Message;
import org.masora.core.paratext.Role;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.paratext.RegisteredProject;

/** Which project of which Paratext account is meant. */
final class ParatextChoice {
    private ParatextChoice() {}

    /** What was found, or the code of the sentence that was said in its place. */
    sealed interface Found<T> {
        record One<T>(T value) implements Found<T> {}

        record Not<T>(ExitCode code) implements Found<T> {}
    }

    static Found<ParatextAccount> account(Desk desk, Optional<String> typed, Output output) throws IOException {
        List<ParatextAccount> fitting =
                Choosing.fittingParatext(desk.paratextAccounts().all(), typed);
        return fitting.size() == 1
                ? new Found.One<>(fitting.getFirst())
                : new Found.Not<>(Choosing.notOneParatext(fitting, typed, output));
    }

    static Found<List<ParatextProject>> projects(Desk desk, ParatextAccount as, Output output) {
        return switch (ParatextProject.all(desk.session(as))) {
            case Answer.Failed<List<ParatextProject>>(var failure) ->
                new Found.Not<>(StopCodes.report(output, Failures.reason(failure)));
            case Answer.Ok<List<ParatextProject>>(var projects) -> new Found.One<>(projects);
        };
    }

    static Found<ParatextProject> project(Desk desk, ParatextAccount as, String typed, Output output) {
        return switch (projects(desk, as, output)) {
            case Found.Not<List<ParatextProject>>(var code) -> new Found.Not<>(code);
            case Found.One<List<ParatextProject>>(var all) -> {
                List<ParatextProject> fitting = ParatextProject.fitting(all, typed);
                if (fitting.size() == 1) {
                    yield new Found.One<>(fitting.getFirst());
                }
                String names = (fitting.isEmpty() ? all : fitting)
                        .stream()
                                .map(project -> project.shared().shortName() + " ("
                                        + project.shared().id().substring(0, 8) + ")")
                                .collect(Collectors.joining(", "));
                yield new Found.Not<>(output.problem(
                        ExitCode.FAILED,
                        Message.of("M-0536", "typed", typed)
                                .with("count", fitting.size())
                                .with("names", names.isEmpty() ? "–" : names)));
            }
        };
    }

    /** A row of a list. */
    static String row(ParatextProject project, boolean here) {
        return project.shared().shortName()
                + "  "
                + project.fullName()
                + "  "
                + project.shared().type()
                + project.role().map(role -> "  " + word(role)).orElse("")
                + (project.shared().tip().isEmpty() ? "  empty" : "")
                + (here ? "  on this computer" : "");
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> asJson(ParatextProject project, boolean here) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", project.shared().shortName());
        object.put("id", project.shared().id());
        object.put("fullName", project.fullName());
        object.put("type", project.shared().type());
        object.put("language", project.registered().map(RegisteredProject::language));
        object.put("visibility", project.registered().map(RegisteredProject::visibility));
        object.put("role", project.role().map(ParatextChoice::word));
        object.put("mayWrite", project.role().filter(Role::mayWrite).isPresent());
        object.put("members", project.shared().members().size());
        object.put("empty", project.shared().tip().isEmpty());
        object.put("onThisComputer", here);
        return object;
    }
}
