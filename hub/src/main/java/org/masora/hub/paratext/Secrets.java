package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.masora.hub.disk.AtomicFiles;

/** The stand-in's key, with what is made of it, and secrets that are made up. */
final class Secrets {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** As Paratext's user ids: without letters that look like others. */
    private static final String ID_LETTERS = "23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz";

    private static final int ID_LENGTH = 17;

    private final SecretKeySpec key;

    private Secrets(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Reads the key, or makes one; only the owner of the folder can read it. */
    static Secrets in(Path folder) throws IOException {
        Path file = folder.resolve("key");
        if (!Files.exists(file)) {
            byte[] made = new byte[KEY_BYTES];
            RANDOM.nextBytes(made);
            write(file, made);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException("no key: " + file);
        }
        return new Secrets(key);
    }

    /** Replaces a file; the new one can be read by its owner only, from the moment it exists. */
    static void write(Path file, byte[] content) throws IOException {
        Path whole = file.toAbsolutePath();
        // Without attributes of ours, a temporary file is its owner's alone.
        Path beside = Files.createTempFile(
                whole.resolveSibling("."), whole.getFileName().toString(), ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFiles.forceFolder(whole.resolveSibling("."));
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** HMAC with SHA-256. */
    byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }

    /** The secret that belongs to the id of a client: always the same, and kept nowhere. */
    String ofClient(String clientId) {
        return HexFormat.of().formatHex(sign("client " + clientId));
    }

    /** 256 random bits. */
    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** An id of 17 characters. */
    static String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(RANDOM.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }

    /** 40 hexadecimal digits. */
    static String projectId() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    /** The challenge that belongs to a verifier (RFC 7636, S256). */
    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(verifier));
    }

    static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
