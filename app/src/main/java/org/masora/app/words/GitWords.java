package org.masora.app.words;

import org.masora.app.git.GitSetup.Change;

/** What was changed in the settings of git, in words. */
public final class GitWords {
    private GitWords() {}

    /** One change. */
    public static Message of(Change change) {
        return switch (change) {
            case Change.Set(String key, String value) ->
                Message.of("M-0164", "key", key).with("value", value);
            case Change.Unset(String key) -> Message.of("M-0165", "key", key);
            case Change.NamesWritten(var file) -> Message.of("M-0166", "file", file);
            case Change.NamesRemoved(var file) -> Message.of("M-0167", "file", file);
            case Change.OtherTool(String tool) -> Message.of("M-0168", "tool", tool);
        };
    }
}
