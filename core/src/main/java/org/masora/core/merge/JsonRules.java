package org.masora.core.merge;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonString;

/** Which fields of a JSON file are settled without asking when both sides set them (rule M5). */
enum JsonRules {
    /** {@code metadata.json} of a Scripture Burrito. */
    BURRITO {
        @Override
        Settle of(String pointer) {
            if (REVISION.matcher(pointer).matches()) {
                return Settle.GREATER;
            }
            if (TIMESTAMP.matcher(pointer).matches()) {
                return Settle.LATER;
            }
            return FINGERPRINT.matcher(pointer).matches() ? Settle.STANDING : Settle.ASK;
        }
    },
    /** {@code scribe-settings.json} and its forerunner: the words of a person are kept apart from what a program notes. */
    SETTINGS {
        @Override
        Settle of(String pointer) {
            if (SEEN.matcher(pointer).matches()) {
                return Settle.LATER;
            }
            if (LISTS.matcher(pointer).matches()) {
                return Settle.UNITED;
            }
            return SCREEN.matcher(pointer).matches() ? Settle.STANDING : Settle.ASK;
        }
    },
    /** {@code manifest.yaml} of a Resource Container. */
    CONTAINER {
        @Override
        Settle of(String pointer) {
            if (DATES.matcher(pointer).matches()) {
                return Settle.LATER;
            }
            return PEOPLE.matcher(pointer).matches() ? Settle.UNITED : Settle.ASK;
        }
    },
    /** Any other. */
    GENERAL {
        @Override
        Settle of(String pointer) {
            return Settle.ASK;
        }
    };

    /** What to do with a field that both sides set. */
    enum Settle {
        ASK,
        /** The standing side's. */
        STANDING,
        /** The greater number. */
        GREATER,
        /** The later time. */
        LATER,
        /** Of a list what either has. */
        UNITED
    }

    private static final Pattern REVISION = Pattern.compile("/identification/primary/[^/]+/[^/]+/revision");
    private static final Pattern TIMESTAMP = Pattern.compile("/identification/primary/[^/]+/[^/]+/timestamp");
    private static final Pattern FINGERPRINT =
            Pattern.compile("/ingredients/[^/]+/(checksum(/.*)?|size|mimeType)|/meta/generator/.*");
    private static final Pattern DATES = Pattern.compile("/dublin_core/(issued|modified)");
    private static final Pattern PEOPLE =
            Pattern.compile("/dublin_core/(contributor|relation)|/checking/checking_entity");
    private static final Pattern SEEN = Pattern.compile(".*/(lastSeen|lastSynced|dateCreated|dateModified)");
    private static final Pattern SCREEN =
            Pattern.compile(".*/(navigation|starred|isArchived|font|fontSize|version)(/.*)?");
    private static final Pattern LISTS = Pattern.compile(".*/(bookMarks|refResources)");

    abstract Settle of(String pointer);

    static JsonRules forFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "metadata.json" -> BURRITO;
            case "manifest.yaml", "manifest.yml" -> CONTAINER;
            case "scribe-settings.json", "ag-settings.json" -> SETTINGS;
            default -> GENERAL;
        };
    }

    /** The value for a field that both sides set; empty where a person has to say. */
    Optional<JsonValue> settle(String pointer, @Nullable JsonValue stand, @Nullable JsonValue other) {
        return switch (of(pointer)) {
            case ASK, UNITED -> Optional.empty();
            case STANDING -> Optional.ofNullable(stand != null ? stand : other);
            case GREATER -> stand == null || other == null ? Optional.empty() : Optional.of(greater(stand, other));
            case LATER -> stand == null || other == null ? Optional.empty() : Optional.of(later(stand, other));
        };
    }

    private static JsonValue greater(JsonValue stand, JsonValue other) {
        return number(stand).compareTo(number(other)) >= 0 ? stand : other;
    }

    private static BigInteger number(JsonValue value) {
        String text = value instanceof JsonString string ? string.value() : value.toString();
        return text.matches("[0-9]{1,18}") ? new BigInteger(text) : BigInteger.valueOf(-1);
    }

    private static JsonValue later(JsonValue stand, JsonValue other) {
        if (!(stand instanceof JsonString standing) || !(other instanceof JsonString others)) {
            return stand;
        }
        try {
            boolean later = OffsetDateTime.parse(others.value()).isAfter(OffsetDateTime.parse(standing.value()));
            return later ? other : stand;
        } catch (DateTimeException e) {
            // No times of the usual form: their texts at least have one order on all computers.
            return others.value().compareTo(standing.value()) > 0 ? other : stand;
        }
    }
}
