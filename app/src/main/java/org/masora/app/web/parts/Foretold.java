package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.Message;

/** What a sync is about to bring, send and change, or would: the whole in a sentence, then book by book. */
public final class Foretold {
    private Foretold() {}

    /**
     * What is foreseen.
     *
     * @param most how much of what comes, and as much of what goes, is named one by one
     * @param titles of the project's books
     */
    public static Html of(List<Message> foreseen, int most, PageWords.Titles titles, PageWords words) {
        List<Html> paragraphs = new ArrayList<>();
        List<Part> current = new ArrayList<>();
        int named = 0;
        for (Message message : foreseen) {
            Optional<Html> title = title(message, words);
            if (title.isPresent() || current.isEmpty() || paragraphs.isEmpty()) {
                close(current, named, most, paragraphs, words);
                named = 0;
                current.add(title.isPresent() ? strong(title.get()) : span(words.html(message, titles)));
            } else {
                named++;
                if (named <= most) {
                    current.add(text(" "));
                    current.add(span(cls("change"), words.html(message, titles)));
                }
            }
        }
        close(current, named, most, paragraphs, words);
        return div(cls("foretold"), all(paragraphs));
    }

    private static void close(List<Part> current, int named, int most, List<Html> paragraphs, PageWords words) {
        if (current.isEmpty()) {
            return;
        }
        if (named > most) {
            current.add(text(" "));
            current.add(span(words.html(Message.of("M-0630", "count", named - most))));
        }
        paragraphs.add(p(current.toArray(Part[]::new)));
        current.clear();
    }

    private static Optional<Html> title(Message message, PageWords words) {
        PageWords.Choice place =
                new PageWords.Choice(String.valueOf(message.parameters().get("place")));
        return ExchangeWords.Title.of(message).map(title -> switch (title) {
            case COMES -> words.html("foretold.comes", "place", place);
            case GOES -> words.html("foretold.goes", "place", place);
            case STAYS -> words.html(message);
        });
    }
}
