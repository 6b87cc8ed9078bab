/** Tests of the stand-in for Paratext's servers. */
@NullMarked
package org.masora.hub.paratext;

import org.jspecify.annotations.NullMarked;
