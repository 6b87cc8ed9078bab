package org.masora.core.usfm;

/**
 * A marker by its name.
 *
 * @param name without backslash, plus sign and asterisk
 * @param category how it is read
 */
public record Marker(String name, MarkerCategory category) {}
