package org.masora.hub.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when more is read than allowed: a body, also a small one that unpacks to a huge one, cannot fill memory. */
final class LimitedInput extends FilterInputStream {
    private long left;

    LimitedInput(InputStream in, long bytesAtMost) {
        super(in);
        this.left = bytesAtMost;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws IOException {
        left -= n;
        if (left < 0) {
            throw new IOException("request body too large");
        }
    }
}
