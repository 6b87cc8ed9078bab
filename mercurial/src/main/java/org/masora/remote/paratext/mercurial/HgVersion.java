package org.masora.remote.paratext.mercurial;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Mercurial, as far as it matters here.
 *
 * @param major the first number
 * @param minor the second number
 */
public record HgVersion(int major, int minor) implements Comparable<HgVersion> {
    /** The oldest that Paratext itself works with, and new enough to read bundles packed with zstd. */
    public static final HgVersion OLDEST = new HgVersion(4, 3);

    private static final Pattern FORM = Pattern.compile("\\(version ([0-9]{1,4})\\.([0-9]{1,4})[^)]*\\)");
    private static final Comparator<HgVersion> ORDER =
            Comparator.comparingInt(HgVersion::major).thenComparingInt(HgVersion::minor);

    /** The version in what {@code hg --version} printed. */
    static Optional<HgVersion> in(String printed) {
        Matcher matcher = FORM.matcher(printed);
        return matcher.find()
                ? Optional.of(new HgVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(HgVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
