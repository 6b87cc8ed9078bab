package org.masora.hub.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/** All files of a commit as one file, under one top folder, as {@code git archive} makes it. */
public final class Archive {
    /** The kinds that are made. */
    public enum Form {
        ZIP(".zip"),
        TAR_GZ(".tar.gz");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        /** How files of this kind end. */
        public String suffix() {
            return suffix;
        }

        /** The kind that a file name ends for. */
        public static Optional<Form> of(String fileName) {
            return Arrays.stream(values())
                    .filter(form -> fileName.endsWith(form.suffix))
                    .findFirst();
        }
    }

    /** Where the entries go. */
    private interface Sink extends AutoCloseable {
        void folder(String path) throws IOException;

        void file(String path, FileMode mode, ObjectLoader content) throws IOException;

        @Override
        void close() throws IOException;
    }

    private Archive() {}

    /** Writes the archive of a commit. */
    public static void write(Repository repository, RevCommit commit, Form form, String topFolder, OutputStream out)
            throws IOException {
        Instant time = Instant.ofEpochSecond(commit.getCommitTime());
        OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        try (Sink sink = switch (form) {
                    case ZIP -> new Zip(buffered, time);
                    case TAR_GZ -> new Tar(new GZIPOutputStream(buffered, 1 << 16), time);
                };
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            sink.folder(topFolder + "/");
            while (walk.next()) {
                String path = topFolder + "/" + walk.getPathString();
                FileMode mode = walk.getFileMode(0);
                if (walk.isSubtree()) {
                    sink.folder(path + "/");
                    walk.enterSubtree();
                } else if (mode.equals(FileMode.GITLINK)) {
                    sink.folder(path + "/");
                } else {
                    sink.file(path, mode, walk.getObjectReader().open(walk.getObjectId(0)));
                }
            }
        }
    }

    private static final class Zip implements Sink {
        private final ZipOutputStream zip;
        private final FileTime time;

        Zip(OutputStream out, Instant time) {
            this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            this.time = FileTime.from(time);
        }

        @Override
        public void folder(String path) throws IOException {
            ZipEntry entry = new ZipEntry(path);
            entry.setLastModifiedTime(time);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(0);
            entry.setCrc(new CRC32().getValue());
            zip.putNextEntry(entry);
            zip.closeEntry();
        }

        @Override
        public void file(String path, FileMode mode, ObjectLoader content) throws IOException {
            ZipEntry entry = new ZipEntry(path);
            entry.setLastModifiedTime(time);
            zip.putNextEntry(entry);
            content.copyTo(zip);
            zip.closeEntry();
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** POSIX.1-1988 ustar, with POSIX.1-2001 pax headers for what does not fit. */
    private static final class Tar implements Sink {
        private static final int BLOCK = 512;
        private static final int NAME_BYTES = 100;
        private static final long LARGEST_SIZE = 077777777777L;

        private final OutputStream out;
        private final Instant time;

        Tar(OutputStream out, Instant time) {
            this.out = out;
            this.time = time;
        }

        @Override
        public void folder(String path) throws IOException {
            entry(path, '5', 0775, 0, "");
        }

        @Override
        public void file(String path, FileMode mode, ObjectLoader content) throws IOException {
            if (mode.equals(FileMode.SYMLINK)) {
                entry(path, '2', 0777, 0, new String(content.getCachedBytes(), StandardCharsets.UTF_8));
                return;
            }
            long size = content.getSize();
            entry(path, '0', mode.equals(FileMode.EXECUTABLE_FILE) ? 0775 : 0664, size, "");
            content.copyTo(out);
            pad(size);
        }

        private void entry(String path, char type, int mode, long size, String link) throws IOException {
            StringBuilder pax = new StringBuilder();
            if (isLong(path)) {
                pax.append(paxRecord("path", path));
            }
            if (isLong(link)) {
                pax.append(paxRecord("linkpath", link));
            }
            if (size > LARGEST_SIZE) {
                pax.append(paxRecord("size", Long.toString(size)));
            }
            if (!pax.isEmpty()) {
                byte[] extended = pax.toString().getBytes(StandardCharsets.UTF_8);
                header("pax_header", 'x', 0664, extended.length, "");
                out.write(extended);
                pad(extended.length);
            }
            header(path, type, mode, Math.min(size, LARGEST_SIZE), link);
        }

        private static boolean isLong(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES;
        }

        /** "LENGTH KEY=VALUE\n", where the length counts itself. */
        private static String paxRecord(String key, String value) {
            String rest = " " + key + "=" + value + "\n";
            int length = rest.getBytes(StandardCharsets.UTF_8).length;
            int total = length + Integer.toString(length).length();
            total = length + Integer.toString(total).length();
            return total + rest;
        }

        private void header(String path, char type, int mode, long size, String link) throws IOException {
            byte[] header = new byte[BLOCK];
            text(header, 0, NAME_BYTES, path);
            octal(header, 100, 8, mode);
            octal(header, 108, 8, 0);
            octal(header, 116, 8, 0);
            octal(header, 124, 12, size);
            octal(header, 136, 12, time.getEpochSecond());
            Arrays.fill(header, 148, 156, (byte) ' ');
            header[156] = (byte) type;
            text(header, 157, NAME_BYTES, link);
            text(header, 257, 6, "ustar");
            header[263] = '0';
            header[264] = '0';
            text(header, 265, 32, "root");
            text(header, 297, 32, "root");
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            octal(header, 148, 7, sum);
            out.write(header);
        }

        private static void text(byte[] header, int at, int room, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, room));
        }

        private static void octal(byte[] header, int at, int room, long number) {
            String digits = Long.toOctalString(number);
            text(header, at, room, "0".repeat(room - 1 - digits.length()) + digits);
        }

        private void pad(long size) throws IOException {
            out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
        }

        @Override
        public void close() throws IOException {
            out.write(new byte[2 * BLOCK]);
            out.close();
        }
    }
}
