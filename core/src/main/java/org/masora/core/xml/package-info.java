/**
 * XML as it is written: a tree whose parts are stretches of the text, so that what nobody changes
 * stays as it was. Nothing is fetched or expanded: a document type, and with it every entity of
 * one's own, is refused.
 */
@NullMarked
package org.masora.core.xml;

import org.jspecify.annotations.NullMarked;
