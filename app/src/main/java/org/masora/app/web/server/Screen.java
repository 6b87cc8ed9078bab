package org.masora.app.web.server;

/** A part of the page, with the addresses under which it shows itself and takes what people do. */
public interface Screen {
    /** Adds the screen's addresses. */
    void addTo(Routes routes);
}
