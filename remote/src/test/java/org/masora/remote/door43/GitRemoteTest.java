package org.masora.remote.door43;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.remote.RemoteContract;
import org.masora.store.Vault;
import org.masora.testkit.GitBackend;

/** The contract against git's own server, and what is asked of that server. */
class GitRemoteTest extends RemoteContract {

    private GitBackend server;
    private Path repository;

    @BeforeEach
    void start() throws Exception {
        server = new GitBackend(GitBackend.folder(directory));
        repository = server.newRepository("p.git");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected Remote open() {
        return new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), lines());
    }

    private static Lines lines() {
        return new Lines("main", Optional.empty(), Set.of(), true, Optional.empty());
    }

    @Override
    protected void forceMain(Vault from, RevisionId head) throws Exception {
        force("refs/heads/main", from, head);
    }

    @Override
    protected void forceSideLine(String line, Vault from, RevisionId head) throws Exception {
        force("refs/heads/" + line, from, head);
    }

    private void force(String ref, Vault from, RevisionId head) throws Exception {
        try (Transport transport = Transport.open(from.repository(), new URIish(repository.toString()))) {
            RemoteRefUpdate update = new RemoteRefUpdate(
                    from.repository(), null, ObjectId.fromString(head.hex()), ref, true, null, null);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            assertThat(update.getStatus()).isIn(RemoteRefUpdate.Status.OK);
        }
    }

    @Test
    void gitItselfFindsWhatWasSentWhole() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            RevisionId first = revision(vault, Map.of("GEN.usfm", book(50, "x")));
            value(remote.look(Progress.NONE));
            value(remote.send(vault, sendMain(Optional.empty(), first), Progress.NONE));
            RevisionId second = revision(
                    vault,
                    Map.of("GEN.usfm", book(50, "x").replace("verse 7", "VERSE 7")),
                    ASHA,
                    2_000,
                    List.of(first));
            value(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE));

            assertThat(GitBackend.git(repository, "fsck", "--strict", "--full")).doesNotContain("error");
            assertThat(GitBackend.git(repository, "rev-parse", "main")).isEqualTo(second.hex());
        }
    }

    @Test
    @DisplayName("a look is one request; one verse is sent in three, with under 2 kB of bodies, beside 50 branches")
    void fewRequests() {
        try (Vault vault = Vault.open(directory.resolve("v.git"))) {
            String book = book(1_500, "in the beginning");
            RevisionId first = revision(vault, Map.of("GEN.usfm", book, "metadata.json", "{}"));
            sendFirst(vault, first);
            for (int i = 0; i < 50; i++) {
                GitBackend.git(repository, "branch", "work-" + i, "main");
            }
            server.forgetPassed();

            RevisionId second = revision(
                    vault,
                    Map.of("GEN.usfm", book.replace("verse 700 ", "VERSE 700 "), "metadata.json", "{}"),
                    ASHA,
                    2_000,
                    List.of(first));
            try (Remote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.of("main"))) {
                assertThat(value(remote.look(Progress.NONE)).main()).contains(first.hex());
                assertThat(server.passed()).hasSize(1);
                assertThat(value(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE)))
                        .isEqualTo(new SendResult.Taken());
                assertThat(value(remote.look(Progress.NONE)).main()).contains(second.hex());
            }
            assertThat(server.passed()).hasSize(3);
            assertThat(bodies()).isLessThan(2_000);

            server.forgetPassed();
            try (Vault other = Vault.open(directory.resolve("other.git"));
                    Remote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.of("main"))) {
                value(remote.fetch(other, value(remote.look(Progress.NONE)), Progress.NONE));
            }
            assertThat(server.passed()).hasSize(2);
        }
    }

    private int bodies() {
        return server.passed().stream()
                .mapToInt(passed -> passed.requestBytes() + passed.answerBytes())
                .sum();
    }

    private void sendFirst(Vault vault, RevisionId first) {
        try (Remote remote = open()) {
            value(remote.look(Progress.NONE));
            assertThat(value(remote.send(vault, sendMain(Optional.empty(), first), Progress.NONE)))
                    .isEqualTo(new SendResult.Taken());
        }
    }

    @Test
    void aChangeIsReceivedAsADifference() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Vault other = Vault.open(directory.resolve("other.git"))) {
            String book = book(1_500, "in the beginning");
            RevisionId first = revision(vault, Map.of("GEN.usfm", book));
            sendFirst(vault, first);
            try (Remote remote = open()) {
                value(remote.fetch(other, value(remote.look(Progress.NONE)), Progress.NONE));
            }
            RevisionId second = revision(
                    vault, Map.of("GEN.usfm", book.replace("verse 700 ", "VERSE 700 ")), ASHA, 2_000, List.of(first));
            try (Remote remote = open()) {
                value(remote.look(Progress.NONE));
                value(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE));
            }
            server.forgetPassed();
            try (Remote remote = open()) {
                value(remote.fetch(other, value(remote.look(Progress.NONE)), Progress.NONE));
                assertThat(other.revision(second)).isEqualTo(vault.revision(second));
            }
            assertThat(bodies()).isLessThan(2_000);
        }
    }

    @Test
    void aServerOfOldIsSpokenToAsOfOld() {
        server.version2(false);
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Vault other = Vault.open(directory.resolve("other.git"))) {
            RevisionId first = revision(vault, Map.of("GEN.usfm", book(50, "x")));
            RevisionId records = revision(vault, Map.of("c/opened", "1"));
            try (Remote remote = open()) {
                assertThat(value(remote.look(Progress.NONE))).isEqualTo(Tips.EMPTY);
                Send both = new Send(Optional.empty(), Optional.of(first), Optional.empty(), Optional.of(records));
                assertThat(value(remote.send(vault, both, Progress.NONE))).isEqualTo(new SendResult.Taken());
            }
            try (Remote remote = open()) {
                Tips tips = value(remote.look(Progress.NONE));
                assertThat(tips.main()).contains(first.hex());
                assertThat(tips.records()).contains(records.hex());
                value(remote.fetch(other, tips, Progress.NONE));
            }
            assertThat(other.revision(first)).isEqualTo(vault.revision(first));
            RevisionId second = revision(
                    vault,
                    Map.of("GEN.usfm", book(50, "x").replace("verse 7", "VERSE 7")),
                    ASHA,
                    2_000,
                    List.of(first));
            try (Remote remote = open()) {
                value(remote.look(Progress.NONE));
                value(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE));
                value(remote.fetch(other, value(remote.look(Progress.NONE)), Progress.NONE));
            }
            assertThat(other.revision(second)).isEqualTo(vault.revision(second));
        }
    }

    @Test
    @DisplayName("S2 scribe-main is the line where it exists, else the default branch")
    void theLine() throws Exception {
        try (Vault vault = Vault.open(directory.resolve("v.git"))) {
            RevisionId usual = revision(vault, Map.of("a", "1"));
            RevisionId scribe = revision(vault, Map.of("a", "2"));
            force("refs/heads/trunk", vault, usual);
            GitBackend.git(repository, "symbolic-ref", "HEAD", "refs/heads/trunk");
            try (GitRemote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.of("main"))) {
                assertThat(value(remote.look(Progress.NONE)).main()).contains(usual.hex());
                assertThat(remote.line()).contains("trunk");
            }
            force("refs/heads/scribe-main", vault, scribe);
            try (GitRemote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.of("main"))) {
                assertThat(value(remote.look(Progress.NONE)).main()).contains(scribe.hex());
                assertThat(remote.line()).contains("scribe-main");
            }
        }
    }

    @Test
    @DisplayName("S2 a line is found while the server does not say what HEAD is")
    void withoutHead() throws Exception {
        try (Vault vault = Vault.open(directory.resolve("v.git"))) {
            RevisionId head = revision(vault, Map.of("a", "1"));
            force("refs/heads/translation", vault, head);
            force("refs/heads/asha/scribe", vault, head);
            // HEAD still stands for main, which does not exist
            try (GitRemote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.of("main"))) {
                assertThat(value(remote.look(Progress.NONE)).main()).contains(head.hex());
                assertThat(remote.line()).contains("translation");
            }
        }
    }

    @Test
    @DisplayName("S2 a first send of a Scribe project makes scribe-main, and never a person's own line")
    void firstSendOfScribe() throws Exception {
        try (Vault vault = Vault.open(directory.resolve("v.git"))) {
            RevisionId own = revision(vault, Map.of("a", "own"));
            force("refs/heads/asha/scribe", vault, own);
            GitBackend.git(repository, "symbolic-ref", "HEAD", "refs/heads/asha/scribe");
            RevisionId first = revision(vault, Map.of("a", "1"));
            try (GitRemote remote = new GitRemote(PLACE, server.uri("p.git"), Optional.empty(), Lines.scribe())) {
                Tips tips = value(remote.look(Progress.NONE));
                assertThat(tips.main()).isEmpty();
                assertThat(tips.sideLines()).containsExactly(Map.entry("asha/scribe", own.hex()));
                value(remote.send(vault, sendMain(Optional.empty(), first), Progress.NONE));
                assertThat(value(remote.look(Progress.NONE)).main()).contains(first.hex());
            }
            assertThat(GitBackend.git(repository, "rev-parse", "scribe-main")).isEqualTo(first.hex());
            assertThat(GitBackend.git(repository, "rev-parse", "asha/scribe")).isEqualTo(own.hex());
        }
    }

    @Test
    void aRepositoryThatIsNotThereIsMissing() {
        try (Remote remote = new GitRemote(PLACE, server.uri("none.git"), Optional.empty(), lines())) {
            assertThat(remote.look(Progress.NONE))
                    .isEqualTo(new Answer.Failed<Tips>(new RemoteFailure.Missing("/none.git")));
        }
    }

    @Test
    void aServerThatIsGoneIsUnreachable() {
        Remote remote = open();
        server.close();
        try (remote) {
            assertThat(remote.look(Progress.NONE))
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.failure()).isInstanceOf(RemoteFailure.Unreachable.class));
        }
    }

    @Test
    @DisplayName("C4 records that a hook refuses leave the main head taken")
    void recordsRefused() throws Exception {
        Path hook = repository.resolve("hooks/pre-receive");
        Files.writeString(
                hook,
                "#!/bin/sh\nwhile read a b ref; do case $ref in refs/masora/*) echo 'no such refs'; exit 1;; esac; done\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            RevisionId main = revision(vault, Map.of("a", "1"));
            RevisionId records = revision(vault, Map.of("c/1", "1"));
            value(remote.look(Progress.NONE));
            Send both = new Send(Optional.empty(), Optional.of(main), Optional.empty(), Optional.of(records));

            assertThat(value(remote.send(vault, both, Progress.NONE)))
                    .isEqualTo(new SendResult.RecordsRefused("pre-receive hook declined"));
            assertThat(value(remote.look(Progress.NONE)).main()).contains(main.hex());
        }
    }

    @Test
    void aPackThatLacksSomethingIsDamageAndLeavesNothingBehind() throws Exception {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Vault other = Vault.open(directory.resolve("other.git"));
                ScriptedServer hostile = new ScriptedServer()) {
            RevisionId first = revision(vault, Map.of("a", "1", "b", "2"));
            ByteArrayOutputStream lacking = new ByteArrayOutputStream();
            try (PackWriter writer = new PackWriter(vault.repository());
                    RevWalk walk = new RevWalk(vault.repository())) {
                RevCommit commit = walk.parseCommit(ObjectId.fromString(first.hex()));
                writer.preparePack(List.<RevObject>of(commit, commit.getTree()).iterator());
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, lacking);
            }
            byte[] answer = concat("000dpackfile\n", lacking.toByteArray());
            hostile.on("POST", "/p/git-upload-pack", ScriptedServer.Scripted.git("upload-pack", answer));
            URI uri = hostile.address().at("/p");
            Tips tips = new Tips(Optional.of(first.hex()), Optional.empty(), new TreeMap<>());
            try (Remote remote = new GitRemote(PLACE, uri, Optional.empty(), lines())) {
                assertThat(remote.fetch(other, tips, Progress.NONE))
                        .isInstanceOfSatisfying(
                                Answer.Failed.class,
                                failed -> assertThat(failed.failure()).isInstanceOf(RemoteFailure.Damaged.class));
            }
            assertThat(other.has(first)).isFalse();
            assertThat(directory.resolve("other.git/incoming")).doesNotExist();
            assertThat(other.refs("refs/masora/")).isEmpty();
            sendFirst(vault, first);
            try (Remote remote = open()) {
                value(remote.fetch(other, value(remote.look(Progress.NONE)), Progress.NONE));
            }
            assertThat(other.revision(first)).isEqualTo(vault.revision(first));
        }
    }

    /** A first line and one line of the pack's band, then the end. */
    private static byte[] concat(String line, byte[] pack) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(line.getBytes(UTF_8));
        out.writeBytes(String.format("%04x", pack.length + 5).getBytes(UTF_8));
        out.write(1);
        out.writeBytes(pack);
        out.writeBytes("0000".getBytes(UTF_8));
        return out.toByteArray();
    }
}
