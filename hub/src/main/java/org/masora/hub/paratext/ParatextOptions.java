package org.masora.hub.paratext;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the stand-in behaves.
 *
 * @param registryPath where the Registry is below the hub's address, with a slash at both ends
 * @param archivesPath where the Archives are, likewise
 * @param accessTokenLife how long an access token is good
 * @param refreshGrace how long a refresh token that was replaced still gives another one; counted from its first use
 * @param lockLife after how long without use a lock no longer counts
 * @param requestsPerMinute how many requests of one person are answered in a minute; more are put off (429)
 */
public record ParatextOptions(
        String registryPath,
        String archivesPath,
        Duration accessTokenLife,
        Duration refreshGrace,
        Duration lockLife,
        int requestsPerMinute) {
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9_.-]+/)+");

    /** As the real servers are reached and, where it is known, as they behave. */
    public static final ParatextOptions USUAL = new ParatextOptions(
            "/registry/api8/",
            "/archives/send_receive_server/api80/",
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(15),
            3_000);

    /** Checks the paths. */
    public ParatextOptions {
        if (!PATH.matcher(registryPath).matches() || !PATH.matcher(archivesPath).matches()) {
            throw new IllegalArgumentException("not paths: " + registryPath + " " + archivesPath);
        }
        if (requestsPerMinute < 1) {
            throw new IllegalArgumentException("no requests are answered");
        }
    }

    /** The same with another grace. */
    public ParatextOptions withRefreshGrace(Duration grace) {
        return new ParatextOptions(registryPath, archivesPath, accessTokenLife, grace, lockLife, requestsPerMinute);
    }

    /** The same with another limit of requests. */
    public ParatextOptions withRequestsPerMinute(int most) {
        return new ParatextOptions(registryPath, archivesPath, accessTokenLife, refreshGrace, lockLife, most);
    }
}
