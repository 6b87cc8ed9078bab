/**
 * Mercurial's revisions as they travel in a bundle: changesets, manifests and file contents as deltas (Mercurial's
 * {@code help internals.changegroups}, {@code internals.bundle2}), read and written without a working directory. So
 * nothing that comes from elsewhere is ever checked out, names that no folder can hold pass through, and a
 * revision costs what it changes.
 */
@NullMarked
package org.masora.remote.paratext.changegroup;

import org.jspecify.annotations.NullMarked;
