package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masora.hub.paratext.Preparation.History;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.CommandServer.Result;
import org.masora.remote.paratext.mercurial.Hg;

/** Fills a new repository with the files of a folder. */
final class FirstChangesets {
    private static final String ACCESS = "ProjectUserAccess.xml";
    private static final Pattern GUID = Pattern.compile("<Guid>\\s*([0-9A-Fa-f]{40})\\s*</Guid>");
    private static final Set<String> NEVER = Set.of(".hg", ".git");
    private static final int COMMAND_LINE_FILES = 200;

    private final Hg hg;
    private final ProjectWish wish;
    private final List<Project.Member> members;
    private final People people;

    FirstChangesets(Hg hg, ProjectWish wish, List<Project.Member> members, People people) {
        this.hg = hg;
        this.wish = wish;
        this.members = members;
        this.people = people;
    }

    /** The id that a project's folder says it has. */
    static Optional<String> idIn(Path folder) throws IOException {
        Path settings = folder.resolve("Settings.xml");
        if (!Files.isRegularFile(settings)) {
            return Optional.empty();
        }
        Matcher guid = GUID.matcher(Files.readString(settings, StandardCharsets.ISO_8859_1));
        return guid.find() ? Optional.of(guid.group(1).toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    void into(Path repository) throws IOException {
        if (wish.folder().isEmpty()) {
            return;
        }
        SortedMap<String, Path> files = files(wish.folder().get());
        List<Map.Entry<String, Path>> books = new ArrayList<>();
        List<Map.Entry<String, Path>> settings = new ArrayList<>();
        List<Map.Entry<String, Path>> rest = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String name = file.getKey().toUpperCase(Locale.ROOT);
            boolean book = name.endsWith(".SFM") || name.endsWith(".USFM");
            (book ? books : name.equals("SETTINGS.XML") ? settings : rest).add(file);
        }
        try (CommandServer server = hg.open(repository)) {
            if (wish.history() == History.BRANCHED && books.size() > 1 && !rest.isEmpty()) {
                commit(server, settings, "Settings", !files.containsKey(ACCESS));
                commit(server, books.subList(0, books.size() / 2), "Books", false);
                run(server, List.of("update", "--clean", "--rev", "0"));
                commit(server, books.subList(books.size() / 2, books.size()), "More books", false);
                run(server, List.of("merge", "--tool", ":fail", "--rev", "1"));
                commit(server, List.of(), "Merge", false);
                commit(server, rest, "The other files", false);
            } else {
                settings.addAll(books);
                settings.addAll(rest);
                commit(server, settings, "Project " + wish.shortName(), !files.containsKey(ACCESS));
            }
            // The repository keeps no files beside its history.
            run(server, List.of("update", "--clean", "--rev", "null"));
        }
    }

    private SortedMap<String, Path> files(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return isLeftOut(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isLeftOut(file)) {
                    files.put(folder.relativize(file).toString().replace('\\', '/'), file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private boolean isLeftOut(Path path) {
        String name = path.getFileName().toString();
        return NEVER.contains(name)
                || name.startsWith(".masora-")
                || wish.leftOut().contains(name);
    }

    private void commit(CommandServer server, List<Map.Entry<String, Path>> files, String message, boolean withAccess)
            throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Path> file : files) {
            Path target = server.repository().resolve(file.getKey());
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file.getValue(), target);
            names.add("path:" + file.getKey());
        }
        if (withAccess) {
            Files.write(server.repository().resolve(ACCESS), access());
            names.add("path:" + ACCESS);
        }
        for (int i = 0; i < names.size(); i += COMMAND_LINE_FILES) {
            List<String> add = new ArrayList<>(List.of("add", "--quiet", "--"));
            add.addAll(names.subList(i, Math.min(names.size(), i + COMMAND_LINE_FILES)));
            run(server, add);
        }
        run(server, List.of("commit", "--user", author(), "--message", message));
    }

    private String author() {
        return members.stream()
                .flatMap(member -> people.bySub(member.sub()).stream())
                .map(Person::name)
                .findFirst()
                .orElse("Paratext");
    }

    private static void run(CommandServer server, List<String> command) throws IOException {
        Result result = server.run(command);
        if (!result.succeeded()) {
            throw new IOException("hg " + command.getFirst() + ": " + result.error());
        }
    }

    /** Who may edit what: everybody all books, in their role. */
    private byte[] access() {
        boolean[] first = {true};
        Answer written = Answer.xml(xml -> {
            xml.writeStartElement("ProjectUserAccess");
            xml.writeAttribute("PeerSharing", "true");
            for (Project.Member member : members) {
                Optional<Person> person = people.bySub(member.sub());
                if (person.isEmpty()) {
                    continue;
                }
                xml.writeStartElement("User");
                xml.writeAttribute("UserName", person.get().name());
                xml.writeAttribute("FirstUser", Boolean.toString(first[0]));
                xml.writeAttribute("UnregisteredUser", "false");
                Answer.element(xml, "Role", member.role().folderName());
                Answer.element(xml, "AllBooks", "true");
                for (String empty : List.of("Books", "Permissions", "AutomaticBooks", "AutomaticPermissions")) {
                    xml.writeEmptyElement(empty);
                }
                xml.writeEndElement();
                first[0] = false;
            }
            xml.writeEndElement();
        });
        return ((Answer.Body.Bytes) written.body()).content();
    }
}
