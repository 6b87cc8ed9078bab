package org.masora.core.project;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.masora.core.json.JsonProblem;
import org.masora.core.scripture.BookCode;

/**
 * What a snapshot turns out to be, judged by its content and never by the name of its folder.
 * Only metadata is read; books are looked into where their file's name does not tell which they
 * are.
 */
public sealed interface Recognition {

    /** A project of a layout that is known. */
    record Recognised(ProjectDescription project) implements Recognition {
        @Override
        public NavigableMap<BookCode, String> books() {
            return project.books();
        }
    }

    /**
     * A folder of books that says neither its name nor its language: a person has to be asked, and
     * the answers are given to {@link #of(Snapshot, Blobs, Answers)}. No file is made up for it.
     */
    record Unnamed(NavigableMap<BookCode, String> books) implements Recognition {
        public Unnamed {
            books = Collections.unmodifiableNavigableMap(new TreeMap<>(books));
        }
    }

    /** Nothing that Masora can take under care. */
    record NotAProject(Reason reason) implements Recognition {
        @Override
        public NavigableMap<BookCode, String> books() {
            return Collections.emptyNavigableMap();
        }
    }

    /** Why a snapshot is no project. */
    sealed interface Reason {
        /** It holds nothing. */
        record Empty() implements Reason {}

        /** It holds files, none of them metadata and none of them a book. */
        record NothingKnown() implements Reason {}

        /**
         * The file that should describe the project cannot be read. An older copy of it, or the same
         * file of somebody else in the team, puts it right.
         *
         * @param path which file
         * @param line from 1; 0 if no place can be named
         * @param column from 1; 0 if no place can be named
         * @param problem what stands there; absent in XML and YAML
         */
        record MetadataUnreadable(String path, int line, int column, Optional<JsonProblem.Kind> problem)
                implements Reason {}

        /**
         * The file that should describe the project can be read and lacks what is needed.
         *
         * @param path which file
         * @param field the field, as a JSON pointer or the name of an XML element
         */
        record MetadataIncomplete(String path, String field) implements Reason {}
    }

    /**
     * What a person says about a folder that does not say it.
     *
     * @param name as the team calls it
     * @param language its tag (BCP 47)
     */
    record Answers(String name, String language) {
        public Answers {
            if (name.isBlank() || language.isBlank()) {
                throw new IllegalArgumentException("a project needs a name and a language");
            }
        }
    }

    /** What it says of itself; empty where it does not say enough. */
    default Optional<ProjectDescription> description() {
        return switch (this) {
            case Recognised(var project) -> Optional.of(project);
            case Unnamed _, NotAProject _ -> Optional.empty();
        };
    }

    /** Where each of its books lies, in whatever layout; none where it is no project. */
    NavigableMap<BookCode, String> books();

    /** The files in which projects say who they are, those of most first; each is enough for that alone. */
    static List<String> describingFiles() {
        return List.of(BurritoLayout.METADATA, ContainerLayout.YAML, ContainerLayout.JSON, ParatextLayout.SETTINGS);
    }

    /** What this is, as far as it says so itself. */
    static Recognition of(Snapshot snapshot, Blobs blobs) {
        if (snapshot.isEmpty()) {
            return new NotAProject(new Reason.Empty());
        }
        Stream<BiFunction<Snapshot, Blobs, Optional<Recognition>>> layouts = Stream.of(
                BurritoLayout::recognise,
                ContainerLayout::recognise,
                ParatextLayout::recognise,
                UsfmFolderLayout::recognise);
        return layouts.flatMap(layout -> layout.apply(snapshot, blobs).stream())
                .findFirst()
                .orElseGet(() -> new NotAProject(new Reason.NothingKnown()));
    }

    /** What this is; the answers are used only where the folder does not say it itself. */
    static Recognition of(Snapshot snapshot, Blobs blobs, Answers answers) {
        Recognition recognition = of(snapshot, blobs);
        return switch (recognition) {
            case Unnamed(var books) -> new Recognised(UsfmFolderLayout.described(books, answers));
            case Recognised _, NotAProject _ -> recognition;
        };
    }
}
