package org.masora.remote.paratext.changegroup;

/**
 * One revision in a bundle.
 *
 * @param p1 its first parent, or {@link NodeId#NULL}
 * @param p2 its second parent, or {@link NodeId#NULL}
 * @param base what the delta stands on; nothing for {@link NodeId#NULL}
 * @param link the changeset that brought it
 * @param delta what to replace in the text of the base, see {@link Delta}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
public record Chunk(NodeId node, NodeId p1, NodeId p2, NodeId base, NodeId link, byte[] delta) {}
