/** Git itself: smart HTTP over JGit, the rules a push has to pass, and history, trees and archives read from it. */
@NullMarked
package org.masora.hub.git;

import org.jspecify.annotations.NullMarked;
