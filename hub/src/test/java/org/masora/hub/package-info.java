/** Tests of the hub from outside: HTTP and git, as its clients see it. */
@NullMarked
package org.masora.hub;

import org.jspecify.annotations.NullMarked;
