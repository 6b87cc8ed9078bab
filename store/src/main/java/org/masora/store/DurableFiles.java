package org.masora.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writing so that it is still there after the plug is pulled. */
public final class DurableFiles {

    private DurableFiles() {}

    /** Puts these bytes at this path in one step: afterwards it holds the old bytes or the new, never a part. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling(".masora-" + file.getFileName() + ".new");
        write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flushFolder(folderOf(file));
    }

    /** The folder that holds this file. */
    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }

    /** Writes a file and brings it to the disk. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Brings renames in a folder to the disk, where the platform lets a folder be opened (Windows does not). */
    public static void flushFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException notOnThisPlatform) {
            // The rename itself is atomic; only its moment is left to the operating system.
            return;
        }
    }
}
