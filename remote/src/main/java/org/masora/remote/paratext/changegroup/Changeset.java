package org.masora.remote.paratext.changegroup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a changeset says, without its content.
 *
 * @param manifest the manifest that lists its content
 * @param user who made it, as written
 * @param seconds when, since 1970
 * @param offsetSeconds the clock's distance from UTC, west is positive
 * @param extra the branch and other things of Mercurial's own, as written; mostly empty
 * @param paths what it changed, each as Mercurial has it
 * @param description the message
 */
public record Changeset(
        NodeId manifest,
        String user,
        long seconds,
        int offsetSeconds,
        String extra,
        List<String> paths,
        String description) {

    public Changeset {
        paths = List.copyOf(paths);
        if (user.isBlank() || user.contains("\n") || extra.contains("\n")) {
            throw new IllegalArgumentException("a changeset that cannot be written");
        }
    }

    /** Reads a changeset's text; paths come as ISO 8859-1, so that no byte is lost. */
    public static Changeset parse(byte[] text) throws DamagedBundle {
        int end = indexOfBlankLine(text);
        String[] head = new String(text, 0, end, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (head.length < 3 || !NodeId.isNode(head[0])) {
            throw new DamagedBundle("a changeset without its head");
        }
        String user = new String(head[1].getBytes(StandardCharsets.ISO_8859_1), UTF_8);
        String[] date = head[2].split(" ", 3);
        List<String> paths = new ArrayList<>(List.of(head).subList(3, head.length));
        int from = Math.min(text.length, end + 2);
        String description = new String(text, from, text.length - from, UTF_8);
        try {
            return new Changeset(
                    new NodeId(head[0]),
                    user.isBlank() ? "?" : user,
                    (long) Double.parseDouble(date[0]),
                    date.length > 1 ? (int) Double.parseDouble(date[1]) : 0,
                    date.length > 2 ? date[2] : "",
                    paths,
                    description);
        } catch (NumberFormatException e) {
            throw new DamagedBundle("a changeset without a date", e);
        }
    }

    /** The end of the head: before the line feed that an empty line follows. */
    private static int indexOfBlankLine(byte[] text) throws DamagedBundle {
        for (int i = 0; i + 1 < text.length; i++) {
            if (text[i] == '\n' && text[i + 1] == '\n') {
                return i;
            }
        }
        throw new DamagedBundle("a changeset without a description");
    }

    /** The text, as Mercurial writes it. */
    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String date = seconds + " " + offsetSeconds + (extra.isEmpty() ? "" : " " + extra);
        out.writeBytes((manifest.hex() + "\n" + user + "\n" + date + "\n").getBytes(UTF_8));
        paths.stream().sorted().forEach(path -> out.writeBytes((path + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        out.writeBytes(("\n" + description).getBytes(UTF_8));
        return out.toByteArray();
    }

    /** The node that this is above these parents. */
    NodeId node(NodeId p1, NodeId p2) {
        return NodeId.of(p1, p2, text());
    }
}
