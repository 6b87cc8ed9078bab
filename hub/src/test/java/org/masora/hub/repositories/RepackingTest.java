package org.masora.hub.repositories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.disk.DataFolder;
import org.masora.store.PlainGitEnvironment;

class RepackingTest {
    @Test
    void manyPacksBecomeFewAndNothingIsLost(@TempDir Path folder) throws Exception {
        PlainGitEnvironment.install();
        try (DataFolder data = ((DataFolder.Opened.Held) DataFolder.open(folder)).folder();
                Repositories repositories = new Repositories(data, Duration.ZERO, Duration.ZERO)) {
            HostedRepository hosted =
                    repositories.make(1, "r", "", Visibility.PUBLIC, "main").orElseThrow();
            List<ObjectId> made = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                // Each commit has no parent: the branch is thrown to and fro, as by force pushes.
                made.add(commitInPackOfItsOwn(hosted, i));
            }
            Path packs = folder.resolve("git/1.git/objects/pack");
            await().atMost(Duration.ofMinutes(1)).until(() -> packsIn(packs) < 15);
            try (Repository repository = hosted.open()) {
                for (ObjectId commit : made) {
                    assertThat(repository.getObjectDatabase().has(commit)).isTrue();
                }
            }
        }
    }

    private static long packsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    private static ObjectId commitInPackOfItsOwn(HostedRepository hosted, int number) throws IOException {
        return hosted.changeRefs(repository -> {
            ObjectId commit;
            try (ObjectInserter inserter = packing(repository)) {
                CommitBuilder builder = new CommitBuilder();
                builder.setTreeId(inserter.insert(new TreeFormatter()));
                builder.setAuthor(new PersonIdent("A", "a@example.org"));
                builder.setCommitter(new PersonIdent("A", "a@example.org"));
                builder.setMessage("commit " + number);
                commit = inserter.insert(builder);
                inserter.flush();
            }
            RefUpdate update = repository.updateRef(Constants.R_HEADS + "main");
            update.setNewObjectId(commit);
            update.setRefLogIdent(new PersonIdent("A", "a@example.org"));
            update.setForceUpdate(true);
            assertThat(update.forceUpdate()).isIn(RefUpdate.Result.NEW, RefUpdate.Result.FORCED);
            return commit;
        });
    }

    private static ObjectInserter packing(Repository repository) {
        return ((FileRepository) repository).getObjectDatabase().newPackInserter();
    }
}
