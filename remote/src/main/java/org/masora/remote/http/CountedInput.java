package org.masora.remote.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that tells how many bytes went by, for progress and for stopping. */
public abstract class CountedInput extends FilterInputStream {

    protected CountedInput(InputStream in) {
        super(in);
    }

    /** So many more bytes were read; may end the reading. */
    protected abstract void count(int more) throws IOException;

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(0, read));
        return read;
    }
}
