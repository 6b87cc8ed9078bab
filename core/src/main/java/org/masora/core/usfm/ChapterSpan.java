package org.masora.core.usfm;

/**
 * Where a chapter stands in the bytes of a file.
 *
 * @param number of the chapter; 0 for what stands before the first one
 * @param start the offset of its first byte
 * @param end the offset after its last byte
 */
public record ChapterSpan(int number, int start, int end) {}
