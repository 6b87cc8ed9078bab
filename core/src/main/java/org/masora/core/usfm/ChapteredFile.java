package org.masora.core.usfm;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A book's file of which is known where its chapters stand: each can be read without looking through the others. */
public final class ChapteredFile {
    private static final int MAX_CHAPTER_DIGITS = 3;

    private final byte[] bytes;
    private final Optional<List<ChapterSpan>> spans;

    private ChapteredFile(byte[] bytes, Optional<List<ChapterSpan>> spans) {
        this.bytes = bytes;
        this.spans = spans;
    }

    /** Looks for the chapters. The array is copied. */
    public static ChapteredFile of(byte[] bytes) {
        return new ChapteredFile(bytes.clone(), UsfmDocument.chapterSpans(bytes));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether a file has these bytes. */
    public boolean holds(byte[] others) {
        return Arrays.equals(bytes, others);
    }

    /**
     * What stands before the first chapter and one chapter, where that can be told without reading all of the file; else
     * all of it. The book and the bodies of the chapter's verses are those of {@link UsfmDocument#parse}.
     *
     * @param chapter its number; 0 for what stands before the first alone
     */
    public UsfmDocument chapter(int chapter) {
        return UsfmDocument.parse(spans.map(known -> cut(known, chapter)).orElse(bytes));
    }

    /** The chapters from 1, each once, in the order of the file. */
    public List<Integer> chapters() {
        return spans.map(known -> known.stream()
                        .map(ChapterSpan::number)
                        .filter(number -> number > 0)
                        .distinct()
                        .toList())
                .orElseGet(this::markedChapters);
    }

    /** Where it cannot be told safely what belongs to a chapter, its plain marker is taken for its beginning. */
    private List<Integer> markedChapters() {
        Set<Integer> chapters = new LinkedHashSet<>();
        for (int at = 0; at + 3 < bytes.length; at++) {
            if (bytes[at] == '\\' && bytes[at + 1] == 'c' && (bytes[at + 2] == ' ' || bytes[at + 2] == '\t')) {
                int digit = at + 3;
                int number = 0;
                while (digit < bytes.length
                        && bytes[digit] >= '0'
                        && bytes[digit] <= '9'
                        && digit - at - 3 < MAX_CHAPTER_DIGITS) {
                    number = number * 10 + bytes[digit++] - '0';
                }
                if (number > 0) {
                    chapters.add(number);
                }
            }
        }
        return List.copyOf(chapters);
    }

    private byte[] cut(List<ChapterSpan> known, int chapter) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (ChapterSpan span : known) {
            if (span.start() == 0 || span.number() == chapter) {
                kept.write(bytes, span.start(), span.end() - span.start());
            }
        }
        return kept.toByteArray();
    }
}
