package org.masora.hub.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit away from the person's and the computer's own git configuration: what someone has set for their git must
 * not change how the hub behaves, and no {@code git} program is started to find it. Everything else is asked of the
 * reader that was there before.
 */
public final class IsolatedSystemReader extends SystemReader.Delegate {
    private IsolatedSystemReader(SystemReader rest) {
        super(rest);
    }

    /** Puts such a reader in place, for the whole process. */
    public static synchronized void install() {
        SystemReader before = SystemReader.getInstance();
        if (!(before instanceof IsolatedSystemReader)) {
            SystemReader.setInstance(new IsolatedSystemReader(before));
            // Measuring how finely the disk tells time takes seconds; until it is known, JGit assumes the coarsest.
            FS.FileStoreAttributes.setBackground(true);
        }
    }

    private static final class NoFile extends FileBasedConfig {
        NoFile(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // What JGit measures about the disk is kept in memory only.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    /** Variables such as {@code GIT_DIR} are meant for another git. */
    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }
}
