package org.masora.core.conflict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.core.conflict.RecordsFixture.LUKE;
import static org.masora.core.conflict.RecordsFixture.MARTHA;
import static org.masora.core.conflict.RecordsFixture.time;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.Event.Reading;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.conflict.RecordJson.Read;
import org.masora.core.merge.Conflict;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;

class EventTest {
    private static final BlobId KIND = new BlobId("1".repeat(40));
    private static final BlobId GOOD = new BlobId("2".repeat(40));
    private static final EventId FIRST = new EventId("a".repeat(64));
    private static final EventId SECOND = new EventId("b".repeat(64));

    @Test
    @DisplayName("C3 the bytes of an event, and so its name, never change")
    void canonicalBytes() {
        Opened opened = new Opened(
                Conflict.Kind.OPEN,
                LUKE,
                time(10),
                new TreeSet<>(),
                Optional.empty(),
                new Reading(Optional.of(KIND), Origin.of(new Person("M \"\u00e9\"", ""), time(1))),
                new Reading(Optional.empty(), Origin.UNKNOWN),
                Optional.of(KIND));
        expect(
                opened,
                "{'event':'opened','kind':'open','who':{'name':'Luke','email':'luke@example.org'},"
                        + "'when':'2026-11-22T09:00:10Z','answers':[],'base':null,"
                        + "'stood':{'text':'1111111111111111111111111111111111111111',"
                        + "'who':{'name':'M \\'\u00e9\\'','email':''},'when':'2026-11-22T09:00:01Z'},"
                        + "'other':{'text':null,'who':null,'when':null},"
                        + "'merged':'1111111111111111111111111111111111111111'}");
        expect(
                new Decided(Choice.BOTH, MARTHA, time(0), new TreeSet<>(List.of(SECOND, FIRST)), Optional.of(GOOD)),
                "{'event':'decided','choice':'both','who':{'name':'Martha','email':'martha@example.org'},"
                        + "'when':'2026-11-22T09:00:00Z','answers':['" + FIRST + "','" + SECOND + "'],"
                        + "'text':'2222222222222222222222222222222222222222'}");
        expect(
                new Withdrawn(MARTHA, time(0), new TreeSet<>()),
                "{'event':'withdrawn','who':{'name':'Martha','email':'martha@example.org'},"
                        + "'when':'2026-11-22T09:00:00Z','answers':[]}");
        expect(
                new TurnedBack(MARTHA, time(0), new TreeSet<>()),
                "{'event':'turnedBack','who':{'name':'Martha','email':'martha@example.org'},"
                        + "'when':'2026-11-22T09:00:00Z','answers':[]}");
        assertThat(new Withdrawn(MARTHA, time(0), new TreeSet<>()).id())
                .hasToString("35cac40155653762809eacb01acd838bbd30e64919ebc4724b1c1fc7b0a9a756");
    }

    private static void expect(Event event, String json) {
        byte[] bytes = RecordJson.write(event);

        assertThat(new String(bytes, UTF_8)).isEqualTo(json.replace('\'', '"'));
        assertThat(RecordJson.readEvent(bytes)).isEqualTo(new Read.Known<>(event));
        assertThat(event.id()).isEqualTo(EventId.of(bytes));
    }

    @Test
    void fieldsOfNewerVersionsAreNoHindrance() {
        assertThat(read(
                        "{'event':'withdrawn','why':{'x':[1]},'who':{'name':'Martha','email':'martha@example.org','account':'m'},"
                                + "'when':'2026-11-22T09:00:00Z','answers':[]}"))
                .isEqualTo(new Read.Known<>(new Withdrawn(MARTHA, time(0), new TreeSet<>())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'discussed'}",
                "{'event':'decided','choice':'majority','who':{'name':'','email':''},'when':'','answers':[],'text':null}",
                "{'event':'opened','kind':'silent'}"
            })
    void eventsOfNewerVersions(String json) {
        assertThat(read(json)).isEqualTo(new Read.Newer<>());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'event':1}",
                "{'event':'withdrawn'}",
                "{'event':'withdrawn','event':'withdrawn','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':[]}",
                "{'event':'withdrawn','who':'Martha','when':'2026-11-22T09:00:00Z','answers':[]}",
                "{'event':'withdrawn','who':{'name':'','email':null},'when':'2026-11-22T09:00:00Z','answers':[]}",
                "{'event':'withdrawn','who':{'name':'','email':''},'when':'2026-11-22T09:00:00.5Z','answers':[]}",
                "{'event':'withdrawn','who':{'name':'','email':''},'when':'2026-02-30T09:00:00Z','answers':[]}",
                "{'event':'withdrawn','who':{'name':'','email':''},'when':1790000000,'answers':[]}",
                "{'event':'withdrawn','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':null}",
                "{'event':'withdrawn','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':['../../x']}",
                "{'event':'decided','choice':'text','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':[]}",
                "{'event':'decided','choice':'text','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':[],'text':'x'}",
                "{'event':'opened','kind':'open','who':{'name':'','email':''},'when':'2026-11-22T09:00:00Z','answers':[],'base':null,'stood':null,'other':null,'merged':null}"
            })
    void damagedEvents(String json) {
        assertThat(read(json)).isEqualTo(new Read.Damaged<>());
    }

    private static Read<Event> read(String json) {
        return RecordJson.readEvent(json.replace('\'', '"').getBytes(UTF_8));
    }
}
