/**
 * Projects on a Paratext server. {@link org.masora.remote.paratext.Registry} knows people and projects, {@link
 * org.masora.remote.paratext.Archives} exchanges Mercurial bundles, {@link
 * org.masora.remote.paratext.ParatextRemote} makes a place of both: a private clone per project, whose changesets
 * are imported into the vault and grow from what the vault has to send. See {@code docs/paratext.md}.
 */
@NullMarked
package org.masora.remote.paratext;

import org.jspecify.annotations.NullMarked;
