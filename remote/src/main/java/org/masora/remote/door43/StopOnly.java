package org.masora.remote.door43;

import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.masora.core.sync.Progress;

/** Lets JGit hear that the person stopped it; its own counting says nothing to people. */
final class StopOnly extends EmptyProgressMonitor {

    private final Progress progress;

    StopOnly(Progress progress) {
        this.progress = progress;
    }

    @Override
    public boolean isCancelled() {
        return progress.cancelled();
    }
}
