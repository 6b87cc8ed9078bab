package org.masora.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.masora.app.words.HubWords;
import org.masora.app.words.Message;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.Preparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code masora hub}: a meeting point for projects on this computer, until it is told to end. */
@Command(
        name = "hub",
        header = "Runs a meeting point for projects that works like Door43.",
        description = {
            "It answers on this computer only, until the process is ended; what it has taken is safe however it ends.",
            "The first start with a new data folder makes an administrator. The password comes from --password-file or"
                    + " from standard input; at a terminal, or where standard input is empty, one is made up and shown"
                    + " once.",
            "With --json the first line says when it is ready and where."
        })
final class HubCommand extends MasoraCommand {
    /** In memory of Door43, and rarely taken. */
    private static final String USUAL_PORT = "4343";

    /** Where a hub is that was started without options. */
    static final String USUAL_ADDRESS = "http://127.0.0.1:" + USUAL_PORT;

    private static final int LONGEST_PASSWORD_FILE_BYTES = 4096;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = USUAL_PORT,
            description = "Where it listens; 0 takes any free one. Usually: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps everything. Usually in Masora's own folder.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--admin", paramLabel = "NAME", description = "The administrator's name. Usually: admin")
    private Optional<String> admin = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the administrator's password.")
    private Optional<Path> passwordFile = Optional.empty();

    @Mixin
    private final ParatextArguments paratext = new ParatextArguments();

    HubCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0207", "port", Integer.toString(port)));
        }
        Diagnostics.warnings(terminal().environment());
        if (data.isEmpty()) {
            home().create();
        }
        Path folder = data.orElseGet(() -> home().hubFolder()).toAbsolutePath();
        Hub hub;
        try {
            Preparation preparation = paratext.preparation();
            HubOptions options =
                    new HubOptions(folder, port, admin, password(folder, output), Duration.ZERO, paratext.options());
            hub = Hub.start(options);
            // The end comes as a signal; what runs then closes the hub, and the process is gone.
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
            if (hub.paratext().isPresent()) {
                paratext.prepare(hub.paratext().get(), preparation);
            }
        } catch (HubStartException e) {
            return output.problem(ExitCode.FAILED, HubWords.of(e.problem()));
        } catch (Preparation.Unusable e) {
            return output.problem(ExitCode.FAILED, Message.of("M-0225", "reason", String.valueOf(e.getMessage())));
        }
        sayReady(hub, folder, output);
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    /** Only a new hub needs one; so an old one never waits for standard input. */
    private Optional<String> password(Path folder, Output output) throws IOException {
        if (passwordFile.isPresent()) {
            byte[] content;
            try (var file = Files.newInputStream(passwordFile.get())) {
                content = file.readNBytes(LONGEST_PASSWORD_FILE_BYTES);
            }
            return new String(content, StandardCharsets.UTF_8).lines().findFirst();
        }
        return Hub.isNew(folder) ? terminal().pipedLine(output.words(Message.of("M-0220"))) : Optional.empty();
    }

    private static void sayReady(Hub hub, Path folder, Output output) {
        URI base = hub.base();
        output.say(Message.of("M-0201", "url", base).with("folder", folder));
        Map<String, Object> ready = new LinkedHashMap<>();
        ready.put("event", "ready");
        ready.put("url", base);
        ready.put("port", base.getPort());
        ready.put("data", folder);
        hub.newAdministrator().ifPresent(made -> {
            Map<String, Object> administrator = new LinkedHashMap<>();
            administrator.put("name", made.name());
            made.madeUpPassword()
                    .ifPresentOrElse(
                            password -> {
                                administrator.put("password", password);
                                output.say(Message.of("M-0203", "name", made.name())
                                        .with("password", password));
                            },
                            () -> output.say(Message.of("M-0202", "name", made.name())));
            ready.put("administrator", administrator);
        });
        hub.paratext().ifPresent(standIn -> {
            output.say(Message.of("M-0224", "registry", standIn.registry()).with("archives", standIn.archives()));
            Map<String, Object> paratext = new LinkedHashMap<>();
            paratext.put("registry", standIn.registry());
            paratext.put("archives", standIn.archives());
            paratext.put("authorize", standIn.authorize());
            paratext.put("client_id", standIn.clientId());
            ready.put("paratext", paratext);
        });
        output.json(ready);
    }
}
