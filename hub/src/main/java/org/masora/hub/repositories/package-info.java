/** What the hub holds: repositories with their settings, who may do what in them, and their git folders. */
@NullMarked
package org.masora.hub.repositories;

import org.jspecify.annotations.NullMarked;
