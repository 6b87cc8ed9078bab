package org.masora.core.project;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes by their name. The vault is one; tests use {@link #inMemory()}. What is written here is
 * content, never a change to a user's file.
 */
public interface Blobs {

    /**
     * The bytes of this id; the caller must not change the array.
     *
     * @throws MissingBlob when they are not here, which means corruption
     */
    byte[] read(BlobId id);

    /** Keeps these bytes and names them. */
    BlobId write(byte[] content);

    /** A fresh store that lives as long as it is referenced. */
    static Blobs inMemory() {
        return new Blobs() {
            private final Map<BlobId, byte[]> contents = new HashMap<>();

            @Override
            public byte[] read(BlobId id) {
                byte[] content = contents.get(id);
                if (content == null) {
                    throw new MissingBlob(id);
                }
                return content;
            }

            @Override
            public BlobId write(byte[] content) {
                BlobId id = BlobId.of(content);
                contents.putIfAbsent(id, content);
                return id;
            }
        };
    }

    /** Bytes that must be here are not: the store is damaged. */
    final class MissingBlob extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MissingBlob(BlobId id) {
            super("content " + id + " is missing");
        }
    }
}
