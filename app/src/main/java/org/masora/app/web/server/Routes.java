package org.masora.app.web.server;

import org.masora.app.web.html.Html;

/**
 * The addresses of the page. In an address {@code {name}} stands for any text without a slash. Addresses go into the
 * browser's history, so none holds a name of a project, a language or a person.
 */
public interface Routes {
    /** What a screen shows. */
    @FunctionalInterface
    interface Showing {
        Html of(Visit visit) throws Exception;
    }

    /** What a screen does. */
    @FunctionalInterface
    interface Doing {
        Answer of(Visit visit) throws Exception;
    }

    /**
     * A screen that people go to.
     *
     * @param title the key of its title in words
     * @param showing what stands in it, without the frame around all screens
     */
    void page(String address, String title, Showing showing);

    /** A piece of a screen that is fetched alone: one element, with an id. */
    void piece(String address, Showing showing);

    /** Something that a person does; nothing is ever changed otherwise. */
    void action(String address, Doing doing);
}
