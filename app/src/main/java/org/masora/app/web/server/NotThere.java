package org.masora.app.web.server;

/** What somebody asks about is not there any more: another window, or another program, took it away meanwhile. */
public final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;

    /**
     * Something is not there.
     *
     * @param words the key of what is to be said
     */
    public NotThere(String words) {
        super(words);
        this.words = words;
    }

    /** The key of what is to be said. */
    public String words() {
        return words;
    }
}
