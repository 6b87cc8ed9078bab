/** The web server of the page: asks the door about every request, and turns what screens answer into HTTP. */
@NullMarked
package org.masora.app.web.server;

import org.jspecify.annotations.NullMarked;
