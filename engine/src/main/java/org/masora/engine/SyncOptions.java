package org.masora.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a sync goes about it.
 *
 * @param dryRun look, keep and plan; change nothing in the folder or at a place
 * @param receiveOnly send nothing (rule P7)
 * @param allowDeletions the person has seen what would go and said yes (rule D2)
 * @param otherProjectAccepted the person has said that what is there is the same project (rule V4)
 * @param setAside the person's answer about what an undo took back (rule U1)
 * @param bringIn names of people's own lines whose work shall come in (rule S2)
 * @param sends when what was combined may be sent (rule U1)
 * @param editorsQuiet for how long nobody may have written a book before received text comes into it, because an editor
 *     that has it open would write the old one back; zero: it comes in at once
 */
public record SyncOptions(
        boolean dryRun,
        boolean receiveOnly,
        boolean allowDeletions,
        boolean otherProjectAccepted,
        Optional<SetAsideAnswer> setAside,
        Set<String> bringIn,
        Sends sends,
        Duration editorsQuiet) {

    /** A plain sync: get and send. */
    public static final SyncOptions PLAIN =
            new SyncOptions(false, false, false, false, Optional.empty(), Set.of(), Sends.AT_ONCE);

    /** Where no editor is waited for. */
    public SyncOptions(
            boolean dryRun,
            boolean receiveOnly,
            boolean allowDeletions,
            boolean otherProjectAccepted,
            Optional<SetAsideAnswer> setAside,
            Set<String> bringIn,
            Sends sends) {
        this(dryRun, receiveOnly, allowDeletions, otherProjectAccepted, setAside, bringIn, sends, Duration.ZERO);
    }

    public SyncOptions {
        bringIn = Set.copyOf(bringIn);
    }

    public SyncOptions asDryRun() {
        return new SyncOptions(
                true, receiveOnly, allowDeletions, otherProjectAccepted, setAside, bringIn, sends, editorsQuiet);
    }

    public SyncOptions receivingOnly() {
        return new SyncOptions(
                dryRun, true, allowDeletions, otherProjectAccepted, setAside, bringIn, sends, editorsQuiet);
    }

    public SyncOptions allowingDeletions() {
        return new SyncOptions(dryRun, receiveOnly, true, otherProjectAccepted, setAside, bringIn, sends, editorsQuiet);
    }

    public SyncOptions acceptingOtherProject() {
        return new SyncOptions(dryRun, receiveOnly, allowDeletions, true, setAside, bringIn, sends, editorsQuiet);
    }

    public SyncOptions answering(SetAsideAnswer answer) {
        return new SyncOptions(
                dryRun,
                receiveOnly,
                allowDeletions,
                otherProjectAccepted,
                Optional.of(answer),
                bringIn,
                sends,
                editorsQuiet);
    }

    public SyncOptions bringingIn(Set<String> lines) {
        return new SyncOptions(
                dryRun, receiveOnly, allowDeletions, otherProjectAccepted, setAside, lines, sends, editorsQuiet);
    }

    /** The same, with another moment to send. */
    public SyncOptions sending(Sends when) {
        return new SyncOptions(
                dryRun, receiveOnly, allowDeletions, otherProjectAccepted, setAside, bringIn, when, editorsQuiet);
    }

    /** The same, where received text of books that an editor wrote within this time waits. */
    public SyncOptions waitingForEditors(Duration quiet) {
        return new SyncOptions(
                dryRun, receiveOnly, allowDeletions, otherProjectAccepted, setAside, bringIn, sends, quiet);
    }

    /** When a sync sends, where it brings something in too (rule U1). */
    public enum Sends {
        /** Now: somebody said so. What was combined before and waits may be sent too. */
        AT_ONCE,
        /** When the time to undo what came in has ended: this sync only combines, and asks. */
        AFTER_UNDO,
        /** Now, because nobody sits there who could undo; but what waits for somebody's answer goes on waiting. */
        BY_ITSELF
    }

    /** What to do with received changes that an undo took back. */
    public enum SetAsideAnswer {
        /** Take them in after all. */
        COMBINE,
        /** Take them back for everyone: a new revision without them (rule U2). */
        KEEP_MINE
    }
}
