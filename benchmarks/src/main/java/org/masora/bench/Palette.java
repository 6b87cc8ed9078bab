package org.masora.bench;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a picture of a page small: with the 256 colours that are the most frequent in it. */
final class Palette {
    private static final int COLOURS = 256;
    private static final int ALIKE = 75;

    private Palette() {}

    /** The picture with few colours, each pixel in the nearest of them. */
    static BufferedImage of(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
            }
        }
        List<Integer> colours = frequent(counts);
        byte[] red = new byte[colours.size()];
        byte[] green = new byte[colours.size()];
        byte[] blue = new byte[colours.size()];
        for (int i = 0; i < colours.size(); i++) {
            red[i] = (byte) (colours.get(i) >> 16);
            green[i] = (byte) (colours.get(i) >> 8);
            blue[i] = (byte) (int) colours.get(i);
        }
        BufferedImage small = new BufferedImage(
                picture.getWidth(),
                picture.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours.size(), red, green, blue));
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int index = nearest.computeIfAbsent(picture.getRGB(x, y) & 0xFFFFFF, rgb -> nearest(rgb, colours));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        return small;
    }

    /** The most frequent ones that an eye tells apart, so that a rare red is not left out for the sake of one more grey. */
    private static List<Integer> frequent(Map<Integer, Integer> counts) {
        List<Integer> chosen = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(rgb ->
                        chosen.size() < COLOURS && chosen.stream().allMatch(other -> distance(rgb, other) > ALIKE))
                .forEachOrdered(chosen::add);
        return List.copyOf(chosen);
    }

    private static int distance(int rgb, int other) {
        return square((rgb >> 16) - (other >> 16))
                + square((rgb >> 8 & 0xFF) - (other >> 8 & 0xFF))
                + square((rgb & 0xFF) - (other & 0xFF));
    }

    private static int nearest(int rgb, List<Integer> colours) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.size() && least > 0; i++) {
            int distance = distance(rgb, colours.get(i));
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private static int square(int number) {
        return number * number;
    }
}
