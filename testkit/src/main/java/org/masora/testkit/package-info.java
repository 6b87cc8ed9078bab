/**
 * What tests of every module share: access to the corpus of real texts and to the recordings of real
 * servers, and git's own server.
 *
 * <p>For tests and benchmarks only; nothing in here may be reached from the product.
 */
@NullMarked
package org.masora.testkit;

import org.jspecify.annotations.NullMarked;
