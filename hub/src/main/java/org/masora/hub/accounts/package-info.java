/** Who may come in: accounts, their hashed passwords, access tokens and what a token may do. */
@NullMarked
package org.masora.hub.accounts;

import org.jspecify.annotations.NullMarked;
