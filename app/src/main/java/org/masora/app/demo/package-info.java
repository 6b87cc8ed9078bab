/**
 * The demonstration: the main job done for real, with a hub and two computers as processes of their own, and every
 * claim checked in another way than it was made. Here alone the program starts other processes: itself, and git.
 */
@NullMarked
package org.masora.app.demo;

import org.jspecify.annotations.NullMarked;
