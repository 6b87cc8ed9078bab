package org.masora.app.web.words;

import com.ibm.icu.text.MessagePattern;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Languages that nobody speaks, made from the English words: with them one sees, before any translation, where a
 * longer language does not fit and where a screen does not mirror itself. They are asked for by name and stand in no
 * list.
 */
enum Pseudo {
    /** Every sentence grows by two fifths, and its vowels carry marks. */
    LONGER("en-XA", "ltr") {
        @Override
        String said(String words) {
            StringBuilder longer = new StringBuilder();
            int due = 0;
            for (int i = 0; i < words.length(); i++) {
                char letter = words.charAt(i);
                int vowel = VOWELS.indexOf(letter);
                char marked = vowel < 0 ? letter : MARKED_VOWELS.charAt(vowel);
                longer.append(marked);
                due += Character.isLetter(letter) ? 2 : 0;
                if (vowel >= 0 && due >= 5) {
                    longer.append(String.valueOf(marked).repeat(due / 5));
                    due %= 5;
                }
            }
            return longer.toString();
        }
    },
    /** The words stay, and run from the right to the left. */
    MIRRORED("ar-XB", "rtl") {
        @Override
        String said(String words) {
            return words.isBlank() ? words : RIGHT_TO_LEFT_OVERRIDE + words + END_OF_OVERRIDE;
        }
    };

    private static final String VOWELS = "aeiouAEIOU";
    private static final String MARKED_VOWELS = "\u00e5\u00e9\u00ee\u00f8\u00fc\u00c5\u00c9\u00ce\u00d8\u00dc";
    private static final char RIGHT_TO_LEFT_OVERRIDE = '\u202e';
    private static final char END_OF_OVERRIDE = '\u202c';

    private final String tag;
    private final String direction;

    Pseudo(String tag, String direction) {
        this.tag = tag;
        this.direction = direction;
    }

    String tag() {
        return tag;
    }

    /** A piece of a sentence between what is put in. */
    abstract String said(String words);

    /** All sentences in this language. */
    Map<String, String> of(Map<String, String> english) {
        Map<String, String> patterns = new TreeMap<>();
        english.forEach((key, pattern) -> patterns.put(key, sentence(pattern)));
        patterns.putAll(ofItself());
        return patterns;
    }

    /** What it says of itself, as the head of a language's own file does. */
    Map<String, String> ofItself() {
        return Map.of("language.name", tag, "language.direction", direction);
    }

    /** The one of this tag. */
    static Optional<Pseudo> of(String tag) {
        return Arrays.stream(values()).filter(one -> one.tag.equals(tag)).findFirst();
    }

    /** Only what is said changes: arguments, selectors and the signs of the pattern stay. */
    private String sentence(String pattern) {
        MessagePattern parts = new MessagePattern(pattern);
        StringBuilder sentence = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < parts.countParts(); i++) {
            MessagePattern.Part part = parts.getPart(i);
            switch (part.getType()) {
                case MSG_LIMIT, REPLACE_NUMBER, SKIP_SYNTAX -> {
                    sentence.append(said(pattern.substring(copied, part.getIndex())))
                            .append(pattern, part.getIndex(), part.getLimit());
                    copied = part.getLimit();
                }
                case ARG_START -> {
                    sentence.append(said(pattern.substring(copied, part.getIndex())));
                    copied = part.getIndex();
                }
                case MSG_START, ARG_LIMIT -> {
                    sentence.append(pattern, copied, part.getLimit());
                    copied = part.getLimit();
                }
                default -> {
                    // Names, kinds and selectors of an argument are copied with the sign that follows them.
                }
            }
        }
        return sentence.toString();
    }
}
