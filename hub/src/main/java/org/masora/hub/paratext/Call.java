package org.masora.hub.paratext;

import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request. */
final class Call {
    private final Context context;
    private final Optional<Fault> fault;
    private final @Nullable Person person;

    Call(Context context, Optional<Fault> fault) {
        this(context, fault, null);
    }

    private Call(Context context, Optional<Fault> fault, @Nullable Person person) {
        this.context = context;
        this.fault = fault;
        this.person = person;
    }

    Call by(Person somebody) {
        return new Call(context, fault, somebody);
    }

    Context context() {
        return context;
    }

    /** Who asks; only behind a door for people who are signed in. */
    Person person() {
        if (person == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return person;
    }

    /** Whether what is asked shall only seem to be done. */
    boolean isPretended() {
        return fault.orElse(null) instanceof Fault.NotKept;
    }

    /** A parameter of the address; empty text if it is not there. */
    String query(String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name)).map(String::strip);
    }

    /** The request's body, refused if it is longer than allowed. */
    byte[] body(int bytesAtMost) throws IOException {
        try (InputStream in = bodyStream()) {
            byte[] body = in.readNBytes(bytesAtMost + 1);
            if (body.length > bytesAtMost) {
                throw new Refused(413, "too_large", "more than " + bytesAtMost + " bytes");
            }
            return body;
        }
    }

    /** The request's body; where it breaks off, so does the request. */
    InputStream bodyStream() throws IOException {
        return new FilterInputStream(context.req().getInputStream()) {
            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                try {
                    return in.read(bytes, offset, length);
                } catch (IOException brokenOff) {
                    throw Refused.badRequest("the request broke off");
                }
            }
        };
    }
}
