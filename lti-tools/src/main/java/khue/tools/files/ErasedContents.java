/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 */
package khue.tools.files;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Collection;

/** Takes bytes from the disk at once when the person whose files had them is erased. */
@ApplicationScoped
public class ErasedContents {

    @Inject
    private FileStore files;

    /** Those that somebody else's file has as well stay; those of the last hour go with the next sweep, as any that nobody uses. */
    public void sweep(Collection<String> hashes) throws IOException {
        for (String hash : hashes) {
            if (files.isSweepable(hash)) {
                files.sweep(hash);
            }
        }
    }
}
