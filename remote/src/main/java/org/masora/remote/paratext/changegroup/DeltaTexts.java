package org.masora.remote.paratext.changegroup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts of one kind (manifests, or the contents of one file) that came as deltas. The deltas are kept; of whole
 * texts only the last ones used, so that a long history needs little memory.
 */
public final class DeltaTexts {

    private static final long WHOLE_BYTES_MAX = 24L << 20;

    /** Where texts are found that a delta stands on and the bundle does not hold. */
    public interface Elsewhere {
        byte[] text(NodeId node) throws IOException;
    }

    private final Elsewhere elsewhere;
    private final Map<NodeId, Chunk> chunks = new HashMap<>();
    private final LinkedHashMap<NodeId, byte[]> whole = new LinkedHashMap<>(16, 0.75f, true);
    private long wholeBytes;

    public DeltaTexts(Elsewhere elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** One more came. */
    public void add(Chunk chunk) {
        chunks.putIfAbsent(chunk.node(), chunk);
    }

    /** Whether a text came in the bundle. */
    public boolean has(NodeId node) {
        return chunks.containsKey(node);
    }

    /**
     * A text, its hash checked.
     *
     * @throws DamagedBundle when it cannot be made from what came
     */
    public byte[] text(NodeId node) throws IOException {
        Deque<Chunk> chain = new ArrayDeque<>();
        NodeId at = node;
        byte[] text = known(at);
        while (text == null) {
            Chunk chunk = chunks.get(at);
            if (chunk == null) {
                text = elsewhere.text(at);
                keep(at, text);
                break;
            }
            chain.push(chunk);
            if (chain.size() > chunks.size()) {
                throw new DamagedBundle("deltas in a circle");
            }
            at = chunk.base();
            text = known(at);
        }
        while (!chain.isEmpty()) {
            Chunk chunk = chain.pop();
            text = Delta.apply(text, chunk.delta());
            if (!NodeId.of(chunk.p1(), chunk.p2(), text).equals(chunk.node())) {
                throw new DamagedBundle("the hash of " + chunk.node() + " is wrong");
            }
            keep(chunk.node(), text);
        }
        return text;
    }

    private byte @Nullable [] known(NodeId node) {
        return node.exists() ? whole.get(node) : new byte[0];
    }

    private void keep(NodeId node, byte[] text) {
        byte[] before = whole.put(node, text);
        wholeBytes += text.length - (before == null ? 0 : before.length);
        var oldest = whole.entrySet().iterator();
        while (wholeBytes > WHOLE_BYTES_MAX && whole.size() > 1) {
            wholeBytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }
}
