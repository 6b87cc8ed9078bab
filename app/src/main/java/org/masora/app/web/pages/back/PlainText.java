package org.masora.app.web.pages.back;

import java.util.stream.Collectors;
import org.masora.core.usfm.UsfmDocument;

/** What a reader sees of some verses. */
final class PlainText {
    private PlainText() {}

    /** Of the bytes of verses, cut out of their book. */
    static String of(byte[] verses) {
        UsfmDocument document = UsfmDocument.parse(verses);
        return document.units().stream()
                .map(document::verseText)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
