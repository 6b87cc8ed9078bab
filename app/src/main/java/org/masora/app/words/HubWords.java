package org.masora.app.words;

import org.masora.hub.HubStartException.Problem;

/** Why a hub does not start, in words. */
public final class HubWords {
    private HubWords() {}

    public static Message of(Problem problem) {
        return switch (problem) {
            case Problem.FolderInUse(var folder) -> Message.of("M-0204", "folder", folder);
            case Problem.PortInUse(int port) -> Message.of("M-0205", "port", Integer.toString(port));
            case Problem.NewerFormat(var folder, int format) ->
                Message.of("M-0206", "folder", folder).with("format", format);
            case Problem.BrokenRecord(var file) -> Message.of("M-0208", "file", file);
            case Problem.FolderUnusable(var folder, var reason) ->
                Message.of("M-0209", "folder", folder).with("reason", reason);
            case Problem.BadAdminName(var name) -> Message.of("M-0210", "name", name);
            case Problem.ShortAdminPassword(int length) -> Message.of("M-0211", "length", length);
            case Problem.MercurialMissing() -> Message.of("M-0221");
            case Problem.MercurialTooOld(var program, var version, var oldest) ->
                Message.of("M-0222", "program", program)
                        .with("version", version)
                        .with("oldest", oldest);
            case Problem.MercurialUnusable(var program, var said) ->
                Message.of("M-0223", "program", program).with("said", said);
        };
    }
}
