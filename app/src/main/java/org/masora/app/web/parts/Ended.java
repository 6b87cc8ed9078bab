package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.p;

import org.masora.app.web.activities.Ending;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;

/** What is said of something that ended; where it did not go well each sentence has its number. */
public final class Ended {
    private Ended() {}

    /** Its sentences. */
    public static Html of(Ending ending, PageWords.Titles titles, PageWords words) {
        return all(ending.messages().stream()
                .map(message -> p(
                        ending.result() == Ending.Result.DONE
                                ? words.html(message, titles)
                                : words.numbered(message, titles)))
                .toList());
    }
}
