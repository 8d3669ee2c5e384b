/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.web;

import java.time.Instant;
import java.util.UUID;

/**
 * What a visit that is about to begin is known by.
 *
 * @param secret for the visitor's cookie, and for nothing else
 * @param secretHash what the row keeps of it
 * @param csrfToken what forms of this visit carry
 */
public record NewVisit(
        UUID id, String secret, byte[] secretHash, String csrfToken, Instant createdAt, Instant expiresAt) {}
