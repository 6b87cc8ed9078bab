/** How the hub keeps its records: one JSON file a record, replaced whole, flushed before it counts. */
@NullMarked
package org.masora.hub.disk;

import org.jspecify.annotations.NullMarked;
