/** Door43 and plain git servers, real ones and scripted ones. */
@NullMarked
package org.masora.remote.door43;

import org.jspecify.annotations.NullMarked;
