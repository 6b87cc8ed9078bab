/**
 * The hub: an embedded server that speaks the part of Door43's protocol (Gitea API and git over HTTP) which a
 * client needs to keep projects there. {@link org.masora.hub.Hub} is the door; everything in the packages below is
 * its own business and free to change.
 */
@NullMarked
package org.masora.hub;

import org.jspecify.annotations.NullMarked;
