package org.masora.remote.door43;

/** What became of the wish for a new project on a server. */
public sealed interface Creation {

    /** It is there, empty, and visible as wished. */
    record Created(CloudProject project) implements Creation {}

    /** It is there, but the server made it public where private was wished, or the reverse (rule V1). */
    record OtherwiseVisible(CloudProject project) implements Creation {}

    /** This account has a project of that name, in whatever case. */
    record NameTaken(ProjectName name) implements Creation {}

    /** The server does not take that name. */
    record NameNotPossible(String detail) implements Creation {}
}
