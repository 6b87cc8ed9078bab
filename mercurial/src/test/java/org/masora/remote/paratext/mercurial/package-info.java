/** Tests of the command server. */
@NullMarked
package org.masora.remote.paratext.mercurial;

import org.jspecify.annotations.NullMarked;
