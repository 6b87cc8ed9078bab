package org.masora.remote.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.remote.paratext.ParatextBench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.hub.paratext.Endpoint;
import org.masora.hub.paratext.Preparation.History;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.remote.paratext.ParatextBench.Computer;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.store.Vault.Heading;

/** Masora's computers and plain hg on one project of the stand-in. */
class ParatextExchangeTest {

    private static final String BOOK = "41MATTst.SFM";

    @TempDir
    Path directory;

    private ParatextBench bench;

    @BeforeEach
    void begin() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("Settings.xml", "<ScriptureText><Name>Tst</Name></ScriptureText>".getBytes(UTF_8));
        files.put(BOOK, book("one").getBytes(UTF_8));
        files.put("42MRKTst.SFM", book("two").getBytes(UTF_8));
        files.put("custom.sty", "\\Marker p\r\n".getBytes(UTF_8));
        files.put("figures/a.bin", new byte[] {1, '\n', 0, 1, 2});
        bench = new ParatextBench(directory, files, History.BRANCHED);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private static String book(String word) {
        StringBuilder text = new StringBuilder("\\id MAT\r\n\\c 1\r\n\\p\r\n");
        for (int verse = 1; verse <= 200; verse++) {
            text.append("\\v ")
                    .append(verse)
                    .append(" verse ")
                    .append(verse)
                    .append(' ')
                    .append(word);
            text.append("\r\n");
        }
        return text.toString();
    }

    @Test
    @DisplayName("P1 every computer makes the same revisions of a project, with and without its clone")
    void sameEverywhere() throws Exception {
        try (Computer ada = bench.ada("ada");
                Computer tom = bench.tom("tom")) {
            RevisionId head = ada.head();
            assertThat(tom.head()).isEqualTo(head);
            List<Heading> history = ada.vault().headings(head);
            assertThat(history).hasSize(bench.standIn().history("1").size());
            assertThat(history).anyMatch(revision -> revision.parents().size() == 2);
            assertThat(ada.text(head, BOOK)).isEqualTo(book("one"));

            PrivateClone.remove(ada.copy());
            RevisionId second = tom.edit(BOOK, book("uno"), head);
            tom.send(head, second);
            RevisionId there = ada.head();
            assertThat(there).isEqualTo(tom.head());
            ada.forgetVault();
            assertThat(ada.head()).isEqualTo(there);
            assertThat(ada.vault().headings(there)).isEqualTo(tom.vault().headings(there));
        }
    }

    @Test
    @DisplayName("P1 an import says which changeset it is, a changeset says which revision it is, and who made it")
    void names() throws Exception {
        try (Computer ada = bench.ada("ada");
                Computer tom = bench.tom("tom")) {
            RevisionId head = ada.head();
            RevisionId mine = ada.edit(BOOK, book("eins"), new Person("biram", "biram@noreply.example.org"), head);
            assertThat(ada.send(head, mine)).isEqualTo(new SendResult.Taken());

            String node = bench.standIn().history("1").getFirst();
            assertThat(bench.onServer("log", "-r", "tip", "-T", "{author}|{date|hgdate}|{desc}"))
                    .isEqualTo("Ada Admin|5000 0|Changes in MAT\n\nCo-authored-by: biram <biram@noreply.example.org>\n"
                            + "Masora-Revision: " + mine.hex());
            assertThat(bench.onServer("log", "-r", "tip", "-T", "{files}")).isEqualTo(BOOK);
            assertThat(bench.onServer("verify")).doesNotContain("error");
            RevisionId back = tom.head();
            Heading heading = tom.vault().heading(back).orElseThrow();
            assertThat(heading.author()).isEqualTo(new Person("Ada Admin", ""));
            assertThat(heading.message())
                    .endsWith("Masora-Revision: " + mine.hex() + "\nParatext-Revision: " + node + "\n");
            assertThat(heading.parents()).containsExactly(head);
            assertThat(ada.head()).isEqualTo(back);
            assertThat(ada.vault().graph().contains(back, mine)).isTrue();
            assertThat(ada.vault().graph().echoes(back, mine)).isTrue();
        }
    }

    @Test
    @DisplayName("P1 a trailer alone never makes something count as arrived")
    void forgedTrailer() throws Exception {
        try (Computer ada = bench.ada("ada");
                CommandServer user = bench.hgUser("user")) {
            RevisionId head = ada.head();
            RevisionId mine = ada.edit(BOOK, book("mine"), head);
            write(user, BOOK, book("forged"));
            run(
                    user,
                    "commit",
                    "-u",
                    "Tom",
                    "-m",
                    "x\n\nMasora-Revision: " + mine.hex() + "\nParatext-Revision: " + "ab".repeat(20));
            run(user, "push", bench.server());

            RevisionId there = ada.head();

            assertThat(ada.vault().graph().contains(there, mine)).isFalse();
            assertThat(new Imports(ada.vault(), ParatextBench.PLACE)
                            .nodeOf(there)
                            .orElseThrow()
                            .hex())
                    .isEqualTo(bench.standIn().history("1").getFirst());
        }
    }

    @Test
    @DisplayName("P6 a head that came beside ours is told, and a merge of both makes one again")
    void rivals() throws Exception {
        try (Computer ada = bench.ada("ada");
                Computer tom = bench.tom("tom");
                CommandServer user = bench.hgUser("user")) {
            RevisionId head = ada.head();
            write(user, "42MRKTst.SFM", book("drei"));
            run(user, "commit", "-u", "Tom Translator", "-m", "by hand");
            run(user, "push", bench.server());
            RevisionId mine = ada.edit(BOOK, book("mine"), head);
            pushBeside(ada, head, mine);

            Heads heads = ada.fetch();

            assertThat(heads.line()).hasSize(2);
            assertThat(heads.line()).anyMatch(each -> ada.vault().graph().echoes(each, mine));
            assertThat(tom.fetch()).isEqualTo(heads);
            List<RevisionId> sorted = heads.line().stream().sorted().toList();
            RevisionId united = ada.vault()
                    .commit(
                            ada.vault().snapshot(sorted.getFirst()),
                            sorted,
                            Heads.UNITER,
                            ada.vault().heading(sorted.getFirst()).orElseThrow().time(),
                            "Combined the work of several people\n");
            assertThat(ada.send(heads.main().orElseThrow(), united)).isEqualTo(new SendResult.Taken());
            assertThat(ada.fetch().line()).hasSize(1);
            assertThat(bench.onServer("heads", "-T", "{author}\n")).isEqualTo("Masora");
            assertThat(bench.onServer("verify")).doesNotContain("error");
        }
    }

    /** As {@code send} does it, without having looked. */
    private void pushBeside(Computer computer, RevisionId base, RevisionId revision) throws IOException {
        Imports imports = new Imports(computer.vault(), ParatextBench.PLACE);
        try (PrivateClone clone = PrivateClone.open(ParatextBench.hg(), computer.copy());
                Session session = bench.session("ada", "Ada Admin")) {
            Exporting exporting = new Exporting(clone, computer.vault(), imports, "Tst", "Ada Admin");
            var node = exporting.run(revision, List.of(base));
            Path bundle = clone.outgoing(clone.bases(), node);
            new Archives(session).push(bench.project(), bundle, Progress.NONE);
        }
    }

    @Test
    @DisplayName("a sync of one verse needs few requests, and looking alone needs one")
    void requests() throws Exception {
        try (Computer ada = bench.ada("ada");
                Computer tom = bench.tom("tom")) {
            RevisionId head = ada.head();
            tom.send(tom.head(), tom.edit(BOOK, book("toms"), tom.head()));
            bench.standIn().faults().forget();
            RevisionId there;
            try (ParatextRemote remote = ada.open()) {
                Tips tips = ParatextBench.value(remote.look(Progress.NONE));
                assertThat(bench.standIn().faults().asked()).containsExactly(Endpoint.LISTREPOS);
                assertThat(remote.known(ada.vault(), tips)).isEmpty();
                Heads heads = ParatextBench.value(remote.fetch(ada.vault(), tips, Progress.NONE));
                there = heads.main().orElseThrow();
                RevisionId mine = ada.edit("42MRKTst.SFM", book("adas"), head);
                RevisionId merge = ada.edit("42MRKTst.SFM", book("adas"), there, mine);
                ParatextBench.value(remote.send(
                        ada.vault(),
                        new Send(Optional.of(there), Optional.of(merge), Optional.empty(), Optional.empty()),
                        Progress.NONE));
                Tips after = ParatextBench.value(remote.look(Progress.NONE));
                ParatextBench.value(remote.fetch(ada.vault(), after, Progress.NONE));
            }
            assertThat(bench.standIn().faults().asked()).hasSizeLessThanOrEqualTo(8);
        }
    }

    @Test
    @DisplayName("who is no member, and a project that is not there, are told apart from a server that fails")
    void strangers() throws Exception {
        try (Computer stranger = bench.computer("zoe", "zoe", "Zoe Zero")) {
            assertThat(ParatextBench.failure(stranger.tryFetch())).isEqualTo(new RemoteFailure.Missing("Tst"));
        }
    }

    @Test
    @DisplayName("what an observer sends is refused")
    void observer() throws Exception {
        try (Computer olga = bench.computer("olga", "olga", "Olga Observer")) {
            RevisionId head = olga.head();
            Answer<SendResult> sent = olga.trySend(head, olga.edit(BOOK, book("olgas"), head));
            assertThat(ParatextBench.failure(sent)).isInstanceOf(RemoteFailure.NotAllowed.class);
            assertThat(olga.head()).isEqualTo(head);
        }
    }

    private static void write(CommandServer user, String path, String text) throws IOException {
        Files.writeString(user.repository().resolve(path), text);
    }
}
