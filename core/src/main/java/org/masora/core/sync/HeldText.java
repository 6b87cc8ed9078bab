package org.masora.core.sync;

/**
 * Text in the folder that returned to a state older than what was received (rule P3): it is neither
 * sent nor overwritten until the person has said "keep the old" or "bring back the newer".
 *
 * @param id stable for the same text at the same place, for answering
 * @param path the file
 * @param reference the verse, also for a heading before it, or what else of a book; empty for the whole file
 */
public record HeldText(String id, String path, String reference) {}
