package org.masora.core.usfm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives a run of tokens as atoms. */
final class AtomReader {
    private final UsfmTokens tokens;
    private final UsfmTree tree;
    private final int endToken;
    private final List<Atom> atoms = new ArrayList<>();
    /** Styles that are open: their nodes and the indexes of their opening atoms. */
    private int[] openNodes = new int[8];

    private int[] openAtoms = new int[8];
    private int opened;

    private AtomReader(UsfmTokens tokens, UsfmTree tree, int endToken) {
        this.tokens = tokens;
        this.tree = tree;
        this.endToken = endToken;
    }

    static List<Atom> read(UsfmTokens tokens, UsfmTree tree, int firstToken, int endToken) {
        return new AtomReader(tokens, tree, endToken).run(firstToken);
    }

    private List<Atom> run(int firstToken) {
        int token = firstToken;
        int node = tree.firstNodeFrom(token);
        while (token < endToken) {
            while (node < tree.count() && tree.firstToken(node) < token) {
                node++;
            }
            boolean startsNode = node < tree.count() && tree.firstToken(node) == token;
            if (startsNode && tree.kind(node) == NodeKind.TABLE) {
                node++;
            }
            token = startsNode ? node(node, token) : plain(token);
        }
        return List.copyOf(atoms);
    }

    /** An atom for the node that starts at the token, or for its marker only; the next token. */
    private int node(int node, int token) {
        NodeKind kind = tree.kind(node);
        return switch (kind) {
            case CHAPTER -> whole(Atom.Kind.CHAPTER, node);
            case VERSE -> whole(Atom.Kind.VERSE, node);
            case NOTE -> whole(Atom.Kind.NOTE, node);
            case FIGURE -> whole(Atom.Kind.FIGURE, node);
            case MILESTONE -> whole(Atom.Kind.MILESTONE, node);
            case SIDEBAR -> whole(Atom.Kind.SIDEBAR, node);
            case ROW -> whole(Atom.Kind.ROW, node);
            case PARAGRAPH, CELL, PERIPHERAL -> marker(Atom.Kind.PARAGRAPH, token);
            case TABLE -> throw new IllegalStateException("a table starts with its row");
            case CHARACTER -> {
                if (tree.isClosed(node) && tree.endToken(node) <= endToken) {
                    remember(node, atoms.size());
                }
                yield marker(Atom.Kind.OPEN, token);
            }
        };
    }

    /** A node as one atom, or only its marker where it reaches beyond the run of tokens. */
    private int whole(Atom.Kind kind, int node) {
        int first = tree.firstToken(node);
        int end = tree.endToken(node);
        if (end > endToken) {
            return marker(Atom.Kind.PARAGRAPH, first);
        }
        if (kind == Atom.Kind.VERSE || kind == Atom.Kind.CHAPTER) {
            return delimited(kind, first, end);
        }
        int content = end;
        while (content > first + 1 && isBlank(content - 1)) {
            content--;
        }
        return content == first + 1 ? marker(kind, first) : add(kind, first, end, tokens.end(content - 1), end);
    }

    private boolean isBlank(int token) {
        return tokens.is(token, TokenKind.WS) || tokens.is(token, TokenKind.NL);
    }

    /** A marker with its front attributes, the argument of a note that is cut, and its delimiter. */
    private int marker(Atom.Kind kind, int token) {
        int end = token + 1;
        if (end < endToken
                && tokens.is(end, TokenKind.ATTRS)
                && !tokens.category(token).isPair()) {
            end++;
        }
        return delimited(kind, token, end);
    }

    /** An atom of some tokens with the spaces, or the line end, right after them. */
    private int delimited(Atom.Kind kind, int first, int end) {
        int contentEnd = tokens.end(end - 1);
        if (end >= endToken || !isBlank(end)) {
            return add(kind, first, end, contentEnd, end);
        }
        return add(kind, first, end + 1, contentEnd, end + 1);
    }

    private int add(Atom.Kind kind, int first, int end, int contentEnd, int next) {
        atoms.add(new Atom(kind, tokens.start(first), contentEnd, tokens.end(end - 1), Atom.NO_PARTNER));
        return next;
    }

    private int plain(int token) {
        return switch (tokens.kind(token)) {
            case TEXT -> single(Atom.Kind.TEXT, token);
            case WS, NL -> single(Atom.Kind.SPACE, token);
            case ESCAPE -> single(Atom.Kind.ESCAPE, token);
            case ATTRS ->
                token + 1 < endToken && isCloser(token + 1) ? close(token, token + 1) : single(Atom.Kind.OTHER, token);
            case MARKER -> tokens.isClosing(token) ? close(token, token) : marker(Atom.Kind.PARAGRAPH, token);
            case BOM, ARG, MS_CLOSE -> single(Atom.Kind.OTHER, token);
        };
    }

    private boolean isCloser(int token) {
        return tokens.is(token, TokenKind.MARKER) && tokens.isClosing(token);
    }

    private int single(Atom.Kind kind, int token) {
        return add(kind, token, token + 1, tokens.end(token), token + 1);
    }

    private int close(int first, int closer) {
        while (opened > 0 && tree.endToken(openNodes[opened - 1]) <= closer) {
            opened--;
        }
        boolean paired = opened > 0 && tree.endToken(openNodes[opened - 1]) == closer + 1;
        int partner = paired ? openAtoms[--opened] : Atom.NO_PARTNER;
        if (paired) {
            Atom open = atoms.get(partner);
            atoms.set(partner, new Atom(open.kind(), open.start(), open.contentEnd(), open.end(), atoms.size()));
        }
        int end = tokens.end(closer);
        atoms.add(new Atom(Atom.Kind.CLOSE, tokens.start(first), end, end, partner));
        return closer + 1;
    }

    private void remember(int node, int atom) {
        if (opened == openNodes.length) {
            openNodes = Arrays.copyOf(openNodes, opened * 2);
            openAtoms = Arrays.copyOf(openAtoms, opened * 2);
        }
        openNodes[opened] = node;
        openAtoms[opened++] = atom;
    }
}
