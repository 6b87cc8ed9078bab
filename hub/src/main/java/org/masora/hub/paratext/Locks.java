package org.masora.hub.paratext;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who keeps others out of which project. In memory only: a stand-in that was started anew has none. */
final class Locks {
    private final InstantSource clock;
    private final Duration life;
    private final Map<String, Held> byProject = new HashMap<>();

    private record Held(Person by, Instant used) {}

    Locks(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /** Who holds the project; nobody any more when it was not used for long. */
    synchronized Optional<Person> holder(Project project) {
        Held held = byProject.get(project.id());
        if (held == null) {
            return Optional.empty();
        }
        if (held.used().plus(life).isAfter(clock.instant())) {
            return Optional.of(held.by());
        }
        byProject.remove(project.id());
        return Optional.empty();
    }

    /** Somebody else who holds the project. */
    synchronized Optional<Person> other(Project project, Person person) {
        return holder(project).filter(holder -> !holder.sub().equals(person.sub()));
    }

    /** Takes the project or keeps it longer; returns who has it instead. */
    synchronized Optional<Person> take(Project project, Person person) {
        Optional<Person> other = other(project, person);
        if (other.isEmpty()) {
            byProject.put(project.id(), new Held(person, clock.instant()));
        }
        return other;
    }

    /** Somebody has worked under their own lock: it lasts longer. */
    synchronized void used(Project project, Person person) {
        if (holder(project).isPresent() && other(project, person).isEmpty()) {
            byProject.put(project.id(), new Held(person, clock.instant()));
        }
    }

    /** Lets the project go. */
    synchronized void release(Project project) {
        byProject.remove(project.id());
    }
}
