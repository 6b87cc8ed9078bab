package org.masora.core.merge;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.NodeBuffer;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmDocument;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;
import org.masora.core.yaml.YamlDocument;

/** The merge of one file that both sides have, by the rules of its kind. */
public final class FileMerge {

    /** What the sides have in common, as {@link MergeBase} for one file. */
    public sealed interface Base {

        /** Nothing: what both hold in different form is a conflict. */
        record None() implements Base {}

        /** One content; the array is not changed. */
        record Common(byte[] content) implements Base {}

        /**
         * Theirs rewrote its history, see {@link MergeBase.Rewritten}; at least one is present, and
         * the arrays are not changed.
         */
        record Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) implements Base {}
    }

    /**
     * What came out.
     *
     * @param content the merged bytes, without any marker of conflicts
     * @param conflicts open and automatic, in the order of the text
     */
    public record Outcome(byte[] content, List<Conflict> conflicts) {

        public Outcome {
            conflicts = List.copyOf(conflicts);
        }
    }

    private static final String METADATA = "metadata.json";

    private final String path;
    private final byte[] stand;
    private final byte[] other;
    private final byte[] theirs;
    private final Base base;
    private final Side stands;
    private final Blobs blobs;
    private final Charset charset;
    private final FileKind kind;

    private FileMerge(Base base, String path, byte[] ours, byte[] theirs, Side stands, Blobs blobs) {
        this.path = path;
        this.stand = stands == Side.OURS ? ours : theirs;
        this.other = stands == Side.OURS ? theirs : ours;
        this.theirs = theirs;
        this.base = base;
        this.stands = stands;
        this.blobs = blobs;
        List<byte[]> versions = new ArrayList<>(List.of(stand, other));
        versions.addAll(contents(base));
        this.charset = FileKind.charset(versions);
        this.kind = FileKind.of(path, versions);
    }

    /**
     * Brings two versions of a file together.
     *
     * @param base what they have in common
     * @param path the file's path in the merged project, which tells its kind; never read from disk
     * @param ours this computer's bytes
     * @param theirs the other's bytes
     * @param stands whose text stays in place where both changed the same thing (rule M1)
     * @param blobs keeps the readings of conflicts
     */
    public static Outcome merge(Base base, String path, byte[] ours, byte[] theirs, Side stands, Blobs blobs) {
        if (Arrays.equals(ours, theirs)) {
            return new Outcome(ours, List.of());
        }
        if (base instanceof Base.Common(byte[] content)) {
            if (Arrays.equals(content, ours)) {
                return new Outcome(theirs, List.of());
            }
            if (Arrays.equals(content, theirs)) {
                return new Outcome(ours, List.of());
            }
        }
        if (path.endsWith(METADATA) && (isWrapped(ours) || isWrapped(theirs))) {
            return merge(unwrapped(base), path, unwrapped(ours), unwrapped(theirs), stands, blobs);
        }
        return new FileMerge(base, path, ours, theirs, stands, blobs).merge();
    }

    /** What an old Scribe uploaded as a Node buffer says what the bytes in it say, and is compared as that. */
    private static boolean isWrapped(byte[] content) {
        return NodeBuffer.bytes(JsonDocument.parse(content)).isPresent();
    }

    /** The content that is merged as a file of this path. */
    static byte[] unwrapped(String path, byte[] content) {
        return path.endsWith(METADATA) ? unwrapped(content) : content;
    }

    private static byte[] unwrapped(byte[] content) {
        return NodeBuffer.bytes(JsonDocument.parse(content)).orElse(content);
    }

    private static Base unwrapped(Base base) {
        return switch (base) {
            case Base.None none -> none;
            case Base.Common(byte[] content) -> new Base.Common(unwrapped(content));
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) ->
                new Base.Rewritten(ancestor.map(FileMerge::unwrapped), lastKnown.map(FileMerge::unwrapped));
        };
    }

    /** Whether two versions of a file hold the same words and fields, whatever their form. */
    static boolean saySame(String path, byte[] some, byte[] others) {
        if (Arrays.equals(some, others)) {
            return true;
        }
        List<byte[]> versions = List.of(some, others);
        Charset charset = FileKind.charset(versions);
        String text = new String(some, charset);
        String otherText = new String(others, charset);
        return switch (FileKind.of(path, versions)) {
            case USFM -> saySame(text, otherText, new UsfmWording(charset));
            case PROSE, STORY -> saySame(text, otherText, Wording.PLAIN);
            case TABLE -> saySame(text, otherText, Wording.CELLS);
            case YAML, STYLES, VERSIFICATION, LINES -> saySame(text, otherText, Wording.LINES);
            case JSON -> {
                Optional<JsonValue> value = JsonDocument.parse(some).root();
                yield value.isPresent()
                        && value.equals(JsonDocument.parse(others).root());
            }
            case XML -> {
                Optional<XmlElement> element = XmlDocument.parse(text).map(XmlDocument::whole);
                Optional<XmlElement> otherElement = XmlDocument.parse(otherText).map(XmlDocument::whole);
                yield element.isPresent()
                        && otherElement.isPresent()
                        && XmlMerge.saySame(element.get(), otherElement.get());
            }
            case BINARY -> false;
        };
    }

    private static boolean saySame(String some, String others, Wording wording) {
        return MergeAtom.saySame(wording.atoms(some), wording.atoms(others));
    }

    private static List<byte[]> contents(Base base) {
        return switch (base) {
            case Base.None() -> List.of();
            case Base.Common(byte[] content) -> List.of(content);
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) -> {
                List<byte[]> contents = new ArrayList<>();
                ancestor.ifPresent(contents::add);
                lastKnown.ifPresent(contents::add);
                yield contents;
            }
        };
    }

    private Outcome merge() {
        return switch (kind) {
            case USFM -> mergeUsfm();
            case JSON -> mergeJson();
            case YAML -> mergeYaml();
            case XML -> mergeXml();
            case STORY -> mergePieces(StoryMerge::frames, StoryMerge::merge, Wording.PLAIN);
            case TABLE -> mergePieces(TableMerge::rows, TableMerge::merge, Wording.LINES);
            case STYLES -> mergePieces(StyleMerge::styles, StyleMerge::merge, Wording.LINES);
            case VERSIFICATION -> mergePieces(VersificationMerge::entries, VersificationMerge::merge, Wording.LINES);
            case PROSE -> mergeLines(Wording.PLAIN);
            case LINES -> mergeLines(Wording.LINES);
            case BINARY -> mergeBinary();
        };
    }

    private Outcome mergeUsfm() {
        UsfmBook common = switch (base) {
            case Base.None() -> UsfmBook.EMPTY;
            case Base.Common(byte[] content) -> UsfmBook.of(content, charset);
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) ->
                UsfmBook.rebased(book(ancestor), book(lastKnown), UsfmBook.of(theirs, charset));
        };
        Findings findings = findings(usfmContainer());
        String merged =
                UsfmMerge.merge(common, UsfmBook.of(stand, charset), UsfmBook.of(other, charset), charset, findings);
        return outcome(merged, findings);
    }

    private UsfmBook book(Optional<byte[]> content) {
        return content.map(bytes -> UsfmBook.of(bytes, charset)).orElse(UsfmBook.EMPTY);
    }

    private String usfmContainer() {
        return UsfmDocument.parse(stand)
                .book()
                .or(() -> UsfmDocument.parse(other).book())
                .map(BookCode::code)
                .orElse(path);
    }

    private Outcome mergeJson() {
        JsonDocument standing = JsonDocument.parse(stand);
        Optional<JsonValue> others = JsonDocument.parse(other).root();
        if (standing.root().isEmpty() || others.isEmpty()) {
            return mergeLines(Wording.LINES);
        }
        JsonValue common = switch (base) {
            case Base.None() -> null;
            case Base.Common(byte[] content) ->
                JsonDocument.parse(content).root().orElse(null);
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) ->
                JsonMerge.rebased(
                        json(ancestor),
                        json(lastKnown),
                        JsonDocument.parse(theirs).root().orElse(null));
        };
        Findings findings = findings(path);
        JsonValue merged = new JsonMerge(JsonRules.forFile(path), findings)
                .merge(common, standing.root().get(), others.get());
        return new Outcome(standing.with(merged).bytes(), findings.conflicts());
    }

    private static @Nullable JsonValue json(Optional<byte[]> content) {
        return content.flatMap(bytes -> JsonDocument.parse(bytes).root()).orElse(null);
    }

    private Outcome mergeYaml() {
        Outcome byLine = mergeLines(Wording.LINES);
        String content = commonText();
        Optional<YamlDocument> common = content == null ? Optional.empty() : yaml(content.getBytes(charset));
        Optional<YamlDocument> standing = yaml(stand);
        Optional<YamlDocument> others = yaml(other);
        if (standing.isEmpty() || others.isEmpty() || (content != null && common.isEmpty())) {
            return byLine;
        }
        Findings findings = findings(path);
        JsonValue merged = new JsonMerge(JsonRules.forFile(path), findings)
                .merge(
                        common.map(YamlDocument::value).orElse(null),
                        standing.get().value(),
                        others.get().value());
        // By line comments come together, too; what the lines then say is made what the fields say.
        return yaml(byLine.content())
                .or(() -> standing)
                .flatMap(lines -> lines.with(merged, standing.get(), others.get()))
                .or(() -> standing.get().with(merged, others.get()))
                .map(bytes -> new Outcome(bytes, findings.conflicts()))
                .orElse(byLine);
    }

    private static Optional<YamlDocument> yaml(byte[] content) {
        return YamlDocument.parse(content);
    }

    private Outcome mergeXml() {
        Optional<XmlDocument> standing = XmlDocument.parse(text(stand));
        Optional<XmlDocument> others = XmlDocument.parse(text(other));
        if (standing.isEmpty() || others.isEmpty()) {
            return mergeLines(Wording.LINES);
        }
        String content = commonText();
        Optional<XmlDocument> common = content == null ? Optional.empty() : XmlDocument.parse(content);
        if (content != null && common.isEmpty()) {
            return mergeLines(Wording.LINES);
        }
        List<XmlDocument> versions = new ArrayList<>(List.of(standing.get(), others.get()));
        common.ifPresent(versions::add);
        Findings findings = findings(path);
        return XmlMerge.merge(
                        XmlRules.forFile(path, versions), common.orElse(null), standing.get(), others.get(), findings)
                .map(merged -> outcome(merged, findings))
                .orElseGet(() -> mergeLines(Wording.LINES));
    }

    private interface PiecesMerge {
        String merge(
                SequencedMap<String, String> base,
                SequencedMap<String, String> stand,
                SequencedMap<String, String> other,
                Findings findings);
    }

    private Outcome mergePieces(
            Function<String, Optional<SequencedMap<String, String>>> pieces, PiecesMerge merge, Wording otherwise) {
        Optional<SequencedMap<String, String>> standing = pieces.apply(text(stand));
        Optional<SequencedMap<String, String>> others = pieces.apply(text(other));
        Optional<SequencedMap<String, String>> common = switch (base) {
            case Base.None() -> Optional.of(new LinkedHashMap<>());
            case Base.Common(byte[] content) -> pieces.apply(text(content));
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) -> {
                Optional<SequencedMap<String, String>> old = pieces.apply(text(ancestor));
                Optional<SequencedMap<String, String>> known = pieces.apply(text(lastKnown));
                Optional<SequencedMap<String, String>> now = pieces.apply(text(theirs));
                yield old.isPresent() && known.isPresent() && now.isPresent()
                        ? Optional.of(Rebase.pieces(old.get(), known.get(), now.get()))
                        : Optional.empty();
            }
        };
        if (standing.isEmpty() || others.isEmpty() || common.isEmpty()) {
            return mergeLines(otherwise);
        }
        Findings findings = findings(path);
        return outcome(merge.merge(common.get(), standing.get(), others.get(), findings), findings);
    }

    private Outcome mergeLines(Wording wording) {
        Findings findings = findings(path);
        return outcome(LineMerge.merge(commonText(), text(stand), text(other), wording, findings), findings);
    }

    /** The base of a file that has one base as a whole. */
    private @Nullable String commonText() {
        return switch (base) {
            case Base.None() -> null;
            case Base.Common(byte[] content) -> text(content);
            case Base.Rewritten(Optional<byte[]> ancestor, Optional<byte[]> lastKnown) ->
                Rebase.unit(
                        ancestor.map(this::text).orElse(null),
                        lastKnown.map(this::text).orElse(null),
                        text(theirs),
                        String::equals);
        };
    }

    private Outcome mergeBinary() {
        Findings findings = new Findings(path, path, stands, StandardCharsets.ISO_8859_1, blobs);
        byte[] common = base instanceof Base.Common(byte[] content) ? content : null;
        findings.disagreement(
                ConflictType.BINARY,
                "",
                1,
                common == null ? null : bytesAsText(common),
                bytesAsText(stand),
                bytesAsText(other));
        return new Outcome(stand, findings.conflicts());
    }

    private static String bytesAsText(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Findings findings(String container) {
        return new Findings(container, path, stands, charset, blobs);
    }

    private Outcome outcome(String merged, Findings findings) {
        return new Outcome(merged.getBytes(charset), findings.conflicts());
    }

    private String text(byte[] bytes) {
        return new String(bytes, charset);
    }

    private String text(Optional<byte[]> bytes) {
        return bytes.map(this::text).orElse("");
    }
}
