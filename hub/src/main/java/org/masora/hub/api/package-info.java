/** The HTTP side: routes, who is asking, how answers are shaped, pages of lists. */
@NullMarked
package org.masora.hub.api;

import org.jspecify.annotations.NullMarked;
