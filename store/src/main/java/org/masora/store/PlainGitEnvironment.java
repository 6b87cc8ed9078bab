package org.masora.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit to itself: it would otherwise start {@code git --version}, read the person's git
 * configuration and let it change how the vault behaves (line ends, hooks, proxies).
 */
public final class PlainGitEnvironment {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();

    private PlainGitEnvironment() {}

    /** Makes it so for this process; further calls do nothing. */
    public static void install() {
        if (INSTALLED.compareAndSet(false, true)) {
            SystemReader.setInstance(new WithoutConfiguration(SystemReader.getInstance()));
        }
    }

    private static final class WithoutConfiguration extends SystemReader.Delegate {

        WithoutConfiguration(SystemReader original) {
            super(original);
        }

        @Override
        public @Nullable String getenv(String variable) {
            return variable.startsWith("GIT_") ? null : super.getenv(variable);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return new Empty(parent, fs);
        }
    }

    private static final class Empty extends FileBasedConfig {

        Empty(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public void save() {}

        /**
         * JGit would measure how finely the disk tells time, which takes seconds in every new process and leaves
         * probe files in the repository. This is what it assumes of a disk that it could not measure.
         */
        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            boolean timestampResolution = section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    && name.equals(ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION);
            return timestampResolution
                    ? wantUnit.convert(FS.FileStoreAttributes.FALLBACK_TIMESTAMP_RESOLUTION)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }
    }
}
