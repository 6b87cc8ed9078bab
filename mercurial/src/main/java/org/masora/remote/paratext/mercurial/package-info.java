/**
 * Mercurial, driven as a program: {@link org.masora.remote.paratext.mercurial.Hg} is an installed {@code hg},
 * {@link org.masora.remote.paratext.mercurial.CommandServer} one process of it that runs many commands on one
 * repository. Nothing here knows Paratext.
 *
 * <p>What {@code hg} does depends on its arguments alone: no settings of the person or of the computer are read, nor
 * those that lie in the repository.
 */
@NullMarked
package org.masora.remote.paratext.mercurial;

import org.jspecify.annotations.NullMarked;
