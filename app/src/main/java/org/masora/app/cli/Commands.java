package org.masora.app.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Message;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands by their names. It makes ready only the one that is named, so that starting costs little. */
@Command(
        name = "masora",
        header = "Keeps Scripture translation projects safe and in step.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        footer = {
            "",
            "Without a command it opens the page. Every command has --help and --json.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done and decisions are waiting,",
            "4 the other side cannot be reached, 5 refused, 6 stopped and waiting for a yes."
        })
final class Commands implements Callable<Integer> {
    /** Every command by its name, in the order of the help. */
    private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Commands() {}

    /** Runs one command and gives its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        String first = arguments[0];
        if (COMMANDS.containsKey(first)) {
            line.addSubcommand(first, command(first, terminal));
        } else {
            COMMANDS.keySet().forEach(name -> line.addSubcommand(name, command(name, terminal)));
        }
        line.getSubcommands().values().forEach(Commands::addHelp);
        line.setOut(new PrintWriter(terminal.out(), true, terminal.out().charset()));
        line.setErr(new PrintWriter(terminal.err(), true, terminal.err().charset()));
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((problem, _) -> wrongUsage(terminal, problem, arguments));
        line.setExecutionExceptionHandler((problem, _, _) -> {
            Output output = new Output(terminal, Catalogue.english(), asksForJson(arguments));
            return Failures.report(output, terminal, problem).number();
        });
        return line.execute(arguments);
    }

    /** The names of all commands, in the order of the help. */
    static List<String> commandNames() {
        return List.copyOf(COMMANDS.keySet());
    }

    /** With options and no command: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.DONE.number();
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static Object command(String name, Terminal terminal) {
        Function<Terminal, Object> maker = COMMANDS.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("no command: " + name);
        }
        return maker.apply(terminal);
    }

    private static Map<String, Function<Terminal, Object>> commands() {
        Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
        commands.put("open", OpenCommand::new);
        commands.put("login", LoginCommand::new);
        commands.put("logout", LogoutCommand::new);
        commands.put("accounts", AccountsCommand::new);
        commands.put("projects", ProjectsCommand::new);
        commands.put("add", AddCommand::new);
        commands.put("remove", RemoveCommand::new);
        commands.put("cloud", CloudCommand::new);
        commands.put("connect", ConnectCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("sync", SyncCommand::new);
        commands.put("download", DownloadCommand::new);
        commands.put("conflicts", ConflictsCommand::new);
        commands.put("resolve", ResolveCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("undo", UndoCommand::new);
        commands.put("backups", BackupsCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("shortcut", ShortcutCommand::new);
        commands.put("hub", HubCommand::new);
        commands.put("merge", MergeCommand::new);
        commands.put("git", GitCommand::with);
        commands.put("demo", DemoCommand::new);
        commands.put("usfm", UsfmCommand::with);
        return commands;
    }

    private static int wrongUsage(Terminal terminal, ParameterException problem, String... arguments) {
        Output output = new Output(terminal, Catalogue.english(), asksForJson(arguments));
        CommandLine line = problem.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        output.problem(
                ExitCode.WRONG_USAGE,
                Message.of("M-0001", "detail", plain(problem)).with("command", command));
        if (!asksForJson(arguments)) {
            UnmatchedArgumentException.printSuggestions(problem, line.getErr());
        }
        return ExitCode.WRONG_USAGE.number();
    }

    /** What the library says, without its way of shouting. */
    private static String plain(ParameterException problem) {
        return String.valueOf(problem.getMessage())
                .replaceFirst("^Error: ", "")
                .replace("is not an int", "is no number");
    }

    /** Also where the arguments could not be understood, a program gets the answer in its form. */
    private static boolean asksForJson(String... arguments) {
        for (String argument : arguments) {
            if (argument.equals("--json")) {
                return true;
            }
            if (argument.equals("--")) {
                return false;
            }
        }
        return false;
    }

    /** What {@code --version} says. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"masora " + (version == null ? "(not packaged)" : version)};
        }
    }
}
