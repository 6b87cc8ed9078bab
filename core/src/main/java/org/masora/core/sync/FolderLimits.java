package org.masora.core.sync;

import java.util.List;

/**
 * What folder and project do not share because one of them cannot hold it (rule B3).
 *
 * @param leftOut paths that stand in the folder and are no text of the project: links and special files. They stay as
 *     they are
 * @param notHeld paths of the project that this folder cannot hold. They are carried along
 */
public record FolderLimits(List<String> leftOut, List<String> notHeld) {

    /** Folder and project hold the same. */
    public static final FolderLimits NONE = new FolderLimits(List.of(), List.of());

    public FolderLimits {
        leftOut = List.copyOf(leftOut);
        notHeld = List.copyOf(notHeld);
    }
}
