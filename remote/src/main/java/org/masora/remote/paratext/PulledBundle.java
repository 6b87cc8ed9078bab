package org.masora.remote.paratext;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Wire.Reply;

/**
 * A bundle on its way here. What has come stays on the disk with the name under which the server prepared it, so
 * that a broken transfer goes on where it stopped, also days later and in another program.
 */
final class PulledBundle {

    private static final Pattern CONTENT_RANGE =
            Pattern.compile("\\s*bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})\\s*");

    private final Path part;
    private final Path note;
    private String guid = "";
    private long total = -1;

    /**
     * A bundle whose parts lie in this file.
     *
     * @param part the bundle; what is known of it lies beside
     */
    PulledBundle(Path part) {
        this.part = part;
        this.note = part.resolveSibling(part.getFileName() + ".from");
    }

    /** The bundle, whole after {@link Archives#pull}. */
    Path file() {
        return part;
    }

    /** The name that the server knows it by. */
    String guid() {
        return guid;
    }

    /** So many bytes are here. */
    long size() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    /** Begins, or goes on with what was begun for the same question; answers how many bytes are here. */
    long begin(String question) throws IOException {
        if (Files.exists(note)) {
            List<String> lines = Files.readAllLines(note, StandardCharsets.UTF_8);
            boolean same = lines.size() == 3
                    && lines.get(2).equals(question)
                    && lines.get(1).matches("[0-9]{1,18}");
            if (same && size() > 0 && size() < Long.parseLong(lines.get(1))) {
                guid = lines.get(0);
                total = Long.parseLong(lines.get(1));
                return size();
            }
        }
        discard();
        guid = UUID.randomUUID().toString();
        this.question = question;
        return 0;
    }

    private String question = "";

    /** Forgets everything. */
    void discard() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(note);
        total = -1;
    }

    /** Whether an answer is the rest of what is here. */
    boolean continues(Reply reply) throws IOException {
        Optional<Matcher> range =
                reply.header("Content-Range").map(CONTENT_RANGE::matcher).filter(Matcher::matches);
        return range.isPresent()
                && Long.parseLong(range.get().group(1)) == size()
                && Long.parseLong(range.get().group(3)) == total;
    }

    /**
     * Takes in what an answer holds.
     *
     * @return whether there is a bundle at all
     */
    boolean take(Reply reply, Progress progress) throws IOException {
        if (reply.status() != 206) {
            String first = guid;
            discard();
            guid = first;
            total = reply.header("Content-Length")
                    .filter(text -> text.matches("[0-9]{1,18}"))
                    .map(Long::parseLong)
                    .orElse(-1L);
            if (total > 0) {
                Files.writeString(note, guid + "\n" + total + "\n" + question + "\n");
            }
        }
        long have = size();
        byte[] buffer = new byte[32 << 10];
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int count = reply.body().read(buffer);
                    count >= 0;
                    count = reply.body().read(buffer)) {
                out.write(buffer, 0, count);
                have += count;
                progress.at(Phase.RECEIVING, have, Math.max(total, 0));
            }
        }
        if (total >= 0 && have != total) {
            if (have > total) {
                discard();
            }
            throw new Halted(
                    new RemoteFailure.Unreachable("", LineTrouble.CUT, "a bundle of another length than was said"));
        }
        Files.deleteIfExists(note);
        return have > 0;
    }
}
