/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.xapi.attachments;

/**
 * An attachment whose data this store has.
 *
 * @param sha2 the sum, as its statement writes it
 * @param contentType the media type, as its statement names it
 * @param content which data it is; equal data is kept once
 * @param size of the data, in bytes
 */
public record Attachment(String sha2, String contentType, long content, long size) {}
