/** Tests of the benchmarks. */
@NullMarked
package org.masora.bench;

import org.jspecify.annotations.NullMarked;
