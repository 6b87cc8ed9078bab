package org.masora.core.merge;

import org.masora.core.merge.UsfmBook.Chapter;
import org.masora.core.merge.UsfmBook.Verse;

/**
 * Puts the parts of a book together again. Where parts of two versions meet, one that began a line
 * wherever it stood begins one here, too.
 */
final class UsfmAssembly {
    private final StringBuilder text = new StringBuilder();
    private final String lineEnd;

    /** @param standing the version whose line ends are used where one has to be added */
    UsfmAssembly(UsfmBook standing) {
        boolean windows = standing.chapters().values().stream()
                .findFirst()
                .map(first -> first.opening().contains("\r\n"))
                .orElse(false);
        this.lineEnd = windows ? "\r\n" : "\n";
    }

    void add(Chapter chapter) {
        add(chapter.opening(), chapter.startsLine());
        for (Verse verse : chapter.verses().values()) {
            add(verse.lead(), verse.leadStartsLine());
            add(verse.body(), verse.bodyStartsLine());
        }
    }

    private void add(String part, boolean startsLine) {
        if (part.isEmpty()) {
            return;
        }
        if (startsLine && !text.isEmpty() && !endsLine()) {
            text.append(lineEnd);
        }
        text.append(part);
    }

    private boolean endsLine() {
        char last = text.charAt(text.length() - 1);
        return last == '\n' || last == '\r';
    }

    String finish(String tail) {
        return text + tail;
    }
}
