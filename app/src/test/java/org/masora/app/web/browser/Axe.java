package org.masora.app.web.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What axe-core finds wrong with a page for people who see, hear or move otherwise. */
final class Axe {
    private static final String SCRIPT = script();

    private Axe() {}

    private static String script() {
        try (InputStream file = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (file == null) {
                throw new IllegalStateException("no axe-core");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each violation of WCAG 2.2 AA and of good practice, with the elements that show it. */
    static List<?> violations(Page page) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(SCRIPT);
        }
        return (List<?>) page.evaluate("""
                async () => (await axe.run(document, { resultTypes: ['violations'], selectors: false })).violations.map(
                    violation => violation.id + ': ' + violation.nodes.map(node => node.html).join(' | '))
                """);
    }
}
