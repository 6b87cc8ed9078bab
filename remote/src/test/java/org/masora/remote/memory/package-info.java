/** A place that lives in memory, with faults by script: what other tests exchange with. */
@NullMarked
package org.masora.remote.memory;

import org.jspecify.annotations.NullMarked;
