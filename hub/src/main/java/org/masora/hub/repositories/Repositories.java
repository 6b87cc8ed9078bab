package org.masora.hub.repositories;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.masora.hub.disk.AtomicFiles;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.DataFolder;
import org.masora.hub.disk.RecordFolder;

/**
 * All repositories: an index in memory over the records and git folders on the disk. What a method that changes
 * something returned from survives a crash.
 *
 * <p>A git folder comes to be under another name and is moved when it is whole, before its record is written; it is
 * removed after its record. So a crash leaves no record without its folder, and a folder without its record is left
 * alone: its number is not given again.
 */
public final class Repositories implements AutoCloseable {
    private static final Duration REPACKING_DELAY = Duration.ofMinutes(5);
    private static final String UNFINISHED = ".new";
    private static final String DELETED = ".deleted";

    private final DataFolder data;
    private final RecordFolder<RepositoryRecord> records;
    private final Path gitFolder;
    private final Duration effectsDelay;
    private final Repacking repacking;
    private final Map<Long, HostedRepository> byNumber = new ConcurrentHashMap<>();
    private final Map<Address, Long> byAddress = new ConcurrentHashMap<>();
    private final Map<Address, Long> byFormerAddress = new ConcurrentHashMap<>();
    private long lastNumber;

    private record Address(long owner, String key) {
        static Address of(long owner, String name) {
            return new Address(owner, RepositoryRecord.key(name));
        }
    }

    /** What looking up a name came to. */
    public sealed interface Found {
        /** It is this one. */
        record Here(HostedRepository repository) implements Found {}

        /** It was renamed: this is the one, under its new name. */
        record Renamed(HostedRepository repository) implements Found {}

        /** There is none of this name. */
        record Missing() implements Found {}
    }

    /** Reads the repositories of a data folder, and tidies up after interrupted work. */
    public Repositories(DataFolder data, Duration effectsDelay) throws IOException, BrokenRecordException {
        this(data, effectsDelay, REPACKING_DELAY);
    }

    Repositories(DataFolder data, Duration effectsDelay, Duration repackingDelay)
            throws IOException, BrokenRecordException {
        this.repacking = new Repacking(repackingDelay);
        this.data = data;
        this.effectsDelay = effectsDelay;
        this.gitFolder = data.gitFolder();
        this.records = data.records("repositories", RepositoryRecord.class);
        this.lastNumber = data.lastRepositoryNumber();
        tidyGitFolder();
        records.load().forEach((number, settings) -> {
            byNumber.put(number, new HostedRepository(settings, folder(number), effectsDelay, repacking));
            index(settings);
            lastNumber = Math.max(lastNumber, number);
        });
    }

    private void tidyGitFolder() throws IOException {
        List<Path> leftovers = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(gitFolder)) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (name.endsWith(UNFINISHED) || name.endsWith(DELETED)) {
                    leftovers.add(folder);
                } else if (name.matches("[0-9]{1,18}\\.git")) {
                    lastNumber = Math.max(lastNumber, Long.parseLong(name.substring(0, name.length() - 4)));
                }
            }
        }
        for (Path leftover : leftovers) {
            StaleFiles.removeTree(leftover);
        }
    }

    private Path folder(long number) {
        return gitFolder.resolve(number + ".git");
    }

    private void index(RepositoryRecord settings) {
        byAddress.put(Address.of(settings.owner(), settings.name()), settings.number());
        settings.formerNames()
                .forEach(name -> byFormerAddress.put(Address.of(settings.owner(), name), settings.number()));
    }

    private void forget(RepositoryRecord settings) {
        byAddress.remove(Address.of(settings.owner(), settings.name()), settings.number());
        settings.formerNames()
                .forEach(name -> byFormerAddress.remove(Address.of(settings.owner(), name), settings.number()));
    }

    /** The repository of an owner under a name, whatever its case, or under a name it had. */
    public Found find(long owner, String name) {
        Optional<HostedRepository> here = at(byAddress, owner, name);
        if (here.isPresent()) {
            return new Found.Here(here.get());
        }
        return at(byFormerAddress, owner, name).<Found>map(Found.Renamed::new).orElseGet(Found.Missing::new);
    }

    private Optional<HostedRepository> at(Map<Address, Long> index, long owner, String name) {
        return Optional.ofNullable(index.get(Address.of(owner, name))).flatMap(this::numbered);
    }

    /** The repository of this number. */
    public Optional<HostedRepository> numbered(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** All of them, the oldest first. */
    public List<HostedRepository> all() {
        return byNumber.values().stream()
                .sorted(Comparator.comparingLong(
                        repository -> repository.settings().number()))
                .toList();
    }

    /** Makes an empty repository; empty if the owner has one of this name. The name has been checked by the caller. */
    public synchronized Optional<HostedRepository> make(
            long owner, String name, String description, Visibility visibility, String defaultBranch)
            throws IOException {
        if (byAddress.containsKey(Address.of(owner, name))) {
            return Optional.empty();
        }
        long number = lastNumber + 1;
        Path unfinished = gitFolder.resolve(number + UNFINISHED);
        HostedRepository.initialise(unfinished, defaultBranch);
        Files.move(unfinished, folder(number), StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.forceFolder(gitFolder);
        lastNumber = number;
        Instant now = now();
        RepositoryRecord settings = new RepositoryRecord(
                number,
                owner,
                name,
                List.of(),
                description,
                "",
                visibility,
                false,
                now,
                now,
                List.of(),
                new TreeMap<>(),
                List.of());
        endFormerName(owner, name);
        records.write(number, settings);
        HostedRepository repository = new HostedRepository(settings, folder(number), effectsDelay, repacking);
        byNumber.put(number, repository);
        index(settings);
        return Optional.of(repository);
    }

    /** A name that is used anew no longer leads to the one that had it. */
    private void endFormerName(long owner, String name) throws IOException {
        Optional<HostedRepository> had = at(byFormerAddress, owner, name);
        if (had.isPresent()) {
            List<String> others = had.get().settings().formerNames().stream()
                    .filter(former -> !former.equalsIgnoreCase(name))
                    .toList();
            change(had.get(), draft -> draft.formerNames(others));
        }
    }

    /** Gives a repository another name; false if its owner has one of that name. */
    public synchronized boolean rename(HostedRepository repository, String name) throws IOException {
        RepositoryRecord settings = repository.settings();
        Long there = byAddress.get(Address.of(settings.owner(), name));
        if (there != null && there != settings.number()) {
            return false;
        }
        if (there == null) {
            endFormerName(settings.owner(), name);
        }
        List<String> formerNames = new ArrayList<>(repository.settings().formerNames());
        if (there == null) {
            formerNames.add(settings.name());
        }
        change(repository, draft -> draft.renamed(name, formerNames));
        return true;
    }

    /** Changes settings. */
    public synchronized void change(HostedRepository repository, UnaryOperator<RepositoryRecord.Draft> edit)
            throws IOException {
        RepositoryRecord before = repository.settings();
        RepositoryRecord after = edit.apply(before.draft()).at(now());
        records.write(after.number(), after);
        forget(before);
        repository.settings(after);
        index(after);
    }

    /** Deletes a repository for good. */
    public synchronized void delete(HostedRepository repository) throws IOException {
        RepositoryRecord settings = repository.settings();
        long number = settings.number();
        data.retireRepositoryNumber(number);
        forget(settings);
        byNumber.remove(number);
        repository.retire();
        records.delete(number);
        Path deleted = gitFolder.resolve(number + DELETED);
        Files.move(folder(number), deleted, StandardCopyOption.ATOMIC_MOVE);
        StaleFiles.removeTree(deleted);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Closes every git folder. */
    @Override
    public void close() {
        repacking.close();
        byNumber.values().forEach(HostedRepository::close);
    }
}
