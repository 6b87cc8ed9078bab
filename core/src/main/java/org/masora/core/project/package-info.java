/**
 * What a team translates: projects, their ingredients and their content at a moment ({@link
 * org.masora.core.project.Snapshot}). Values only; bytes are reached through {@link
 * org.masora.core.project.Blobs}.
 */
@NullMarked
package org.masora.core.project;

import org.jspecify.annotations.NullMarked;
