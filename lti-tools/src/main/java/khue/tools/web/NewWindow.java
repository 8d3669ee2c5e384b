/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes a visit out of an LMS's frame into a window of its own. The window does not get the frame's cookie, which the browser keeps apart
 * for each site around the frame, so the page hands over a pass: good once, for an hour, posted and never in an address.
 */
@ApplicationScoped
@Transactional
public class NewWindow {

    static final Duration LENGTH = Duration.ofHours(1);

    /** visit id, second of issue, signature */
    private static final Pattern PASS = Pattern.compile("([0-9a-f-]{36})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CurrentVisit current;

    @Inject
    private Clock clock;

    /** A pass for the visit that asks for this page; none without a visit. */
    Optional<String> pass() {
        return current.visit().map(this::pass);
    }

    /** A pass for a visit that has just begun, where the browser keeps its cookie from us. */
    public String passOf(UUID visit) {
        return pass(entities.find(Visit.class, visit));
    }

    private String pass(Visit visit) {
        long now = clock.instant().getEpochSecond();
        return visit.id() + "." + now + "." + signature(visit, now);
    }

    /** The visit that a pass is of, and the pass is used up; empty when it is not one of ours, too old or already used. */
    Optional<Visit> redeem(String pass) {
        var parts = PASS.matcher(pass);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant issued = Instant.ofEpochSecond(Long.parseLong(parts.group(2)));
        return Optional.ofNullable(entities.find(Visit.class, UUID.fromString(parts.group(1))))
                .filter(visit -> visit.expiresAt().isAfter(now))
                .filter(visit -> !issued.isAfter(now) && issued.plus(LENGTH).isAfter(now))
                .filter(visit -> same(signature(visit, issued.getEpochSecond()), parts.group(3)))
                .filter(visit -> isFirstUse(parts.group(3), issued.plus(LENGTH)));
    }

    /** One statement, so that of two windows opened with the same pass on two nodes one is refused. */
    private boolean isFirstUse(String signature, Instant expiresAt) {
        return entities.createNativeQuery("""
                                INSERT INTO used_window_pass (signature, expires_at) VALUES (?1, ?2)
                                ON CONFLICT DO NOTHING""")
                        .setParameter(1, signature)
                        .setParameter(2, expiresAt.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    private static String signature(Visit visit, long second) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(visit.secretHash(), "HmacSHA256"));
            byte[] signature = mac.doFinal(("window " + visit.id() + " " + second).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static boolean same(String expected, String sent) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), sent.getBytes(StandardCharsets.US_ASCII));
    }
}
