/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import java.util.Optional;

/** A file that was checked and whose bytes are on the disk, but that nobody keeps yet: see {@link FileStore#keep}. */
public record ReceivedFile(
        String sha256,
        String name,
        String mediaType,
        long size,
        Optional<Integer> width,
        Optional<Integer> height,
        Optional<String> thumbnailSha256) {}
