package org.masora.core.merge;

import java.util.SortedMap;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;

/** Names for what has to step aside so that two things can be kept. */
final class Aside {
    private static final int SHORT = 8;

    private Aside() {}

    /**
     * A path beside this one, the same on every computer: {@code photo (also 1a2b3c4d).jpg}.
     *
     * @param content what is to lie there
     * @param taken paths that are in use
     */
    static String path(String path, BlobId content, SortedMap<String, Entry> taken) {
        int nameStart = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int cut = dot > nameStart ? dot : path.length();
        String aside =
                path.substring(0, cut) + " (also " + content.hex().substring(0, SHORT) + ")" + path.substring(cut);
        Entry there = taken.get(aside);
        return there == null || there.id().equals(content)
                ? aside
                : path.substring(0, cut) + " (also " + content.hex() + ")" + path.substring(cut);
    }
}
