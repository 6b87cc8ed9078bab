/**
 * One project on this disk: the folder a person works in ({@link org.masora.store.ProjectFolder}),
 * its private history beside it ({@link org.masora.store.Vault}) and what the program did ({@link
 * org.masora.store.ProjectState}, moved as one transaction).
 */
@NullMarked
package org.masora.store;

import org.jspecify.annotations.NullMarked;
