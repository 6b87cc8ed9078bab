package org.masora.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.ChapterSpan;
import org.masora.core.usfm.UsfmDocument;

/**
 * Which contents of books have which chapters, by hashes: of thousands of contents of one book few differ in a given
 * chapter, and only those have to be read to tell the history of a verse. A content is looked at once and what was
 * found is kept in a file. Losing that costs time, nothing else: it follows from the contents alone.
 */
public final class ChapterIndex {

    private static final int FORMAT = 0x4D43_4931;

    /** More contents than this are not kept, but begun anew: some twenty megabytes in memory. */
    private static final int CONTENTS_MAX = 50_000;

    private static final int HASH_BYTES = 16;
    private static final int BLOB_BYTES = 20;
    private static final int CHAPTERS_MAX = 100_000;

    private final Path file;
    private final Vault.Reading vault;
    private final Map<BlobId, Content> contents = new LinkedHashMap<>();
    private final Map<ByteBuffer, Integer> chapters = new HashMap<>();
    private boolean grown;

    private byte[] lastBytes = new byte[0];
    private List<ChapterSpan> lastSpans = List.of();
    private int[] lastIds = {};
    private int[] lastNumbers = {};
    private String lastBook = "";

    private ChapterIndex(Path file, Vault.Reading vault) {
        this.file = file;
        this.vault = vault;
    }

    /**
     * What is known of one content.
     *
     * @param book by its own account; empty for none
     * @param numbers the numbers of its chapters in the order of the file, 0 for what stands before the first; none at
     *     all where it cannot be cut into chapters
     * @param ids for each of them a number that equal chapters share
     */
    private record Content(String book, int[] numbers, int[] ids) {}

    /**
     * What says the same of a chapter wherever it is found.
     *
     * @param book the book by the file's own account
     * @param ids of the chapters of that number
     * @param whole the content, where it cannot be cut into chapters and has to be read as a whole
     */
    public record Chapter(Optional<BookCode> book, List<Integer> ids, Optional<BlobId> whole) {}

    /** The index that is kept in this file. */
    static ChapterIndex open(Path file, Vault.Reading vault) {
        ChapterIndex index = new ChapterIndex(file, vault);
        try {
            index.load(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            return index;
        } catch (IOException | RuntimeException damaged) {
            return new ChapterIndex(file, vault);
        }
        return index;
    }

    /** Reads those of these contents that are not known, in the order in which that costs least. */
    public void learn(Collection<BlobId> ids) {
        List<BlobId> unknown =
                ids.stream().filter(id -> !contents.containsKey(id)).toList();
        vault.inStoredOrder(unknown).forEach(id -> contents.computeIfAbsent(id, this::learn));
    }

    /** What this content has as chapter of this number; the content is read if it is not known. */
    public Chapter chapter(BlobId id, int number) {
        Content content = contents.computeIfAbsent(id, this::learn);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < content.numbers().length; i++) {
            if (content.numbers()[i] == number) {
                ids.add(content.ids()[i]);
            }
        }
        boolean cut = content.numbers().length > 0;
        return new Chapter(BookCode.find(content.book()), ids, cut ? Optional.empty() : Optional.of(id));
    }

    private Content learn(BlobId id) {
        grown = true;
        byte[] bytes = vault.read(id);
        Optional<List<ChapterSpan>> cut =
                UsfmDocument.chapterSpans(bytes, lastBytes, lastSpans).filter(spans -> spans.size() <= CHAPTERS_MAX);
        if (cut.isEmpty()) {
            return new Content(book(UsfmDocument.parse(bytes)), new int[0], new int[0]);
        }
        List<ChapterSpan> spans = cut.get();
        int[] ids = new int[spans.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(bytes, spans.get(i), i);
        }
        ChapterSpan head = spans.getFirst();
        boolean sameHead = lastIds.length > 0 && ids[0] == lastIds[0];
        lastBook = sameHead ? lastBook : book(UsfmDocument.parse(Arrays.copyOfRange(bytes, head.start(), head.end())));
        int[] numbers = spans.stream().mapToInt(ChapterSpan::number).toArray();
        lastNumbers = Arrays.equals(numbers, lastNumbers) ? lastNumbers : numbers;
        lastBytes = bytes;
        lastSpans = spans;
        lastIds = ids;
        return new Content(lastBook, lastNumbers, ids);
    }

    private static String book(UsfmDocument document) {
        return document.book().map(BookCode::code).orElse("");
    }

    /** Most chapters are those of the content that was looked at before. */
    private int id(byte[] bytes, ChapterSpan span, int index) {
        if (index < lastSpans.size()) {
            ChapterSpan last = lastSpans.get(index);
            if (Arrays.equals(bytes, span.start(), span.end(), lastBytes, last.start(), last.end())) {
                return lastIds[index];
            }
        }
        return id(hash(bytes, span));
    }

    private int id(byte[] hash) {
        return chapters.computeIfAbsent(ByteBuffer.wrap(hash), unknown -> chapters.size());
    }

    private static byte[] hash(byte[] bytes, ChapterSpan span) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, span.start(), span.end() - span.start());
            return Arrays.copyOf(digest.digest(), HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Keeps what was learnt. A disk that does not take it is no reason to fail: it is learnt again next time. */
    public void save() {
        if (!grown) {
            return;
        }
        try {
            if (contents.size() > CONTENTS_MAX) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(DurableFiles.folderOf(file));
                DurableFiles.replace(file, encoded());
            }
            grown = false;
        } catch (IOException notKept) {
            grown = true;
        }
    }

    /**
     * The hashes of the chapters, then each content: its id, its book, and its chapters, told by
     * what differs from the content before it.
     */
    private byte[] encoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        byte[][] hashes = new byte[chapters.size()][];
        chapters.forEach((hash, id) -> {
            hashes[id] = new byte[hash.remaining()];
            hash.duplicate().get(hashes[id]);
        });
        out.writeInt(hashes.length);
        for (byte[] hash : hashes) {
            out.write(hash);
        }
        out.writeInt(contents.size());
        @Nullable Content before = null;
        for (Map.Entry<BlobId, Content> entry : contents.entrySet()) {
            Content content = entry.getValue();
            out.write(HexFormat.of().parseHex(entry.getKey().hex()));
            out.writeUTF(content.book());
            boolean alike = before != null && Arrays.equals(before.numbers(), content.numbers());
            out.writeBoolean(alike);
            if (before != null && alike) {
                int[] ids = content.ids();
                int[] others = before.ids();
                int[] differing = IntStream.range(0, ids.length)
                        .filter(i -> ids[i] != others[i])
                        .toArray();
                out.writeInt(differing.length);
                for (int at : differing) {
                    out.writeInt(at);
                    out.writeInt(ids[at]);
                }
            } else {
                out.writeInt(content.numbers().length);
                for (int i = 0; i < content.numbers().length; i++) {
                    out.writeInt(content.numbers()[i]);
                    out.writeInt(content.ids()[i]);
                }
            }
            before = content;
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.toByteArray());
        out.writeLong(sum.getValue());
        return bytes.toByteArray();
    }

    private void load(byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        int body = bytes.length - Long.BYTES;
        sum.update(bytes, 0, Math.max(0, body));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (body < 0
                || ByteBuffer.wrap(bytes, body, Long.BYTES).getLong() != sum.getValue()
                || in.readInt() != FORMAT) {
            throw new IOException("not an index of chapters");
        }
        int hashes = in.readInt();
        for (int i = 0; i < hashes; i++) {
            chapters.put(ByteBuffer.wrap(in.readNBytes(HASH_BYTES)), i);
        }
        int count = in.readInt();
        Content before = new Content("", new int[0], new int[0]);
        for (int i = 0; i < count; i++) {
            BlobId id = new BlobId(HexFormat.of().formatHex(in.readNBytes(BLOB_BYTES)));
            before = content(in, before);
            contents.put(id, before);
        }
    }

    private static Content content(DataInputStream in, Content before) throws IOException {
        String book = in.readUTF();
        if (in.readBoolean()) {
            int[] ids = before.ids().clone();
            for (int differing = in.readInt(); differing > 0; differing--) {
                int at = in.readInt();
                ids[at] = in.readInt();
            }
            return new Content(book, before.numbers(), ids);
        }
        int length = in.readInt();
        int[] numbers = new int[length];
        int[] ids = new int[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = in.readInt();
            ids[i] = in.readInt();
        }
        return new Content(book, numbers, ids);
    }
}
