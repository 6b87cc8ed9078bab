/**
 * Door43 and other servers of Gitea's kind: {@link org.masora.remote.door43.Door43Server} speaks their
 * REST interface, {@link org.masora.remote.door43.Door43Remote} is a project there, {@link
 * org.masora.remote.door43.GitRemote} a project on any git server without such an interface.
 *
 * <p>The git half is the smart HTTP protocol spoken directly (git's {@code gitprotocol-v2}, {@code
 * gitprotocol-http} and {@code gitprotocol-pack}), with JGit reading and writing the packs: a look is one
 * request, a fetch one, a send one.
 */
@NullMarked
package org.masora.remote.door43;

import org.jspecify.annotations.NullMarked;
