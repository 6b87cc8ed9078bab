package org.masora.core.project;

/**
 * What makes a project the same one in two places (rule V4): moved and duplicated folders have it
 * too. Equal identities mean the same project; different ones, or none, prove nothing.
 *
 * @param authority who gave the id: {@code scribe}, {@code dbl}, {@code paratext}, {@code rc}
 * @param id in the authority's own form
 */
public record Identity(String authority, String id) {

    public Identity {
        if (authority.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("an identity needs an authority and an id");
        }
    }

    /** {@code scribe:79062bdf-bd24-5e52-88a0-a43cef33cfd7}. */
    @Override
    public String toString() {
        return authority + ":" + id;
    }
}
