/**
 * YAML as it is written: its values, and where they stand in the text, so that a changed value
 * leaves everything else as it was, comments included.
 */
@NullMarked
package org.masora.core.yaml;

import org.jspecify.annotations.NullMarked;
