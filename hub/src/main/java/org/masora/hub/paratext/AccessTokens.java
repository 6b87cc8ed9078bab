package org.masora.hub.paratext;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes access tokens, and reads those that come back: JSON web tokens (RFC 7519) signed with the stand-in's key. */
final class AccessTokens {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode(Map.of("alg", "HS256", "typ", "JWT"));
    private static final String ISSUER = "masora-paratext-stand-in";
    private static final String AUDIENCE = "paratext";
    private static final int LENGTH_AT_MOST = 4_000;

    private final Secrets secrets;
    private final InstantSource clock;
    private final Duration life;
    /** Those that a test has declared dead. */
    private final Set<String> ended = ConcurrentHashMap.newKeySet();

    AccessTokens(Secrets secrets, InstantSource clock, Duration life) {
        this.secrets = secrets;
        this.clock = clock;
        this.life = life;
    }

    Duration life() {
        return life;
    }

    String issue(Person person) {
        return issue(person, clock.instant());
    }

    /** A token that ran out a while ago. */
    String issueExpired(Person person) {
        return issue(person, clock.instant().minus(life).minus(life));
    }

    private String issue(Person person, Instant at) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", person.sub());
        claims.put("username", person.name());
        claims.put("iat", at.getEpochSecond());
        claims.put("exp", at.plus(life).getEpochSecond());
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("jti", Secrets.id());
        String signed = HEADER + "." + encode(claims);
        return signed + "." + ENCODER.encodeToString(secrets.sign(signed));
    }

    private static String encode(Map<String, Object> content) {
        return ENCODER.encodeToString(JSON.writeValueAsBytes(content));
    }

    void end(String token) {
        ended.add(token);
    }

    /** The user id in a token that is good now. */
    Optional<String> subject(String token) {
        String[] parts = token.split("\\.", -1);
        if (token.length() > LENGTH_AT_MOST || parts.length != 3 || !parts[0].equals(HEADER) || ended.contains(token)) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            if (!MessageDigest.isEqual(signature, secrets.sign(parts[0] + "." + parts[1]))) {
                return Optional.empty();
            }
            JsonNode claims =
                    JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
            boolean good = claims.path("exp").asLong(0) > clock.instant().getEpochSecond()
                    && claims.path("iss").asString("").equals(ISSUER)
                    && claims.path("aud").asString("").equals(AUDIENCE);
            return good ? Optional.of(claims.path("sub").asString("")) : Optional.empty();
        } catch (IllegalArgumentException | JacksonException garbage) {
            return Optional.empty();
        }
    }
}
