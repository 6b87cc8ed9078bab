/** Decide: two texts for one verse, side by side, and what to do about them; one after the other, or many at once. */
@NullMarked
package org.masora.app.web.pages.decide;

import org.jspecify.annotations.NullMarked;
