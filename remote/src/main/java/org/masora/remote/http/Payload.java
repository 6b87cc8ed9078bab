package org.masora.remote.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: its length is known, and it can be read again when a request is repeated. */
public interface Payload {

    /** No body at all. */
    Payload NONE = of(new byte[0]);

    /** So many bytes. */
    long length();

    /** From the beginning. */
    InputStream open() throws IOException;

    /** Bytes that are at hand. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }
}
