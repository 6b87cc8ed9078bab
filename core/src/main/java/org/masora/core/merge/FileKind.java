package org.masora.core.merge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.masora.core.usfm.UsfmName;

/** By which rules a file is merged: told by its name, and by what it holds. */
enum FileKind {
    /** Scripture, by verse. */
    USFM,
    /** By field. */
    JSON,
    /** By field. */
    YAML,
    /** By element, attribute and field. */
    XML,
    /** An Open Bible Story, by frame. */
    STORY,
    /** A table, by row. */
    TABLE,
    /** A style sheet of Paratext, by style and property. */
    STYLES,
    /** A versification, by book and chapter. */
    VERSIFICATION,
    /** Prose, by line, and in a line by word. */
    PROSE,
    /** Any other text, by line. */
    LINES,
    /** What has no words; both are kept. */
    BINARY;

    private static final int PROBE_BYTES = 8000;
    private static final Pattern XML_NAME = Pattern.compile(".*\\.(xml|ssf|ldml|usx)");
    private static final Pattern PROSE_NAME = Pattern.compile(".*\\.(md|txt|markdown)");
    private static final Pattern USFM_START = Pattern.compile("\\A\\uFEFF?\\s*\\\\id[ \\t]");

    /** The kind of a file, given its versions. */
    static FileKind of(String path, List<byte[]> versions) {
        if (versions.stream().anyMatch(FileKind::isBinary)) {
            return BINARY;
        }
        String name = path.toLowerCase(Locale.ROOT);
        if (UsfmName.is(name) || name.endsWith(".usfm.db")) {
            return USFM;
        }
        if (name.endsWith(".json")) {
            return JSON;
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YAML;
        }
        if (XML_NAME.matcher(name).matches()) {
            return XML;
        }
        if (name.endsWith(".tsv")) {
            return TABLE;
        }
        if (name.endsWith(".sty")) {
            return STYLES;
        }
        if (name.endsWith(".vrs")) {
            return VERSIFICATION;
        }
        boolean story = name.endsWith(".md")
                && versions.stream().anyMatch(bytes -> StoryMerge.isStory(new String(bytes, StandardCharsets.UTF_8)));
        if (story) {
            return STORY;
        }
        boolean usfm = !versions.isEmpty()
                && versions.stream()
                        .allMatch(bytes -> USFM_START
                                .matcher(new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8))
                                .find());
        if (usfm) {
            return USFM;
        }
        return PROSE_NAME.matcher(name).matches() ? PROSE : LINES;
    }

    private static boolean isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, PROBE_BYTES); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * In what encoding all versions become text and bytes again without loss: UTF-8 if all are that,
     * else one character a byte.
     */
    static Charset charset(List<byte[]> versions) {
        for (byte[] bytes : versions) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            } catch (CharacterCodingException e) {
                return StandardCharsets.ISO_8859_1;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
