package org.masora.engine;

import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.store.Operation;

/**
 * How a project stands, found without the network.
 *
 * @param overview what a list shows
 * @param trouble why the folder cannot be read, if so
 * @param unsent what the folder holds that each place is not known to have
 * @param proved the newest revision that each place was seen to hold, and that the folder contains
 * @param offered places that were sent something of which is not known yet whether it arrived (rule P1)
 * @param held text that waits for an answer (rule P3)
 * @param waiting books whose received text is not in the folder yet, because an editor may have them open
 * @param setAside what came from each place and was taken back: it is not built on until the person has answered
 *     (rule U1)
 * @param limits what this folder and the project cannot share
 * @param openConflicts how many decisions wait
 * @param besideScribe whether the folder has a git of Scribe's, so that Scribe sends from it too: it can then
 *     meet its own text as sent by Masora and call it a conflict, which is said before the first send (rule S1)
 * @param sentBefore whether Masora ever sent anything from this folder; asked only where Scribe sends from it too
 * @param openUndo what was combined and waits: nothing is sent before somebody said so or took it back (rule U1)
 */
public record StatusReport(
        ProjectOverview overview,
        Optional<FolderTrouble> trouble,
        NavigableMap<PlaceName, ChangeSummary> unsent,
        NavigableMap<PlaceName, RevisionId> proved,
        NavigableSet<PlaceName> offered,
        List<HeldText> held,
        List<OpenBooks.Book> waiting,
        NavigableMap<PlaceName, ChangeSummary> setAside,
        FolderLimits limits,
        int openConflicts,
        boolean besideScribe,
        boolean sentBefore,
        Optional<Operation> openUndo) {}
