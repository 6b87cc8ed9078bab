package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.shelf.ServerList;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.SyncWords;

/** What stands over a list of a server: why it was not answered, from when it is, that it is being asked for, or empty. */
final class ListHead {
    private ListHead() {}

    static <V> List<Html> rows(ServerList<V> list, Predicate<V> isEmpty, Instant now, PageWords words) {
        List<Html> rows = new ArrayList<>();
        list.trouble().ifPresent(reason -> rows.add(li(cls("trouble"), words.numbered(SyncWords.of(reason)))));
        if (list.trouble().isPresent() && list.asOf().isPresent()) {
            rows.add(li(
                    cls("quiet"),
                    words.html("far.asOf", "time", Moments.ago(list.asOf().get(), now, words))));
        }
        if (list.asking() && list.answer().isEmpty()) {
            rows.add(li(cls("quiet"), attr("aria-busy", "true"), text(words.text("far.asking"))));
        } else if (list.answer().filter(isEmpty).isPresent()) {
            rows.add(li(cls("quiet"), text(words.text("far.none"))));
        }
        return rows;
    }
}
