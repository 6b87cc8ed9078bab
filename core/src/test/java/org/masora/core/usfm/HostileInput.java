package org.masora.core.usfm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes bytes that no sane program writes, each from a seed. */
public final class HostileInput {
    private static final List<String> PIECES = List.of(
            "\\",
            "\\\\",
            "\\*",
            "|",
            "*",
            "+",
            "\\v ",
            "\\v 1",
            "\\v 2-3",
            "\\v 3a,4",
            "\\v \u0663",
            "\\c 1\n",
            "\\c 2",
            "\\c",
            "\\p\n",
            "\\q1 ",
            "\\b\n",
            "\\s Head\n",
            "\\d ",
            "\\f + ",
            "\\ft ",
            "\\fqa ",
            "\\f*",
            "\\x - ",
            "\\xt ",
            "\\x*",
            "\\esb ",
            "\\esbe\n",
            "\\tr ",
            "\\tc1 ",
            "\\tc2-3",
            "\\periph x|id=\"y\"\n",
            "\\nd ",
            "\\nd*",
            "\\+nd ",
            "\\+nd*",
            "\\w ",
            "|lemma=\"a\"\\w*",
            "|a",
            "\"",
            "=",
            "\\zaln-s |x=\"1\"\\*",
            "\\zaln-e\\*",
            "\\qt-s",
            "\\ts\\*",
            "\\fig ",
            "||||||\\fig*",
            "\\zfoo ",
            "\\foo*",
            "\\rem x\\v 9\n",
            "\\id MAT ",
            "\\ca 2\\ca*",
            "\\vp 1b\\vp*",
            "\\restore ",
            "\\thisisamarkerwithaverylongname",
            "\\u0041",
            "\\U0001F600",
            "\uFEFF",
            "\u200F",
            "\u00A0",
            "~",
            "//",
            "\n",
            "\r",
            "\r\n",
            " ",
            "\t",
            "\u0000",
            "\u0915\u094D\u0937",
            "word ",
            "<<<<<<< a\n",
            "-",
            ",",
            "1");

    private HostileInput() {}

    /** Up to 2000 bytes of noise. */
    public static byte[] randomBytes(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Pieces of USFM in any order, now and then one that is repeated or a byte that is no text. */
    public static byte[] soup(RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            int times = random.nextInt(40) == 0 ? random.nextInt(80) : 1;
            for (int time = 0; time < times; time++) {
                out.writeBytes(piece);
            }
            if (random.nextInt(50) == 0) {
                out.write(random.nextInt(256));
            }
        }
        return out.toByteArray();
    }

    /** A text with some runs of bytes deleted, doubled, moved, replaced by pieces or by noise. */
    public static byte[] mutate(byte[] original, RandomGenerator random) {
        byte[] bytes = original;
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(random.nextInt(10) == 0 ? 5000 : 20));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> {
                    out.write(bytes, from, to - from);
                    out.write(bytes, from, to - from);
                }
                case 2 -> out.writeBytes(soup(random));
                default -> {
                    byte[] noise = new byte[random.nextInt(6)];
                    random.nextBytes(noise);
                    out.writeBytes(noise);
                }
            }
            out.write(bytes, to, bytes.length - to);
            bytes = out.toByteArray();
        }
        return bytes;
    }
}
