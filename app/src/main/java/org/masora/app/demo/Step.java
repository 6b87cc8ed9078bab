package org.masora.app.demo;

import org.masora.app.words.Message;

/**
 * One claim of the demonstration with its proof.
 *
 * @param name a short word for programs
 * @param claim what Masora says it did
 * @param check in which other way that was looked at
 * @param evidence what was seen
 * @param ok whether it is as claimed
 */
public record Step(String name, Message claim, Message check, String evidence, boolean ok) {}
