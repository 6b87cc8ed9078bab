/** The person's own folder. */
@NullMarked
package org.masora.app.home;

import org.jspecify.annotations.NullMarked;
