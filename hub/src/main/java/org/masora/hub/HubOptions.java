package org.masora.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.masora.hub.paratext.ParatextOptions;

/**
 * How a hub is started.
 *
 * @param dataFolder where it keeps everything; made if missing
 * @param port the port on the loopback, 0 for any free one
 * @param adminName the administrator that is made in a new data folder; {@code admin} if empty
 * @param adminPassword the administrator's password; made up if empty. Without meaning in a folder that is not new
 * @param pushEffectsDelay how long after a change of refs {@code empty}, {@code default_branch}, the list of branches
 *     and HEAD go on to show what was before, as a real Door43 does for about a second; zero for not at all
 * @param paratext how it stands in for Paratext's servers; if empty, not at all
 */
public record HubOptions(
        Path dataFolder,
        int port,
        Optional<String> adminName,
        Optional<String> adminPassword,
        Duration pushEffectsDelay,
        Optional<ParatextOptions> paratext) {
    /** Checks the port. */
    public HubOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /** A hub on any free port, with an administrator {@code admin} whose password is made up. */
    public static HubOptions in(Path dataFolder) {
        return new HubOptions(dataFolder, 0, Optional.empty(), Optional.empty(), Duration.ZERO, Optional.empty());
    }

    /** The same on this port. */
    public HubOptions onPort(int newPort) {
        return new HubOptions(dataFolder, newPort, adminName, adminPassword, pushEffectsDelay, paratext);
    }

    /** The same with this administrator. */
    public HubOptions withAdministrator(String name, String password) {
        return new HubOptions(dataFolder, port, Optional.of(name), Optional.of(password), pushEffectsDelay, paratext);
    }

    /** The same with effects of pushes shown late. */
    public HubOptions withDelayedPushEffects(Duration delay) {
        return new HubOptions(dataFolder, port, adminName, adminPassword, delay, paratext);
    }

    /** The same, standing in for Paratext's servers too. */
    public HubOptions withParatext(ParatextOptions paratextOptions) {
        return new HubOptions(
                dataFolder, port, adminName, adminPassword, pushEffectsDelay, Optional.of(paratextOptions));
    }

    /** Keeps the password to itself. */
    @Override
    public String toString() {
        return "HubOptions[" + dataFolder + ", port " + port + "]";
    }
}
