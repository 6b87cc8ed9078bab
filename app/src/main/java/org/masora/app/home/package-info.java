/** Where the program keeps what belongs to one person on this computer: accounts, projects under care, vaults. */
@NullMarked
package org.masora.app.home;

import org.jspecify.annotations.NullMarked;
