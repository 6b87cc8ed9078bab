/**
 * HTTP to one server, as all remotes speak it: {@link org.masora.remote.http.Wire} with its time limits, bounded
 * answers and reasons for failing. Knows no server's interface.
 */
@NullMarked
package org.masora.remote.http;

import org.jspecify.annotations.NullMarked;
