package org.masora.remote.door43;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.util.NB;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.CountedInput;
import org.masora.remote.http.Halted;

/**
 * Takes a pack from elsewhere into a vault's repository: every object is checked, limits hold, and
 * what the heads reach is proved to be there. Names that no folder can hold are no damage: they are
 * carried (rule B3).
 */
final class ReceivedPack {

    /** A single file larger than this is no part of a translation. */
    private static final long OBJECT_BYTES_MAX = 1L << 29;

    /** A pack that says it holds more is not read: JGit would make room for all of them first. */
    private static final long OBJECTS_MAX = 10_000_000;

    /** The pack's signature, its version and the number of its objects (gitformat-pack). */
    private static final int PACK_HEADER_BYTES = 12;

    private static final int OBJECT_COUNT_AT = 8;

    /** All that one fetch may bring. */
    private static final long PACK_BYTES_MAX = 8L << 30;

    /** JGit's parser says these by a plain {@link IOException}. */
    private static final List<String> PARSER_COMPLAINTS = List.of(
            JGitText.get().notAPACKFile,
            JGitText.get().packfileIsTruncatedNoParam,
            beforeParameter(JGitText.get().expectedEOFReceived),
            beforeParameter(JGitText.get().unsupportedPackVersion),
            beforeParameter(JGitText.get().unknownObjectType));

    private ReceivedPack() {}

    /**
     * Reads the pack to its end. When this returns, its objects are on the disk and the heads are there
     * with all they reach; when it does not, the vault is as it was.
     */
    static void into(Repository vault, InputStream pack, Collection<RevisionId> heads, Progress progress)
            throws IOException {
        try (Quarantine quarantine = Quarantine.beside(vault)) {
            try {
                parse(quarantine.repository(), pack, progress);
            } catch (IOException e) {
                if (progress.cancelled()) {
                    throw new Halted(new RemoteFailure.Cancelled(), e);
                }
                throw isDamage(e) ? damaged(e) : e;
            }
            requireComplete(quarantine.repository(), heads);
            quarantine.release();
        }
    }

    private static void parse(Repository repository, InputStream pack, Progress progress) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            PackParser parser = inserter.newPackParser(new Counted(withBelievableHeader(pack), progress));
            parser.setAllowThin(true);
            parser.setObjectChecker(checker());
            parser.setMaxObjectSizeLimit(OBJECT_BYTES_MAX);
            parser.setCheckEofAfterPackFooter(true);
            PackLock lock = parser.parse(new StopOnly(progress));
            inserter.flush();
            if (lock != null) {
                lock.unlock();
            }
        }
    }

    private static InputStream withBelievableHeader(InputStream pack) throws IOException {
        byte[] header = pack.readNBytes(PACK_HEADER_BYTES);
        if (header.length == PACK_HEADER_BYTES && NB.decodeUInt32(header, OBJECT_COUNT_AT) > OBJECTS_MAX) {
            throw new Halted(new RemoteFailure.Damaged(List.of("more than " + OBJECTS_MAX + " objects")));
        }
        return new SequenceInputStream(new ByteArrayInputStream(header), pack);
    }

    /** Whether the bytes were to blame; what else goes wrong here is the disk. */
    private static boolean isDamage(IOException e) {
        return switch (e) {
            case CorruptObjectException corrupt -> true;
            case MissingObjectException missing -> true;
            case TooLargePackException large -> true;
            case TransportException transport -> true;
            case EOFException early -> true;
            default ->
                e.getCause() instanceof CorruptObjectException
                        || PARSER_COMPLAINTS.stream().anyMatch(String.valueOf(e.getMessage())::startsWith);
        };
    }

    private static String beforeParameter(String message) {
        return message.substring(0, message.indexOf("{0}")).replace("''", "'");
    }

    private static Halted damaged(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Halted halted) {
            return halted;
        }
        String detail =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return new Halted(new RemoteFailure.Damaged(List.of(detail)), e);
    }

    /** Strict about what would break a reader, patient with odd people and odd names. */
    private static ObjectChecker checker() {
        ObjectChecker checker =
                new ObjectChecker().setAllowInvalidPersonIdent(true).setAllowLeadingZeroFileMode(true);
        List.of(
                        ErrorType.HAS_DOT,
                        ErrorType.HAS_DOTDOT,
                        ErrorType.HAS_DOTGIT,
                        ErrorType.GITMODULES_BLOB,
                        ErrorType.GITMODULES_LARGE,
                        ErrorType.GITMODULES_NAME,
                        ErrorType.GITMODULES_PARSE,
                        ErrorType.GITMODULES_PATH,
                        ErrorType.GITMODULES_SYMLINK,
                        ErrorType.GITMODULES_URL)
                .forEach(type -> checker.setIgnore(type, true));
        return checker;
    }

    /** Everything these heads reach is there; what refs of the vault reach was proved before. */
    private static void requireComplete(Repository repository, Collection<RevisionId> heads) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            for (RevisionId head : heads) {
                walk.markStart(walk.parseCommit(ObjectId.fromString(head.hex())));
            }
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                if (ref.getObjectId() != null) {
                    walk.markUninteresting(walk.parseAny(ref.getObjectId()));
                }
            }
            walk.checkConnectivity();
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw damaged(e);
        }
    }

    /** Tells progress in bytes, because a server says nothing else; stops at the limit. */
    private static final class Counted extends CountedInput {
        private final Progress progress;
        private long bytes;

        Counted(InputStream in, Progress progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        protected void count(int more) throws Halted {
            bytes += more;
            progress.at(Phase.RECEIVING, bytes, 0);
            if (bytes > PACK_BYTES_MAX) {
                throw new Halted(new RemoteFailure.Damaged(List.of("more than " + PACK_BYTES_MAX + " bytes")));
            }
        }
    }
}
