package org.masora.store;

import java.util.List;
import org.masora.core.project.Snapshot;

/** What a scan of a folder gave. */
public sealed interface ScanResult {

    /**
     * The folder was read whole.
     *
     * @param snapshot every file in it; bytes are in the vault's blobs
     * @param left what was left where it is: links, special files, names git cannot carry
     */
    record Scanned(Snapshot snapshot, List<String> left) implements ScanResult {}

    /** The folder is not there (a drive not plugged in, a moved or deleted folder). Never read as deletion (rule D1). */
    record Missing() implements ScanResult {}

    /** The folder is there and holds no file. Never read as deletion (rule D1). */
    record Empty() implements ScanResult {}

    /** These paths cannot be read now; nothing was taken from the folder. */
    record Unreadable(List<String> paths) implements ScanResult {}
}
