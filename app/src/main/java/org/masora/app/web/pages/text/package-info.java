/**
 * A project's text: laid out for reading by chapter or story, edited verse by verse and frame by frame. What is typed is
 * on the disk as a draft ({@link org.masora.app.web.editor.Drafts}) long before it is saved.
 */
@NullMarked
package org.masora.app.web.pages.text;

import org.jspecify.annotations.NullMarked;
