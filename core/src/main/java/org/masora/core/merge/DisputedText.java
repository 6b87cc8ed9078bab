package org.masora.core.merge;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.merge.FileSegments.Segment;
import org.masora.core.merge.SequenceMerge.Change;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/**
 * A merged file as a row of pieces: what is settled, and what the sides disagree about, in all three
 * readings. It is what tools show that put conflicts into the file itself, as git does; Masora keeps
 * them beside it.
 *
 * @param pieces in the order of the text; the pieces with ours in place of every disagreement are the
 *     merged file
 * @param charset turns the texts into the bytes they were
 */
public record DisputedText(List<Piece> pieces, Charset charset) {

    /** A part of the file. */
    public sealed interface Piece {

        /** Everyone agrees, or the merge settled it. */
        record Settled(String text) implements Piece {}

        /** Somebody has to decide; a version that does not have the place has an empty text. */
        record Disputed(String base, String ours, String theirs) implements Piece {}
    }

    public DisputedText {
        pieces = List.copyOf(pieces);
    }

    /**
     * Takes a merge apart.
     *
     * @param base what the sides have in common, as it was given to the merge
     * @param path the file's path, which tells its kind
     * @param merged what {@link FileMerge} made of these versions with ours standing
     * @param blobs has the readings of its conflicts
     */
    public static DisputedText of(
            Optional<byte[]> base, String path, byte[] ours, byte[] theirs, FileMerge.Outcome merged, Blobs blobs) {
        List<byte[]> versions = new ArrayList<>(List.of(ours, theirs));
        base.ifPresent(versions::add);
        Charset charset = FileKind.charset(versions);
        FileKind kind = FileKind.of(path, versions);
        List<Conflict> open = merged.conflicts().stream()
                .filter(conflict -> conflict.kind() == Conflict.Kind.OPEN)
                .toList();
        if (open.isEmpty() || kind == FileKind.BINARY) {
            return new DisputedText(List.of(new Piece.Settled(new String(merged.content(), charset))), charset);
        }
        Versions texts = Optional.of(kind)
                .filter(FileKind.JSON::equals)
                .flatMap(_ -> exchanged(merged.content(), open, blobs))
                .orElseGet(() -> mergedBothWays(base, path, ours, theirs, merged, blobs));
        FileSegments segments = new FileSegments(kind, charset);
        List<Piece> pieces = new ArrayList<>();
        // By bytes first: comparing by words takes its time, and nearly everything is equal.
        List<Chunk<Segment>> chunks =
                chunks(segments.of(texts.base), segments.of(texts.ours), segments.of(texts.theirs), Segment::text);
        for (Chunk<Segment> chunk : withMovesAsOne(chunks)) {
            if (isSettled(chunk)) {
                pieces.add(new Piece.Settled(text(chunk.stand())));
            } else {
                addByWords(chunk, segments::likeness, pieces);
            }
        }
        return new DisputedText(joined(pieces), charset);
    }

    /** The file that a decision for one side everywhere gives, and for none. */
    private record Versions(byte[] base, byte[] ours, byte[] theirs) {}

    private static Versions mergedBothWays(
            Optional<byte[]> base, String path, byte[] ours, byte[] theirs, FileMerge.Outcome merged, Blobs blobs) {
        FileMerge.Base common =
                base.<FileMerge.Base>map(FileMerge.Base.Common::new).orElseGet(FileMerge.Base.None::new);
        byte[] withTheirs =
                FileMerge.merge(common, path, ours, theirs, Side.THEIRS, blobs).content();
        return new Versions(base.orElse(new byte[0]), merged.content(), withTheirs);
    }

    /**
     * The fields of JSON exchanged for the other readings. Merging the other way round would also exchange fields that
     * were settled for the side that stands.
     */
    private static Optional<Versions> exchanged(byte[] merged, List<Conflict> open, Blobs blobs) {
        if (!open.stream().allMatch(conflict -> conflict.reference().unit().startsWith("/"))) {
            return Optional.empty();
        }
        JsonDocument document = JsonDocument.parse(merged);
        Optional<JsonValue> asBase = document.root();
        Optional<JsonValue> asTheirs = document.root();
        for (Conflict conflict : open) {
            List<String> steps = JsonPlaces.steps(conflict.reference().unit());
            Optional<JsonValue> base = value(conflict.base(), blobs);
            Optional<JsonValue> theirs = value(conflict.theirs(), blobs);
            asBase = asBase.flatMap(root -> JsonPlaces.with(root, steps, base));
            asTheirs = asTheirs.flatMap(root -> JsonPlaces.with(root, steps, theirs));
        }
        if (asBase.isEmpty() || asTheirs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Versions(
                document.with(asBase.get()).bytes(),
                merged,
                document.with(asTheirs.get()).bytes()));
    }

    private static Optional<JsonValue> value(Optional<BlobId> reading, Blobs blobs) {
        return reading.flatMap(id -> JsonDocument.parse(blobs.read(id)).root());
    }

    private static List<Chunk<Segment>> chunks(
            List<Segment> base, List<Segment> ours, List<Segment> theirs, Function<Segment, ?> likeness) {
        return SequenceMerge.chunks(base, ours, theirs, likeness, Neighbours.MEET);
    }

    private static boolean isSettled(Chunk<Segment> chunk) {
        return chunk.change() == Change.NONE || chunk.change() == Change.SAME;
    }

    /** Where something stands in one place in ours and in another in theirs, all between is one question, not two. */
    private static List<Chunk<Segment>> withMovesAsOne(List<Chunk<Segment>> chunks) {
        Map<String, Integer> first = new HashMap<>();
        int[] joinedTo = new int[chunks.size()];
        for (int i = 0; i < joinedTo.length; i++) {
            joinedTo[i] = i;
            if (isSettled(chunks.get(i))) {
                continue;
            }
            for (String name : names(chunks.get(i))) {
                Integer start = first.putIfAbsent(name, i);
                if (start != null) {
                    joinedTo[start] = i;
                }
            }
        }
        List<Chunk<Segment>> joined = new ArrayList<>();
        for (int i = 0; i < joinedTo.length; ) {
            int end = i;
            for (int j = i; j <= end; j++) {
                end = Math.max(end, joinedTo[j]);
            }
            List<Chunk<Segment>> stretch = chunks.subList(i, end + 1);
            joined.add(
                    stretch.size() == 1
                            ? stretch.getFirst()
                            : new Chunk<>(
                                    Change.BOTH,
                                    together(stretch, Chunk::base),
                                    together(stretch, Chunk::stand),
                                    together(stretch, Chunk::other)));
            i = end + 1;
        }
        return joined;
    }

    private static List<Segment> together(
            List<Chunk<Segment>> chunks, Function<Chunk<Segment>, List<Segment>> version) {
        return chunks.stream().flatMap(chunk -> version.apply(chunk).stream()).toList();
    }

    /** What has a name in the merged texts here. */
    private static Set<String> names(Chunk<Segment> chunk) {
        Set<String> names = new HashSet<>();
        chunk.stand().forEach(segment -> names.add(segment.name()));
        chunk.other().forEach(segment -> names.add(segment.name()));
        names.remove("");
        return names;
    }

    private static void addByWords(Chunk<Segment> stretch, Function<Segment, ?> likeness, List<Piece> pieces) {
        List<Chunk<Segment>> chunks = chunks(stretch.base(), stretch.stand(), stretch.other(), likeness);
        for (Chunk<Segment> chunk : withMovesAsOne(chunks)) {
            if (isSettled(chunk)) {
                pieces.add(new Piece.Settled(text(chunk.stand())));
            } else {
                divide(chunk, likeness, pieces);
            }
        }
    }

    /** What the merged texts share beside a disagreement is none of it, as far as it can be told what it was before. */
    private static void divide(Chunk<Segment> chunk, Function<Segment, ?> likeness, List<Piece> pieces) {
        List<Chunk<Segment>> parts = chunks(chunk.stand(), chunk.stand(), chunk.other(), likeness);
        boolean named = chunk.base().stream().noneMatch(Segment::isNameless);
        if (!named || withMovesAsOne(parts).size() < parts.size()) {
            pieces.add(new Piece.Disputed(text(chunk.base()), text(chunk.stand()), text(chunk.other())));
            return;
        }
        for (Chunk<Segment> part : parts) {
            if (isSettled(part)) {
                pieces.add(new Piece.Settled(text(part.stand())));
                continue;
            }
            Set<String> names = names(part);
            List<Segment> base = chunk.base().stream()
                    .filter(segment -> names.contains(segment.name()))
                    .toList();
            pieces.add(new Piece.Disputed(text(base), text(part.stand()), text(part.other())));
        }
    }

    private static String text(List<Segment> segments) {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.text()));
        return text.toString();
    }

    /** Neighbours that are settled are one piece. */
    private static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        StringBuilder settled = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Settled(String text) -> settled.append(text);
                case Piece.Disputed disputed -> {
                    if (!settled.isEmpty()) {
                        joined.add(new Piece.Settled(settled.toString()));
                        settled.setLength(0);
                    }
                    joined.add(disputed);
                }
            }
        }
        if (!settled.isEmpty()) {
            joined.add(new Piece.Settled(settled.toString()));
        }
        return joined;
    }

    /** Whether there is nothing to decide that could be shown as text; a binary has no text. */
    public boolean isSettled() {
        return pieces.stream().noneMatch(Piece.Disputed.class::isInstance);
    }

    /**
     * The file with markers around every disagreement, in git's form {@code diff3}: ours, base, theirs.
     * What does not begin or end a line is put on lines of its own.
     *
     * @param markerLength how often the sign of a marker is repeated; git's own is 7
     */
    public byte[] withMarkers(int markerLength) {
        String lineEnd = lineEnd();
        StringBuilder file = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Settled(String text) -> file.append(text);
                case Piece.Disputed(String base, String ours, String theirs) -> {
                    marker(file, "<", markerLength, " ours", lineEnd).append(ours);
                    marker(file, "|", markerLength, " base", lineEnd).append(base);
                    marker(file, "=", markerLength, "", lineEnd).append(theirs);
                    marker(file, ">", markerLength, " theirs", lineEnd);
                }
            }
        }
        return file.toString().getBytes(charset);
    }

    private static StringBuilder marker(StringBuilder file, String sign, int length, String label, String lineEnd) {
        if (!file.isEmpty() && file.charAt(file.length() - 1) != '\n') {
            file.append(lineEnd);
        }
        return file.append(sign.repeat(length)).append(label).append(lineEnd);
    }

    private String lineEnd() {
        for (Piece piece : pieces) {
            String text = switch (piece) {
                case Piece.Settled(String settled) -> settled;
                case Piece.Disputed(String base, String ours, String theirs) -> ours + theirs + base;
            };
            int newline = text.indexOf('\n');
            if (newline >= 0) {
                return newline > 0 && text.charAt(newline - 1) == '\r' ? "\r\n" : "\n";
            }
        }
        return "\n";
    }

    /** The file with one answer for each disagreement; the answers are asked for in the order of the text. */
    public byte[] decided(Function<Piece.Disputed, String> answer) {
        StringBuilder file = new StringBuilder();
        for (Piece piece : pieces) {
            file.append(
                    switch (piece) {
                        case Piece.Settled(String text) -> text;
                        case Piece.Disputed disputed -> answer.apply(disputed);
                    });
        }
        return file.toString().getBytes(charset);
    }
}
