/**
 * The exchange of a project between its places, as far as it is pure: what changed, the brake, the
 * plan, the outcome. Rules P, D and S.
 */
@NullMarked
package org.masora.core.sync;

import org.jspecify.annotations.NullMarked;
