/**
 * A text as people read and edit it, without seeing its markup: a chapter laid out, a verse as pieces of which some are
 * fixed, a story by its frames. What was typed becomes bytes again so that nothing else in the file changes, and so that
 * nothing that anybody types or pastes can become markup.
 */
@NullMarked
package org.masora.core.editing;

import org.jspecify.annotations.NullMarked;
