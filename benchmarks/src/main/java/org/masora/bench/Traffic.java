package org.masora.bench;

/**
 * What passed between a client and a server, both directions together.
 *
 * @param requests HTTP requests
 * @param bodyBytes the bodies of requests and answers
 * @param headerBytes everything else: first lines, header fields, the frames of chunked bodies
 */
public record Traffic(long requests, long bodyBytes, long headerBytes) {

    /** Nothing. */
    public static final Traffic NONE = new Traffic(0, 0, 0);

    /** What passed since an earlier reading. */
    Traffic since(Traffic earlier) {
        return new Traffic(
                requests - earlier.requests, bodyBytes - earlier.bodyBytes, headerBytes - earlier.headerBytes);
    }
}
