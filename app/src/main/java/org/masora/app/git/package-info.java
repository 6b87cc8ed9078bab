/** Masora as a tool of the {@code git} program: the settings that make git merge Scripture with it. */
@NullMarked
package org.masora.app.git;

import org.jspecify.annotations.NullMarked;
