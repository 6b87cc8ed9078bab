/**
 * Other places a project lives: one interface, {@link org.masora.remote.Remote}, with one contract
 * for all of them. Words like push and pull stay inside the implementations.
 */
@NullMarked
package org.masora.remote;

import org.jspecify.annotations.NullMarked;
