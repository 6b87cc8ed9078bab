package org.masora.store;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Linux's {@code syncfs(2)}: everything that was written to a file system, by anybody, is on the disk when it
 * returns. For many small files that is one wait for the disk in place of one a file. Java has no call for it.
 */
final class WholeFileSystem {

    /** {@code O_RDONLY | O_CLOEXEC}, the same on every processor that Java's linker knows. */
    private static final int READ_AND_CLOSE_ON_EXEC = 0x80000;

    private record Calls(MethodHandle open, MethodHandle syncfs, MethodHandle close) {}

    private static final Optional<Calls> CALLS = find();

    private WholeFileSystem() {}

    /**
     * Brings everything on the file system that holds this folder to the disk.
     *
     * @return whether the system says that it did; where it does not, each file has to be flushed by itself
     */
    static boolean bringToDisk(Path folder) {
        return folder.getFileSystem().equals(FileSystems.getDefault())
                && CALLS.filter(calls -> synced(calls, folder)).isPresent();
    }

    private static boolean synced(Calls calls, Path folder) {
        try (Arena arena = Arena.ofConfined()) {
            int opened = (int) calls.open.invokeExact(
                    arena.allocateFrom(folder.toAbsolutePath().toString()), READ_AND_CLOSE_ON_EXEC);
            if (opened < 0) {
                return false;
            }
            int failed = (int) calls.syncfs.invokeExact(opened);
            int left = (int) calls.close.invokeExact(opened);
            return failed == 0 && left == 0;
        } catch (Throwable e) {
            // What a method handle may throw; these three throw nothing but errors of the virtual machine.
            throw new IllegalStateException(e);
        }
    }

    /** Calls of C cannot be checked by Java; these three are written down as the manual pages have them. */
    @SuppressWarnings("restricted")
    private static Optional<Calls> find() {
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup names = linker.defaultLookup();
            FunctionDescriptor takesFile = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
            FunctionDescriptor takesName =
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
            return names.find("syncfs")
                    .map(syncfs -> new Calls(
                            linker.downcallHandle(
                                    names.findOrThrow("open"), takesName, Linker.Option.firstVariadicArg(2)),
                            linker.downcallHandle(syncfs, takesFile),
                            linker.downcallHandle(names.findOrThrow("close"), takesFile)));
        } catch (UnsupportedOperationException | IllegalCallerException notHere) {
            // No linker for this processor, or a program that did not let us use it: files are flushed one by one.
            return Optional.empty();
        }
    }
}
