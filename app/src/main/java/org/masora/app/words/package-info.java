/**
 * What the program says to people. Everything below gives results as values with codes; here, and nowhere else, they
 * are put into words. Every message has a number that never changes and is equal in all languages.
 */
@NullMarked
package org.masora.app.words;

import org.jspecify.annotations.NullMarked;
