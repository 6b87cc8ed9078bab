/**
 * What the files of a Paratext project say beside its text: who may change what ({@link
 * org.masora.core.paratext.Rights}), and disagreements as notes ({@link
 * org.masora.core.paratext.ConflictNotes}). Pure functions of the content.
 */
@NullMarked
package org.masora.core.paratext;

import org.jspecify.annotations.NullMarked;
