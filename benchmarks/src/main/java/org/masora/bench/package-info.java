/**
 * Measures Masora beside the git program: the same projects, the same servers, the same demands on the disk, in one
 * run. For development; no part of the product.
 */
@NullMarked
package org.masora.bench;

import org.jspecify.annotations.NullMarked;
