package org.masora.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.masora.hub.api.Paging.Link;

class PagingTest {
    @Test
    void whatMakesNoSenseCountsAsNotGiven() {
        Paging usual = new Paging(1, 30);
        for (String nonsense : List.of("", "abc", "-1", "0", "99999999999")) {
            assertThat(Paging.of(nonsense, nonsense)).isEqualTo(usual);
        }
        assertThat(Paging.of("3", "100")).isEqualTo(new Paging(3, 50));
    }

    @Test
    void pagesCoverTheListWithoutOverlap() {
        List<Integer> all = IntStream.range(0, 53).boxed().toList();
        assertThat(new Paging(1, 20).slice(all)).isEqualTo(all.subList(0, 20));
        assertThat(new Paging(3, 20).slice(all)).isEqualTo(all.subList(40, 53));
        assertThat(new Paging(4, 20).slice(all)).isEmpty();
        assertThat(new Paging(Integer.MAX_VALUE, 50).slice(all)).isEmpty();
    }

    @Test
    void linksLeadToTheOtherPages() {
        assertThat(new Paging(1, 60).links(53)).isEmpty();
        assertThat(new Paging(1, 20).links(53)).containsExactly(new Link("next", 2), new Link("last", 3));
        assertThat(new Paging(2, 20).links(53))
                .containsExactly(new Link("next", 3), new Link("last", 3), new Link("first", 1), new Link("prev", 1));
        assertThat(new Paging(9, 20).links(53)).containsExactly(new Link("first", 1), new Link("prev", 2));
        assertThat(new Paging(1, 20).links(0)).isEmpty();
    }
}
