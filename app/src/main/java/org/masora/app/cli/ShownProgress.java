package org.masora.app.cli;

import java.util.Locale;
import org.masora.app.words.Catalogue;
import org.masora.app.words.Message;
import org.masora.core.sync.Progress;

/** Where an operation is, on one line of a terminal that is written over; silent where nobody sits at a terminal. */
final class ShownProgress implements Progress {
    private static final long PAUSE_NANOS = 200_000_000;
    private static final int LINE_LENGTH = 60;

    private final Terminal terminal;
    private final boolean shown;
    private long next = System.nanoTime() + PAUSE_NANOS;

    ShownProgress(Terminal terminal) {
        this.terminal = terminal;
        terminal.interruption().heed(new SaidAtTheEnd(terminal));
        this.shown = terminal.person().get().isPresent();
    }

    @Override
    public synchronized void at(Phase phase, long done, long of) {
        if (!shown || System.nanoTime() < next) {
            return;
        }
        next = System.nanoTime() + PAUSE_NANOS;
        String amount = of > 0 ? " " + done + "/" + of : "";
        String line = phase.name().toLowerCase(Locale.ROOT) + "…" + amount;
        terminal.err().print("\r" + line + " ".repeat(Math.max(0, LINE_LENGTH - line.length())) + "\r");
    }

    @Override
    public boolean cancelled() {
        return terminal.interruption().isAsked();
    }

    /** On standard error, where also a program that reads JSON lets people see it. */
    record SaidAtTheEnd(Terminal terminal) implements Interruption.Words {
        @Override
        public void stopping() {
            say(Message.of("M-0691"));
        }

        @Override
        public void gaveUp() {
            say(Message.of("M-0692"));
        }

        private void say(Message message) {
            terminal.err().println(Catalogue.english().text(message) + " (" + message.code() + ")");
        }
    }
}
