package org.masora.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A hub as a process of its own: prints its address, and ends with its input, or is killed. */
public final class HubProcess {
    private HubProcess() {}

    /** Arguments: data folder, port, administrator, password. */
    public static void main(String[] arguments) throws HubStartException, IOException {
        HubOptions options = HubOptions.in(Path.of(arguments[0]))
                .onPort(Integer.parseInt(arguments[1]))
                .withAdministrator(arguments[2], arguments[3]);
        try (Hub hub = Hub.start(options)) {
            System.out.write((hub.base() + "\n").getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            while (System.in.read() >= 0) {
                // Until whoever started this lets go.
            }
        }
    }
}
