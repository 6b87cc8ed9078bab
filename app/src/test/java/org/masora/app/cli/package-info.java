/** The command line, in this process and as processes of its own. */
@NullMarked
package org.masora.app.cli;

import org.jspecify.annotations.NullMarked;
