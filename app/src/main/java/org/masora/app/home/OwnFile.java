package org.masora.app.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.masora.store.DurableFiles;

/** Files that nobody but their owner can read, from the moment they exist, and that are never half written. */
public final class OwnFile {
    private OwnFile() {}

    /** Puts a whole new content in the place of the old one. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(beside))) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.flushFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    /** The content, if the file is there. */
    public static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** The content; where there is none yet, the one that is made up now. */
    public static byte[] readOrMake(Path file, Supplier<byte[]> made) throws IOException {
        Optional<byte[]> there = read(file);
        if (there.isPresent()) {
            return there.get();
        }
        byte[] content = made.get();
        replace(file, content);
        return content;
    }

    /** A file to be locked. */
    public static FileChannel lockFile(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.file(file));
    }

    /** A folder for files of this kind. */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, OwnerOnly.folder(folder));
    }
}
