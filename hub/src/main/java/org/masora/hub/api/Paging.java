package org.masora.hub.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a list is asked for. Numbers that are none, or not positive, count as not given.
 *
 * @param page from 1
 * @param limit entries on a page
 */
record Paging(int page, int limit) {
    static final int DEFAULT_LIMIT = 30;
    static final int LARGEST_LIMIT = 50;

    /** A link to another page of the same list. */
    record Link(String rel, int page) {}

    static Paging of(String page, String limit) {
        return of(page, limit, DEFAULT_LIMIT, LARGEST_LIMIT);
    }

    static Paging of(String page, String limit, int defaultLimit, int largestLimit) {
        return new Paging(positive(page, 1), Math.min(positive(limit, defaultLimit), largestLimit));
    }

    private static int positive(String text, int otherwise) {
        try {
            int number = Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** How many entries stand on the pages before this one. */
    int skipped() {
        return (int) Math.min(Integer.MAX_VALUE, (page - 1L) * limit);
    }

    <T> List<T> slice(List<T> all) {
        int from = Math.min(all.size(), skipped());
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    /** The other pages of a list with so many entries. */
    List<Link> links(int total) {
        int last = (int) Math.max(1, (total + (long) limit - 1) / limit);
        int here = Math.min(page, last);
        List<Link> links = new ArrayList<>();
        if (here < last) {
            links.add(new Link("next", here + 1));
            links.add(new Link("last", last));
        }
        if (here > 1) {
            links.add(new Link("first", 1));
            links.add(new Link("prev", here - 1));
        }
        return links;
    }
}
