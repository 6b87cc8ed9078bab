/** The one process behind the page: how it is found, started, replaced by a newer version, and ended. */
@NullMarked
package org.masora.app.web.process;

import org.jspecify.annotations.NullMarked;
