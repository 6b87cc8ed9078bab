package org.masora.engine;

import java.nio.file.Path;
import org.masora.core.sync.PlaceName;
import org.masora.remote.Remote;
import org.masora.store.PlaceAddress;

/** Makes connections to places; who owns the accounts implements it. */
public interface Remotes {

    /**
     * A connection for one operation; the caller closes it. Opening asks nothing of the place yet.
     *
     * @param place the place's name in the project
     * @param address where it is and as whom
     * @param projectIsScribes whether Scribe works with the project: then its lines are used (rule S2)
     * @param own a directory of this project's and this place's alone, for what can be had again; it need not exist
     */
    Remote open(PlaceName place, PlaceAddress address, boolean projectIsScribes, Path own);
}
