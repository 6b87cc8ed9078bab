package org.masora.core.project;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which paths of a {@link Snapshot} can stand in a translator's folder (rules B2, B3). The answer
 * is the same on every platform: what one computer of a team could not hold is held on none,
 * except where it stands already.
 */
public final class PathRules {

    /**
     * The longest part of a path, in bytes of UTF-8. File systems end at 255; the rest is room for the
     * name of the new file that stands beside the old one for a moment (rule B5).
     */
    public static final int LONGEST_PART_BYTES = 240;

    /**
     * The longest path inside a project, in bytes of UTF-8: macOS ends at 1024 for the whole path,
     * and the folder that holds the project needs room as well.
     */
    public static final int LONGEST_PATH_BYTES = 800;

    private static final Pattern WINDOWS_DEVICE = Pattern.compile(
            "(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[1-9\u00b9\u00b2\u00b3])", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHORT_NAME_OF_A_TOOL_FOLDER = Pattern.compile("(?:git|hg|masora)~[0-9]+");

    private PathRules() {}

    /**
     * A snapshot, divided. Every entry is in exactly one of the two.
     *
     * @param holdable what can stand in the folder
     * @param notHoldable what is never written to disk, is shown, and is carried as it is into every
     *     revision sent; by path
     */
    public record Split(Snapshot holdable, NavigableMap<String, NotHoldable> notHoldable) {
        public Split {
            notHoldable = Collections.unmodifiableNavigableMap(new TreeMap<>(notHoldable));
        }
    }

    /**
     * An entry that stays out of the folder.
     *
     * @param entry what it is
     * @param reason why
     * @param culprit the part of the path that is at fault; for {@link Reason#CLASH} the path that
     *     stands instead; else the whole path
     */
    public record NotHoldable(Entry entry, Reason reason, String culprit) {}

    /** Why an entry cannot stand in a folder. */
    public enum Reason {
        /** A symbolic link. */
        LINK,
        /** A foreign repository inside this one. */
        SUBMODULE,
        /** Begins with a slash. */
        ABSOLUTE,
        /** Has a part without any character, or is empty. */
        EMPTY_PART,
        /** Has a part that means this folder or the one above, or that a file system takes for it. */
        CLIMBS_OUT,
        /** Lies in what belongs to git, Mercurial or Masora, or in a name that a file system takes for it. */
        TOOL_FOLDER,
        /** Has bytes that are no UTF-8. */
        NOT_UTF8,
        /** Has a backslash, which Windows takes for a slash. */
        BACKSLASH,
        /** Has a control character. */
        CONTROL_CHARACTER,
        /** Windows cannot have such a name: a device, a forbidden character, a dot or a space at the end. */
        RESERVED_ON_WINDOWS,
        /** Longer than {@link #LONGEST_PART_BYTES} or {@link #LONGEST_PATH_BYTES}. */
        TOO_LONG,
        /** Differs from another path, or a folder from another folder, only by case or Unicode form. */
        CLASH;

        /** Whether such a name may stay where it stands already: it harms nobody, other systems just cannot have it. */
        private boolean toleratedWhereItStands() {
            return switch (this) {
                case BACKSLASH, CONTROL_CHARACTER, RESERVED_ON_WINDOWS, TOO_LONG, CLASH -> true;
                case LINK, SUBMODULE, ABSOLUTE, EMPTY_PART, CLIMBS_OUT, TOOL_FOLDER, NOT_UTF8 -> false;
            };
        }
    }

    /**
     * Divides a snapshot into what a folder can hold and what it cannot. Of names that clash, those
     * that stand already win, else the smallest; what lies in a folder whose name lost is not
     * holdable either.
     *
     * @param snapshot any content, from anywhere
     * @param standing the paths that the last scan found on the disk, and no others: this folder
     *     has proved that it can hold them, so a clash or a name that only other systems refuse
     *     does not turn them away
     */
    public static Split split(Snapshot snapshot, Set<String> standing) {
        NavigableMap<String, NotHoldable> refused = new TreeMap<>();
        snapshot.entries()
                .forEach((path, entry) -> refusal(path, entry)
                        .filter(r -> !(r.reason().toleratedWhereItStands() && standing.contains(path)))
                        .ifPresent(r -> refused.put(path, r)));
        if (refused.isEmpty() && noneClash(snapshot.entries().navigableKeySet())) {
            return new Split(snapshot, refused);
        }
        NavigableMap<String, Entry> held = new TreeMap<>(snapshot.entries());
        held.keySet().removeAll(refused.keySet());
        clashes(held.navigableKeySet(), standing).forEach((path, winner) -> {
            Entry entry = Objects.requireNonNull(held.remove(path));
            refused.put(path, new NotHoldable(entry, Reason.CLASH, winner));
        });
        return new Split(Snapshot.of(held), refused);
    }

    /**
     * The key by which paths are matched (rule B2): equal for two paths that a file system which
     * looks at neither case nor Unicode form takes for one. Canonical caseless matching of the
     * Unicode Standard (D145), in NFC. Not for showing and not for writing.
     */
    public static String fold(String path) {
        if (isAscii(path)) {
            return path.toLowerCase(Locale.ROOT);
        }
        String decomposed = Normalizer2.getNFDInstance().normalize(path);
        return Normalizer2.getNFCInstance().normalize(UCharacter.foldCase(decomposed, true));
    }

    /** Why this entry cannot stand in a folder, whatever else is there. */
    public static Optional<NotHoldable> refusal(String path, Entry entry) {
        return switch (entry.mode()) {
            case LINK -> Optional.of(new NotHoldable(entry, Reason.LINK, path));
            case SUBMODULE -> Optional.of(new NotHoldable(entry, Reason.SUBMODULE, path));
            case FILE, EXECUTABLE -> {
                if (isPlain(path)) {
                    yield Optional.empty();
                }
                if (path.startsWith("/")) {
                    yield Optional.of(new NotHoldable(entry, Reason.ABSOLUTE, path));
                }
                NotHoldable worst = null;
                for (String part : path.split("/", -1)) {
                    Optional<Reason> reason = reasonAgainst(part);
                    if (reason.isPresent() && (worst == null || reason.get().compareTo(worst.reason()) < 0)) {
                        worst = new NotHoldable(entry, reason.get(), part);
                    }
                }
                if (worst == null && utf8Length(path) > LONGEST_PATH_BYTES) {
                    worst = new NotHoldable(entry, Reason.TOO_LONG, path);
                }
                yield Optional.ofNullable(worst);
            }
        };
    }

    /**
     * Whether a path is so plain that nothing below can speak against it: short, of ASCII letters, digits,
     * {@code -} and {@code _}, no dot at either end of a part, and no part that looks like a device of Windows.
     * Nearly every path there is, so it is asked first; that a path is not plain says nothing.
     */
    private static boolean isPlain(String path) {
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            if (!isPlainPart(path, start, slash)) {
                return false;
            }
            start = slash + 1;
        }
        return isPlainPart(path, start, path.length()) && path.length() <= LONGEST_PART_BYTES;
    }

    private static boolean isPlainPart(String path, int start, int end) {
        int stemEnd = end;
        for (int i = end - 1; i >= start; i--) {
            if (path.charAt(i) == '.') {
                stemEnd = i;
            } else if (!isPlain(path.charAt(i))) {
                return false;
            }
        }
        return stemEnd > start && path.charAt(end - 1) != '.' && !mayBeDevice(path.charAt(start), stemEnd - start);
    }

    /** Whether a name whose part before the first dot begins so and is so long can be one of {@link #WINDOWS_DEVICE}. */
    private static boolean mayBeDevice(char first, int length) {
        return (length == 3 || length == 4) && "capnlCAPNL".indexOf(first) >= 0;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** Why no file and no folder of a project may have this name; the most dangerous reason where there are several. */
    private static Optional<Reason> reasonAgainst(String part) {
        if (part.isEmpty()) {
            return Optional.of(Reason.EMPTY_PART);
        }
        // A backslash is a slash on Windows: `a\.git` lies in git's folder there.
        List<String> pieces = Stream.of(part.split("\\\\", -1))
                .filter(piece -> !piece.isEmpty())
                .map(PathRules::asTakenByFileSystems)
                .toList();
        if (pieces.stream().anyMatch(String::isEmpty)) {
            return Optional.of(Reason.CLIMBS_OUT);
        }
        if (pieces.stream().anyMatch(PathRules::isToolFolder)) {
            return Optional.of(Reason.TOOL_FOLDER);
        }
        if (hasLoneSurrogate(part)) {
            return Optional.of(Reason.NOT_UTF8);
        }
        if (part.indexOf('\\') >= 0) {
            return Optional.of(Reason.BACKSLASH);
        }
        if (part.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(Reason.CONTROL_CHARACTER);
        }
        if (isReservedOnWindows(part)) {
            return Optional.of(Reason.RESERVED_ON_WINDOWS);
        }
        return utf8Length(part) > LONGEST_PART_BYTES ? Optional.of(Reason.TOO_LONG) : Optional.empty();
    }

    /**
     * The name that the laxest file systems would open: HFS+ skips some code points, NTFS cuts a
     * stream name off and Windows drops dots and spaces at the end. The points are those of git's
     * {@code next_hfs_char} (utf8.c), the rest as in its {@code is_ntfs_dotgit} (path.c).
     */
    private static String asTakenByFileSystems(String part) {
        StringBuilder taken = new StringBuilder(part.length());
        part.codePoints().filter(c -> !isIgnoredByHfs(c)).forEach(taken::appendCodePoint);
        int stream = taken.indexOf(":");
        if (stream >= 0) {
            taken.setLength(stream);
        }
        int end = taken.length();
        while (end > 0 && (taken.charAt(end - 1) == '.' || taken.charAt(end - 1) == ' ')) {
            end--;
        }
        // Of a name made of dots and spaces alone nothing is left: such names climb on some systems.
        return fold(taken.substring(0, end));
    }

    private static boolean isIgnoredByHfs(int codePoint) {
        return (codePoint >= 0x200c && codePoint <= 0x200f)
                || (codePoint >= 0x202a && codePoint <= 0x202e)
                || (codePoint >= 0x206a && codePoint <= 0x206f)
                || codePoint == 0xfeff;
    }

    private static boolean isToolFolder(String taken) {
        return taken.equals(".git")
                || taken.equals(".hg")
                || taken.startsWith(".masora-")
                || SHORT_NAME_OF_A_TOOL_FOLDER.matcher(taken).matches();
    }

    private static boolean isReservedOnWindows(String part) {
        if (part.endsWith(".") || part.endsWith(" ") || part.chars().anyMatch(c -> "<>:\"|?*".indexOf(c) >= 0)) {
            return true;
        }
        int dot = part.indexOf('.');
        String stem = (dot < 0 ? part : part.substring(0, dot)).stripTrailing();
        return WINDOWS_DEVICE.matcher(stem).matches();
    }

    private static boolean hasLoneSurrogate(String part) {
        return part.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether no two names, of files or of folders, fall together: what nearly every project is like. */
    private static boolean noneClash(NavigableSet<String> paths) {
        Set<String> folded = HashSet.newHashSet(paths.size() * 2);
        String before = "";
        for (String path : paths) {
            // Paths are in order, so those of one folder follow each other: it is new where the path before is
            // elsewhere.
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                boolean isNew = !path.regionMatches(0, before, 0, slash + 1);
                if (isNew && !folded.add(fold(path.substring(0, slash)))) {
                    return false;
                }
            }
            if (!folded.add(fold(path))) {
                return false;
            }
            before = path;
        }
        return true;
    }

    /** The paths that lose against another one, each with what stands instead of it. */
    private static Map<String, String> clashes(NavigableSet<String> paths, Set<String> standing) {
        Set<String> standingFolders = new HashSet<>();
        for (String path : standing) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                standingFolders.add(path.substring(0, slash));
            }
        }
        Map<String, String> losers = new HashMap<>();
        List<String> alive = List.copyOf(paths);
        // Folder by folder from the top, so that what lies in a folder that lost takes nobody's place.
        for (int depth = 1; !alive.isEmpty(); depth++) {
            List<Name> names = new ArrayList<>();
            for (String path : alive) {
                names.add(Name.at(path, depth));
            }
            Map<String, NavigableSet<Name>> rivals = new HashMap<>();
            names.forEach(n -> rivals.computeIfAbsent(n.folded(), _ -> new TreeSet<>(Name.ORDER))
                    .add(n));
            rivals.replaceAll((_, same) -> winners(same, standing, standingFolders));
            List<String> deeper = new ArrayList<>();
            for (Name name : names) {
                NavigableSet<Name> winners = Objects.requireNonNull(rivals.get(name.folded()));
                if (!winners.contains(name)) {
                    losers.put(name.path(), winners.first().prefix());
                } else if (name.isFolder()) {
                    deeper.add(name.path());
                }
            }
            alive = deeper;
        }
        return losers;
    }

    private static NavigableSet<Name> winners(
            NavigableSet<Name> rivals, Set<String> standing, Set<String> standingFolders) {
        NavigableSet<Name> winners = new TreeSet<>(Name.ORDER);
        rivals.stream()
                .filter(n -> (n.isFolder() ? standingFolders : standing).contains(n.prefix()))
                .forEach(winners::add);
        if (winners.isEmpty()) {
            winners.add(rivals.first());
        }
        return winners;
    }

    /** A file or a folder that a path goes through; two of them are the same name if prefix and kind are equal. */
    private record Name(String path, String prefix, String folded, boolean isFolder) {
        static final Comparator<Name> ORDER = Comparator.comparing(Name::prefix).thenComparing(Name::isFolder);

        static Name at(String path, int depth) {
            int end = -1;
            for (int i = 0; i < depth && (i == 0 || end >= 0); i++) {
                end = path.indexOf('/', end + 1);
            }
            String prefix = end < 0 ? path : path.substring(0, end);
            return new Name(path, prefix, fold(prefix), end >= 0);
        }
    }
}
