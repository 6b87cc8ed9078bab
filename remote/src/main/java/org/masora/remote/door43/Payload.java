package org.masora.remote.door43;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: its length is known, and it can be read again when a request is repeated. */
interface Payload {

    Payload NONE = of(new byte[0]);

    long length();

    InputStream open() throws IOException;

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
