package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;

import java.util.ArrayList;
import java.util.List;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.html.Html;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.Message;

/**
 * What is said of something that ended. Where it did not go well each sentence has its number, unless it is a line of a
 * list. For who helps from afar all of it can be read in English too.
 */
public final class Ended {
    private Ended() {}

    /** Its sentences. */
    public static Html of(Ending ending, PageWords.Titles titles, PageWords words) {
        List<Html> said = new ArrayList<>();
        int sentences = ending.result() == Ending.Result.DONE ? 0 : ExchangeWords.sentences(ending.messages());
        for (Message message : ending.messages()) {
            said.add(p(said.size() < sentences ? words.numbered(message, titles) : words.html(message, titles)));
        }
        boolean isEnglish = words.language().tag().equals(PageWords.ENGLISH);
        return isEnglish || said.isEmpty() ? all(said) : all(List.of(all(said), inEnglish(ending, titles)));
    }

    private static Html inEnglish(Ending ending, PageWords.Titles titles) {
        PageWords english = PageWords.english();
        return details(
                cls("quiet"),
                attr("lang", PageWords.ENGLISH),
                attr("dir", "ltr"),
                summary(text(english.language().name())),
                all(ending.messages().stream()
                        .map(message -> p(english.numbered(message, titles)))
                        .toList()));
    }
}
