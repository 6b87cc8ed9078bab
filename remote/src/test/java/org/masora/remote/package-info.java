/** The contract of all places. */
@NullMarked
package org.masora.remote;

import org.jspecify.annotations.NullMarked;
