/**
 * The one editor of texts: words to type, and between them what stays fixed. What it looks like and asks, what it sends,
 * and the drafts of what was typed; screens say what it is about and what saving means.
 */
@NullMarked
package org.masora.app.web.editor;

import org.jspecify.annotations.NullMarked;
