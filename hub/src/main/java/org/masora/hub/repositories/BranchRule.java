package org.masora.hub.repositories;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Protection of the branches whose names fit a pattern. A protected branch cannot be force-pushed or deleted.
 *
 * @param name a branch, or a glob in which {@code *} stands for letters other than {@code /}, {@code **} for any
 * @param pushAllowed whether anybody may push there
 * @param pushersListed whether, if so, only those of {@code pushers} may
 * @param pushers numbers of accounts
 */
public record BranchRule(
        String name, boolean pushAllowed, boolean pushersListed, List<Long> pushers, Instant created, Instant updated) {
    /** Copies the list. */
    public BranchRule {
        pushers = List.copyOf(pushers);
    }

    /** Whether the rule speaks of this branch. */
    public boolean covers(String branch) {
        return pattern().matcher(branch.toLowerCase(Locale.ROOT)).matches();
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        String glob = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                regex.append(".*");
                i++;
            } else {
                regex.append("[^/]*");
            }
        }
        return Pattern.compile(regex.toString());
    }

    /** Whether the rule lets an account push that may otherwise write. */
    public boolean letsPush(long account) {
        return pushAllowed && (!pushersListed || pushers.contains(account));
    }
}
