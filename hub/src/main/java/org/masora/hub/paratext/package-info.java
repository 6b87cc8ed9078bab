/**
 * A stand-in for Paratext's servers: the Registry (people, projects, roles, signing in) and the Archives (Send/Receive of
 * Mercurial bundles), over real {@code hg} repositories; for tests, demonstrations, and offices without a line. What it
 * answers follows what is publicly known of the real servers; {@code docs/hub.md} says where it differs and why.
 *
 * <p>{@link org.masora.hub.paratext.ParatextStandIn} is the way in from Java, {@link org.masora.hub.paratext.FaultScript}
 * what makes it misbehave on purpose.
 */
@NullMarked
package org.masora.hub.paratext;

import org.jspecify.annotations.NullMarked;
