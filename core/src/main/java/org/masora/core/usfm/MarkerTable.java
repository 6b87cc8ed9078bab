package org.masora.core.usfm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The markers of the standard, each with a small number, found by the bytes of their names without making a string: a
 * name of up to eight bytes is packed into a long, which is looked up in an open hash table.
 */
final class MarkerTable {
    /** Numbers of the markers that are in no table; their names stand in the text only. */
    static final int UNKNOWN = 0;

    static final int CUSTOM = 1;
    static final int UNKNOWN_MILESTONE = 2;
    static final int CUSTOM_MILESTONE = 3;

    /** Longer names are in no table. */
    static final int MAX_NAME_BYTES = 8;

    private static final int COLUMNS = 12;
    private static final int LEVELS = 9;
    private static final int SLOT_BITS = 12;
    private static final MarkerTable STANDARD = new MarkerTable();

    private final List<Marker> markers = new ArrayList<>();
    private final long[] names = new long[1 << SLOT_BITS];
    private final short[] numbers = new short[1 << SLOT_BITS];
    private final MarkerCategory[] categories;
    private final Role[] roles;

    /** What a milestone is. */
    enum Role {
        START,
        END,
        ALONE
    }

    private MarkerTable() {
        markers.add(new Marker("", MarkerCategory.UNKNOWN));
        markers.add(new Marker("", MarkerCategory.CUSTOM));
        markers.add(new Marker("", MarkerCategory.MILESTONE));
        markers.add(new Marker("", MarkerCategory.MILESTONE));
        try (InputStream resource = MarkerTable.class.getResourceAsStream("markers.txt")) {
            if (resource == null) {
                throw new IllegalStateException("markers.txt is missing from the program");
            }
            new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::addLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        categories = markers.stream().map(Marker::category).toArray(MarkerCategory[]::new);
        roles = markers.stream().map(MarkerTable::role).toArray(Role[]::new);
    }

    static MarkerTable standard() {
        return STANDARD;
    }

    /** The marker of this number; only numbers above {@link #CUSTOM_MILESTONE} have a name. */
    Marker marker(int number) {
        return markers.get(number);
    }

    MarkerCategory category(int number) {
        return categories[number];
    }

    int size() {
        return categories.length;
    }

    /** Whether the milestone of this number starts or ends something. */
    Role role(int number) {
        return roles[number];
    }

    /** The number of the milestone that starts what this one ends. */
    int startOf(int end) {
        return end - 1;
    }

    private static Role role(Marker marker) {
        boolean milestone = marker.category() == MarkerCategory.MILESTONE;
        if (milestone && marker.name().endsWith("-s")) {
            return Role.START;
        }
        return milestone && marker.name().endsWith("-e") ? Role.END : Role.ALONE;
    }

    /** The number of a marker of the standard. */
    int number(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return find(pack(bytes), bytes.length);
    }

    /**
     * The number of the marker with this name, or {@link #UNKNOWN}.
     *
     * @param packed the bytes of the name, the first in the highest place of those used
     * @param length how many bytes the name has; {@code packed} counts only up to {@link #MAX_NAME_BYTES}
     */
    int find(long packed, int length) {
        if (length > MAX_NAME_BYTES) {
            return UNKNOWN;
        }
        int slot = slot(packed);
        while (names[slot] != 0) {
            if (names[slot] == packed) {
                return numbers[slot];
            }
            slot = (slot + 1) & (names.length - 1);
        }
        return UNKNOWN;
    }

    private static int slot(long packed) {
        return (int) ((packed * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - SLOT_BITS));
    }

    private static long pack(byte[] name) {
        long packed = 0;
        for (byte b : name) {
            packed = (packed << 8) | b;
        }
        return packed;
    }

    private void addLine(String line) {
        String[] words = line.strip().split(" +", -1);
        MarkerCategory category = MarkerCategory.valueOf(words[0]);
        for (int i = 1; i < words.length; i++) {
            addFamily(words[i], category);
        }
    }

    private void addFamily(String word, MarkerCategory category) {
        String base = word.substring(0, word.length() - 1);
        switch (word.charAt(word.length() - 1)) {
            case '#' -> {
                add(base, category);
                for (int level = 1; level <= LEVELS; level++) {
                    add(base + level, category);
                }
            }
            case '%' -> {
                add(base, category);
                for (int first = 1; first <= COLUMNS; first++) {
                    add(base + first, category);
                    for (int last = first + 1; last <= COLUMNS; last++) {
                        add(base + first + "-" + last, category);
                    }
                }
            }
            case '-' -> {
                add(word + "s", category);
                add(word + "e", category);
            }
            default -> add(word, category);
        }
    }

    private void add(String name, MarkerCategory category) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        long packed = pack(bytes);
        if (bytes.length > MAX_NAME_BYTES || find(packed, bytes.length) != UNKNOWN) {
            throw new IllegalStateException("markers.txt: " + name + " is too long or there twice");
        }
        int slot = slot(packed);
        while (names[slot] != 0) {
            slot = (slot + 1) & (names.length - 1);
        }
        names[slot] = packed;
        numbers[slot] = (short) markers.size();
        markers.add(new Marker(name, category));
    }
}
