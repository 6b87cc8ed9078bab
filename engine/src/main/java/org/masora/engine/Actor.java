package org.masora.engine;

import org.masora.core.project.Person;

/**
 * Who acts. Every use case takes one: there is no current user below the screen.
 *
 * @param person the name and no-reply address that revisions carry (rule V3)
 */
public record Actor(Person person) {}
