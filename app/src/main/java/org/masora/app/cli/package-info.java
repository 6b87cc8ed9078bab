/**
 * The command line: one class per command. Only here does the program write to standard output, and only here and in
 * {@code app.words} are results put into words.
 */
@NullMarked
package org.masora.app.cli;

import org.jspecify.annotations.NullMarked;
