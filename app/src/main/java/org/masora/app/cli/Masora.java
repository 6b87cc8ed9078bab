package org.masora.app.cli;

import java.util.List;

/**
 * The program's entrance. What an icon runs goes on from here at once: to make the parser of command lines ready would
 * take longer than all the rest.
 */
public final class Masora {
    private static final List<String> BY_ICON = List.of("open");
    private static final List<String> BEHIND_THE_ICON = List.of("serve", "--after");

    private Masora() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        int code = run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        terminal.interruption().ended(code);
        System.exit(code);
    }

    /** Runs one command and gives its exit code. */
    static int run(Terminal terminal, String... typed) {
        String[] arguments = meant(typed);
        if (List.of(arguments).equals(BY_ICON)) {
            return new OpenCommand(terminal).runAlone();
        }
        if (List.of(arguments).equals(BEHIND_THE_ICON)) {
            return ServeCommand.afterEarlierOne(terminal).runAlone();
        }
        return Commands.run(terminal, arguments);
    }

    /** Who types nothing wants the page. */
    static String[] meant(String... typed) {
        return typed.length == 0 ? new String[] {"open"} : typed;
    }
}
