package org.masora.app.home;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.SharedProject;
import org.masora.remote.paratext.User;
import org.masora.store.PlaceAddress;

/**
 * Somebody's account in a Paratext Registry. Its tokens change all the time and are kept apart ({@link
 * ParatextAccounts#keeper}).
 *
 * @param service the Registry and what belongs to it; says as which program Masora goes there
 * @param user who it is there
 */
public record ParatextAccount(ParatextService service, User user) {

    /** How a Paratext place is called, in a project and as a kind of server. */
    public static final String WORD = "paratext";

    private static final int KEY_DIGITS = 16;

    public ParatextAccount {
        if (service.client().isEmpty()) {
            throw new IllegalArgumentException("nobody can be signed in as no program");
        }
    }

    /** How a person names this account: {@code Ada Admin@registry.paratext.org}. */
    public String name() {
        return user.name() + "@" + service.registry().base().getAuthority();
    }

    /** What a project calls its place there. */
    public PlaceName place() {
        return new PlaceName(WORD);
    }

    /** Where a project is, reached with this account. */
    public PlaceAddress address(SharedProject project) {
        return new PlaceAddress(WORD, service.registry().toString(), project.id(), project.shortName(), user.name());
    }

    /** Whether a place is reached with this account. */
    public boolean reaches(PlaceAddress address) {
        return isParatext(address)
                && service.registry().toString().equals(address.server())
                && user.name().equalsIgnoreCase(address.account());
    }

    /** Whether a place is a project of a Paratext. */
    public static boolean isParatext(PlaceAddress address) {
        return address.kind().equals(WORD);
    }

    /** The author of what this account sends; Paratext knows people by their names alone. */
    public Person person() {
        return new Person(user.name(), "");
    }

    /** The same for the same name at the same Registry; can be a name of files. */
    String key() {
        try {
            String what = service.registry() + "\n" + user.name().toLowerCase(Locale.ROOT);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "ParatextAccount[" + name() + "]";
    }
}
