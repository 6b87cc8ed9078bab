package org.masora.remote.paratext;

/**
 * Who is signed in.
 *
 * @param id the Registry's id
 * @param name the Paratext user name
 */
public record User(String id, String name) {}
