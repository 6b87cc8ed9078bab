package org.masora.app.web.door;

/** What the door says to a request. */
public sealed interface Verdict {
    /** Come in: all can be read and changed. */
    record Open(Session session) implements Verdict {}

    /** A person comes with a session: the empty page may be shown, which then asks for what stands on it. */
    record Shell(Session session) implements Verdict {}

    /** A program with its token comes in by the entrance for programs. */
    record Program() implements Verdict {}

    /** What anybody may have: the program's own scripts, looks and fonts, and the entrance for codes. */
    record Anybody() implements Verdict {}

    /** Nobody knows this browser: it is told to open Masora from its icon. */
    record Stranger() implements Verdict {}

    /** Something is wrong with the request; nothing is done and little is said. */
    record Refused(Reason reason) implements Verdict {}

    /** Why a request is refused. */
    enum Reason {
        /** It is addressed to another name than ours, as by a name that a stranger made to lead here. */
        OTHER_HOST(421),
        /** Another page made the browser send it. */
        OTHER_ORIGIN(403),
        /** It lacks the page's token. */
        NO_PAGE_TOKEN(403),
        /** The entrance for programs, without their token. */
        NO_BEARER(401);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }
}
