package org.masora.app.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All files of a folder with their bytes, without any folder {@code .git}. */
public record Tree(NavigableMap<String, byte[]> files) {

    public static Tree read(Path folder) throws IOException {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Tree(files);
    }

    /** Writes the files into a new folder. */
    public void write(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.resolveSibling(".").normalize());
            Files.write(target, file.getValue());
        }
    }

    /** The bytes of a file; none where it is not there. */
    byte[] content(String path) {
        return files.getOrDefault(path, new byte[0]);
    }

    /** The paths that are not byte for byte the same in both. */
    List<String> differences(Tree other) {
        TreeSet<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(other.files.keySet());
        List<String> different = new ArrayList<>();
        for (String path : paths) {
            if (!Arrays.equals(files.get(path), other.files.get(path))) {
                different.add(path);
            }
        }
        return different;
    }

    long bytes() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }
}
