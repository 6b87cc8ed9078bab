package org.masora.remote.door43;

import java.util.Optional;

/** Which projects of a server are meant. */
public sealed interface ProjectQuery {

    /** The person's own and those they take part in; needs a login. */
    record Own() implements ProjectQuery {}

    /** Of one person or organisation, as far as the person who asks may see them. */
    record OfOwner(String owner) implements ProjectQuery {}

    /**
     * Whose name or description holds this text.
     *
     * @param owner only those of one owner
     */
    record Search(String text, Optional<String> owner) implements ProjectQuery {}
}
