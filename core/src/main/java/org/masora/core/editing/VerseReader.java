package org.masora.core.editing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Piece.Kind;
import org.masora.core.editing.VerseSigns.FixedPart;
import org.masora.core.editing.VerseSigns.Hidden;
import org.masora.core.editing.VerseSigns.Role;
import org.masora.core.editing.VerseSigns.Sign;
import org.masora.core.usfm.Atom;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/** Reads the bytes of a verse as signs. */
final class VerseReader {
    /** Styles that say something of a word and are not seen. */
    private static final Set<String> WORDS = Set.of("w", "wg", "wh", "wa");

    /** Styles whose content is no text of the verse. */
    private static final Set<String> REMARKS = Set.of("ca", "cat", "va", "vp");

    private static final byte[] FIRST = "\\v 1 a\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEFORE = "\\id XXA\n\\c 1\n\\p\n\\v 1 a\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BEHIND = "\\v 2 b\n".getBytes(StandardCharsets.UTF_8);

    private static final int NONE = -1;

    private final byte[] bytes;
    private final List<Atom> atoms;
    private final List<Sign> signs = new ArrayList<>();
    private final List<Hidden> hidden = new ArrayList<>();
    private final List<FixedPart> fixed = new ArrayList<>();
    private final Deque<Integer> alignments = new ArrayDeque<>();

    private VerseReader(byte[] bytes, List<Atom> atoms) {
        this.bytes = bytes;
        this.atoms = atoms;
    }

    /** The signs of a body; empty where these bytes are no single verse, or no UTF-8. */
    static Optional<VerseSigns> read(byte[] unit) {
        return read(unit, Set.of(UnitPart.BODY), Set.of(Atom.Kind.VERSE));
    }

    /**
     * The signs of what stands between verses; its first marker is not seen, as a verse's number is not. Empty where
     * these bytes do not begin with one, would belong to a verse where they stand, or are no UTF-8.
     */
    static Optional<VerseSigns> readBetweenVerses(byte[] unit) {
        return belongsToNoVerse(unit)
                ? read(unit, Set.of(UnitPart.HEAD, UnitPart.CHAPTER), Set.of(Atom.Kind.PARAGRAPH, Atom.Kind.CHAPTER))
                : Optional.empty();
    }

    private static Optional<VerseSigns> read(byte[] unit, Set<UnitPart> parts, Set<Atom.Kind> firsts) {
        UsfmDocument document = UsfmDocument.parse(unit);
        Optional<Unit> whole = document.units().stream()
                .filter(one -> parts.contains(one.key().part()) && one.length() == unit.length)
                .findFirst();
        if (whole.isEmpty() || !isText(unit)) {
            return Optional.empty();
        }
        List<Atom> atoms = document.atoms(whole.get());
        return atoms.isEmpty() || !firsts.contains(atoms.getFirst().kind())
                ? Optional.empty()
                : Optional.of(new VerseReader(unit, atoms).run());
    }

    /** Whether these bytes, put between two verses, leave both what they are. */
    private static boolean belongsToNoVerse(byte[] unit) {
        ByteArrayOutputStream book = new ByteArrayOutputStream();
        book.writeBytes(BEFORE);
        book.writeBytes(unit);
        book.writeBytes(BEHIND);
        UsfmDocument read = UsfmDocument.parse(book.toByteArray());
        List<byte[]> verses = read.units().stream()
                .filter(one -> one.key().part() == UnitPart.BODY)
                .map(read::bytes)
                .toList();
        return verses.size() == 2 && Arrays.equals(verses.getFirst(), FIRST) && Arrays.equals(verses.getLast(), BEHIND);
    }

    private static boolean isText(byte[] unit) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(unit));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private VerseSigns run() {
        int at = 1;
        while (at < atoms.size()) {
            at = atom(at);
        }
        VerseSigns read = new VerseSigns(atoms.getFirst().end(), signs, hidden, fixed);
        return withoutOuterSpaces(read);
    }

    /** Reads an atom, or several that are one piece; the next one. */
    private int atom(int at) {
        Atom atom = atoms.get(at);
        switch (atom.kind()) {
            case TEXT, SPACE -> text(atom.start(), atom.end());
            case ESCAPE -> fix(atom, Kind.SIGN, VerseMarkup.sign(raw(atom)));
            case NOTE -> fix(atom, Kind.NOTE, VerseMarkup.note(raw(atom)));
            case FIGURE -> fix(atom, Kind.FIGURE, VerseMarkup.caption(raw(atom)));
            case PARAGRAPH -> fix(atom, Kind.PARAGRAPH, "");
            case MILESTONE -> milestone(atom);
            case OPEN -> {
                return open(at);
            }
            case CLOSE -> fix(atom, atom.hasPartner() ? Kind.STYLE_END : Kind.OTHER, "");
            case VERSE, CHAPTER, SIDEBAR, ROW, OTHER -> fix(atom, Kind.OTHER, VerseMarkup.plain(raw(atom)));
        }
        return at + 1;
    }

    private String raw(Atom atom) {
        return raw(atom.start(), atom.end());
    }

    private String raw(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private int open(int at) {
        Atom atom = atoms.get(at);
        String marker = VerseMarkup.marker(raw(atom));
        if (!atom.hasPartner()) {
            fix(atom, Kind.OTHER, "");
            return at + 1;
        }
        Atom close = atoms.get(atom.partner());
        if (REMARKS.contains(marker)) {
            fix(Kind.OTHER, atom.start(), close.end(), VerseMarkup.plain(raw(atom.start(), close.end())), NONE);
            return atom.partner() + 1;
        }
        if (!WORDS.contains(marker) || !isPlain(at + 1, atom.partner())) {
            fix(atom, Kind.STYLE_START, "");
            return at + 1;
        }
        int opened = hidden.size();
        hide(Role.WORD_START, atom, NONE);
        for (int inner = at + 1; inner < atom.partner(); inner++) {
            text(atoms.get(inner).start(), atoms.get(inner).end());
        }
        pair(opened, Role.WORD_END, close);
        return atom.partner() + 1;
    }

    private boolean isPlain(int from, int to) {
        return to > from
                && atoms.subList(from, to).stream()
                        .allMatch(atom -> atom.kind() == Atom.Kind.TEXT || atom.kind() == Atom.Kind.SPACE)
                && atoms.subList(from, to).stream().anyMatch(atom -> atom.kind() == Atom.Kind.TEXT);
    }

    private void milestone(Atom atom) {
        String marker = VerseMarkup.marker(raw(atom));
        if (marker.equals("zaln-s")) {
            alignments.push(hidden.size());
            hide(Role.ALIGNMENT_START, atom, NONE);
        } else if (marker.equals("zaln-e") && !alignments.isEmpty()) {
            pair(alignments.pop(), Role.ALIGNMENT_END, atom);
        } else {
            hide(Role.POINT, atom, NONE);
        }
    }

    private void hide(Role role, Atom atom, int partner) {
        hidden.add(new Hidden(role, atom.start(), atom.end(), signs.size(), partner));
    }

    private void pair(int opened, Role role, Atom close) {
        Hidden open = hidden.get(opened);
        hidden.set(opened, new Hidden(open.role(), open.start(), open.end(), open.before(), hidden.size()));
        hide(role, close, opened);
    }

    private void fix(Atom atom, Kind kind, String text) {
        int partner = NONE;
        if (kind == Kind.STYLE_END) {
            Atom open = atoms.get(atom.partner());
            partner = numberAt(open.start());
        }
        fix(kind, atom.start(), atom.end(), text, partner);
    }

    /** The number of the fixed piece that starts at an offset; -1 where there is none. */
    private int numberAt(int start) {
        for (Sign sign : signs.reversed()) {
            if (sign.isFixed() && sign.start() == start) {
                return sign.number();
            }
        }
        return NONE;
    }

    private void fix(Kind kind, int start, int end, String text, int partner) {
        String raw = raw(start, end);
        int number = fixed.size();
        String marker = VerseMarkup.marker(raw);
        boolean isBlock = kind == Kind.PARAGRAPH || (kind == Kind.OTHER && !marker.isEmpty() && isBlock(start));
        boolean needsDelimiter = (kind == Kind.PARAGRAPH || kind == Kind.STYLE_START || kind == Kind.OTHER)
                && !raw.endsWith("*")
                && !VerseMarkup.isSpace(raw.charAt(raw.length() - 1));
        fixed.add(new FixedPart(new Fixed(number, kind, marker, text), isBlock, needsDelimiter, partner));
        if (partner != NONE) {
            FixedPart open = fixed.get(partner);
            fixed.set(partner, new FixedPart(open.piece(), open.isBlock(), open.needsDelimiter(), number));
        }
        signs.add(new Sign(-1 - number, start, end));
    }

    private boolean isBlock(int start) {
        return atoms.stream()
                .filter(atom -> atom.start() == start)
                .anyMatch(atom -> atom.kind() == Atom.Kind.SIDEBAR || atom.kind() == Atom.Kind.ROW);
    }

    /** Adds text; a run of white space becomes one sign, or, where a hidden thing cuts it, the rest is hidden. */
    private void text(int start, int end) {
        int at = start;
        while (at < end) {
            int next = at;
            while (next < end && VerseMarkup.isSpace((char) (bytes[next] & 0xFF))) {
                next++;
            }
            if (next > at) {
                space(at, next);
            } else {
                int point = raw(at, Math.min(end, at + 4)).codePointAt(0);
                next = at + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
                signs.add(new Sign(point, at, next));
            }
            at = next;
        }
    }

    private void space(int start, int end) {
        boolean afterSpace = !signs.isEmpty() && signs.getLast().value() == VerseSigns.SPACE;
        if (afterSpace && signs.getLast().end() == start) {
            Sign last = signs.removeLast();
            signs.add(new Sign(VerseSigns.SPACE, last.start(), end));
        } else if (afterSpace) {
            hidden.add(new Hidden(Role.SPACE_AFTER, start, end, signs.size(), NONE));
        } else {
            signs.add(new Sign(VerseSigns.SPACE, start, end));
        }
    }

    /** Spaces at the start, at the end and around paragraphs are not seen. */
    private static VerseSigns withoutOuterSpaces(VerseSigns read) {
        int count = read.signs().size();
        boolean[] goes = new boolean[count];
        int[] shift = new int[count + 1];
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sign sign = read.signs().get(i);
            shift[i] = signs.size();
            boolean outer = sign.value() == VerseSigns.SPACE && (isAfterBlock(read, i) || isBeforeBlock(read, i));
            goes[i] = outer;
            if (!outer) {
                signs.add(sign);
            }
        }
        shift[count] = signs.size();
        List<Hidden> hidden = new ArrayList<>();
        for (Hidden one : read.hidden()) {
            hidden.add(new Hidden(one.role(), one.start(), one.end(), shift[one.before()], one.partner()));
        }
        for (int i = 0; i < count; i++) {
            if (goes[i]) {
                Sign sign = read.signs().get(i);
                Role role = isAfterBlock(read, i) ? Role.SPACE_AFTER : Role.SPACE_BEFORE;
                insert(hidden, new Hidden(role, sign.start(), sign.end(), shift[i], NONE));
            }
        }
        return new VerseSigns(read.prefix(), signs, hidden, read.fixed());
    }

    private static boolean isAfterBlock(VerseSigns read, int at) {
        return at == 0 || read.isBlock(read.signs().get(at - 1).value());
    }

    private static boolean isBeforeBlock(VerseSigns read, int at) {
        return at == read.signs().size() - 1
                || read.isBlock(read.signs().get(at + 1).value());
    }

    /** Puts it where its bytes are, and keeps partners partners. */
    private static void insert(List<Hidden> hidden, Hidden added) {
        int at = 0;
        while (at < hidden.size() && hidden.get(at).start() < added.start()) {
            at++;
        }
        for (int i = 0; i < hidden.size(); i++) {
            Hidden one = hidden.get(i);
            if (one.partner() >= at) {
                hidden.set(i, new Hidden(one.role(), one.start(), one.end(), one.before(), one.partner() + 1));
            }
        }
        hidden.add(at, added);
    }

    /** The bytes of the unit, for those who compare. */
    static byte[] content(byte[] unit, Sign sign) {
        byte[] raw = Arrays.copyOfRange(unit, sign.start(), sign.end());
        return new String(raw, StandardCharsets.ISO_8859_1).stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
    }
}
