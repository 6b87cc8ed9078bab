package org.masora.core.usfm;

/**
 * The structure over the tokens. Nodes are numbered in the order in which they start, parents before their children, so
 * the children of a node are the numbers from {@code node + 1} up to {@link #next}. A node covers a run of tokens; those
 * of them that belong to no child are its own: its marker, its text, its closing marker.
 */
public final class UsfmTree {
    /** The parent of nodes that have none. */
    public static final int ROOT = -1;

    private final NodeKind[] kinds;
    private final int[] firsts;
    private final int[] ends;
    private final int[] nexts;
    private final int[] parents;
    private final boolean[] closed;
    private final int count;

    UsfmTree(NodeKind[] kinds, int[] firsts, int[] ends, int[] nexts, int[] parents, boolean[] closed, int count) {
        this.kinds = kinds;
        this.firsts = firsts;
        this.ends = ends;
        this.nexts = nexts;
        this.parents = parents;
        this.closed = closed;
        this.count = count;
    }

    /** How many nodes there are. */
    public int count() {
        return count;
    }

    /** What it is. */
    public NodeKind kind(int node) {
        return kinds[node];
    }

    /** Its first token: its marker, except for {@link NodeKind#TABLE}, which starts with its first row. */
    public int firstToken(int node) {
        return firsts[node];
    }

    /** The token after its last. */
    public int endToken(int node) {
        return ends[node];
    }

    /** The first node after it and all its descendants. */
    public int next(int node) {
        return nexts[node];
    }

    /** The node that contains it, or {@link #ROOT}. */
    public int parent(int node) {
        return parents[node];
    }

    /** Whether its last token is its own closing marker. */
    public boolean isClosed(int node) {
        return closed[node];
    }

    /** The first node that starts at the token or after it. */
    public int firstNodeFrom(int token) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (firsts[middle] < token) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
